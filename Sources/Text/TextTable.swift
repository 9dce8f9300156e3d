import Native

/// Tables in plain text: tab-separated, pipes, CSV, aligned columns.
public enum TextTable {
  /// Appends a CSV, TSV or semicolon-separated file, valid UTF-8, as a table block.
  public static func extractCSV(_ text: Span<UInt8>, into blocks: inout Blocks) {
    PlainText.extract(text, into: &blocks)
  }
}
