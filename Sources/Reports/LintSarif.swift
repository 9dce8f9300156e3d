public import Native

/// Diagnostics as SARIF 2.1.0, for code review.
public enum LintSarif {
  /// The document, with its line break.
  public static func document(_ diagnostics: [Diagnostic], version: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("$schema")
      writer.string("https://json.schemastore.org/sarif-2.1.0.json")
      writer.key("version")
      writer.string("2.1.0")
      writer.key("runs")
      writer.array { writer in
        writer.object { writer in
          writer.key("tool")
          write(codes: Set(diagnostics.map(\.code)).sorted(), version, into: &writer)
          writer.key("columnKind")
          writer.string("unicodeCodePoints")
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
        writer.key("name")
        writer.string("chaperone")
        writer.key("version")
        writer.string(version)
        writer.key("rules")
        writer.array { writer in
          for code in codes {
            writer.object { writer in
              writer.key("id")
              writer.string(code)
            }
          }
        }
      }
    }
  }

  private static func write(_ diagnostic: Diagnostic, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("ruleId")
      writer.string(diagnostic.code)
      writer.key("level")
      writer.string(diagnostic.severity.rawValue)
      writer.key("message")
      writer.object { writer in
        writer.key("text")
        writer.string(diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? ""))
      }
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
                    write("startLine", diagnostic.place.line, into: &writer)
                    write("startColumn", 1, into: &writer)
                    write("endLine", diagnostic.place.line + 1, into: &writer)
                    write("endColumn", 1, into: &writer)
                  }
                case .replace(let text):
                  write(
                    diagnostic.place.column..<diagnostic.place.column + diagnostic.length,
                    of: diagnostic.place.line, into: &writer)
                  writer.key("insertedContent")
                  writer.object { writer in
                    writer.key("text")
                    writer.string(text)
                  }
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
      write("startLine", line, into: &writer)
      write("startColumn", columns.lowerBound, into: &writer)
      write("endColumn", columns.upperBound, into: &writer)
    }
  }

  private static func write(_ key: String, _ number: Int, into writer: inout JSONWriter) {
    writer.key(key)
    writer.number(number)
  }

  private static func write(file path: String, into writer: inout JSONWriter) {
    writer.key("artifactLocation")
    writer.object { writer in
      writer.key("uri")
      writer.string(uri(of: path))
    }
  }

  /// The path with everything escaped that a URI reference cannot hold (RFC 3986).
  private static func uri(of path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
