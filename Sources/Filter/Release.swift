/// The release of Chaperone, as `--version` and `X-Chaperone-Version` tell it.
public enum Release {
  /// `major.minor.patch` (semver.org).
  public static let version = "0.1.0"
}
