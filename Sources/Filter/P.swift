public enum FilterPlaceholder {}
