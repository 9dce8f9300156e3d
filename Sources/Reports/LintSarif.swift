public import Native

/// Diagnostics as SARIF 2.1.0, for code review.
public enum LintSarif {
  /// The document, with its line break.
  public static func document(_ diagnostics: [Diagnostic], version: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      writer.member("version", "2.1.0")
      writer.key("runs")
      writer.array { writer in
        writer.object { writer in
          writer.key("tool")
          write(codes: Set(diagnostics.map(\.code)).sorted(), version, into: &writer)
          writer.member("columnKind", "unicodeCodePoints")
          writer.key("results")
          writer.array { writer in
            for diagnostic in diagnostics { write(diagnostic, into: &writer) }
          }
        }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  private static func write(codes: [String], _ version: String, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("driver")
      writer.object { writer in
        writer.member("name", "chaperone")
        writer.member("version", version)
        writer.key("rules")
        writer.array { writer in
          for code in codes {
            writer.object { writer in
              writer.member("id", code)
            }
          }
        }
      }
    }
  }

  private static func write(_ diagnostic: Diagnostic, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("ruleId", diagnostic.code)
      writer.member("level", diagnostic.severity.rawValue)
      writer.key("message")
      writer.sarifText(diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? ""))
      writer.key("locations")
      writer.array { writer in
        writer.object { writer in
          writer.key("physicalLocation")
          writer.object { writer in
            write(file: diagnostic.place.path, into: &writer)
            writer.key("region")
            write(
              diagnostic.place.column..<diagnostic.place.column + diagnostic.length,
              of: diagnostic.place.line, into: &writer)
          }
        }
      }
      if let fix = diagnostic.fix { write(fix, of: diagnostic, into: &writer) }
    }
  }

  private static func write(
    _ fix: Diagnostic.Fix, of diagnostic: Diagnostic, into writer: inout JSONWriter
  ) {
    writer.key("fixes")
    writer.array { writer in
      writer.object { writer in
        writer.key("artifactChanges")
        writer.array { writer in
          writer.object { writer in
            write(file: diagnostic.place.path, into: &writer)
            writer.key("replacements")
            writer.array { writer in
              writer.object { writer in
                writer.key("deletedRegion")
                switch fix {
                case .removeLine:
                  writer.object { writer in
                    writer.member("startLine", diagnostic.place.line)
                    writer.member("startColumn", 1)
                    writer.member("endLine", diagnostic.place.line + 1)
                    writer.member("endColumn", 1)
                  }
                case .replace(let text):
                  write(
                    diagnostic.place.column..<diagnostic.place.column + diagnostic.length,
                    of: diagnostic.place.line, into: &writer)
                  writer.key("insertedContent")
                  writer.sarifText(text)
                }
              }
            }
          }
        }
      }
    }
  }

  private static func write(
    _ columns: Range<Int>, of line: Int, into writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("startLine", line)
      writer.member("startColumn", columns.lowerBound)
      writer.member("endColumn", columns.upperBound)
    }
  }

  private static func write(file path: String, into writer: inout JSONWriter) {
    writer.key("artifactLocation")
    writer.object { writer in
      writer.member("uri", JSONWriter.sarifPath(path))
    }
  }
}
