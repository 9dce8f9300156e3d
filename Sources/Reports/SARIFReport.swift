public import Lexicons
private import Mail
private import Native
private import People
public import Scanning

/// Findings as SARIF 2.1.0, for tools that gather the results of many scanners.
///
/// A finding is a result. Its location is the file that was scanned, with the bytes of the match as region where the
/// encoding of the mail keeps them, else those of the whole message; the message is also the `contextRegion` and, by
/// its id, the logical location. The level is that of the concern the finding counts for: high is `error`, medium
/// `warning`, low `note`; a concern below that makes the result informational. Cited clauses are taxa of the policy. What was not
/// read is a notification of the run's invocation. The results come first in the file, since the rules and clauses
/// that they cite are known only afterwards.
public struct SARIFReport: Sendable {
  private let style: ReportStyle
  private let shown: Level
  private let policy: Policy?
  private let version: String
  /// The rules that were cited, in the order of their first findings.
  private var rules: [(id: String, about: String, concern: Concern, clause: String)] = []
  private var known: Set<String> = []
  private var hasResults = false

  /// Creates a report of the messages whose risk is at least `shown`.
  public init(style: ReportStyle, shown: Level, policy: Policy?, version: String) {
    self.style = style
    self.shown = shown
    self.policy = policy
    self.version = version
  }

  /// What the file begins with.
  public func head() -> [UInt8] {
    Array(
      #"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":["#
        .utf8)
  }

  /// The results of one message, without the comma that parts them from those of another.
  ///
  /// - Parameter recorded: what an earlier scan recorded of the message, when the verdict is as that showed it.
  public func results(of verdict: Verdict, recorded: RecordedMessage? = nil) -> [UInt8] {
    guard verdict.risk >= shown, !verdict.findings.isEmpty else { return [] }
    var json = JSONWriter()
    let prints = recorded?.fingerprints ?? style.fingerprints(of: verdict)
    for (finding, print) in zip(verdict.findings, prints) {
      write(finding, print, of: verdict, into: &json)
    }
    return json.bytes
  }

  /// Puts a message's results into their place, in input order.
  public mutating func add(_ verdict: Verdict, _ results: [UInt8]) -> [UInt8] {
    guard !results.isEmpty else { return [] }
    for finding in verdict.findings where known.insert(finding.rule).inserted {
      rules.append((finding.rule, finding.about, finding.concern, finding.clause))
    }
    defer { hasResults = true }
    return (hasResults ? Array(",\n".utf8) : Array("\n".utf8)) + results
  }

  /// What the file ends with.
  public func end(_ coverage: Coverage) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("tool")
      json.object { json in
        json.key("driver")
        writeDriver(into: &json)
      }
      if policy != nil {
        json.key("taxonomies")
        json.array { writeTaxonomy(into: &$0) }
      }
      json.key("invocations")
      json.array { json in
        json.object { json in
          json.member("executionSuccessful", coverage.isComplete)
          json.key("toolExecutionNotifications")
          json.array { json in
            for entry in coverage.skipped { write(entry, into: &json) }
          }
        }
      }
      json.key("properties")
      json.object { json in
        for (key, value) in [
          ("messages", coverage.messages), ("scanned", coverage.scanned), ("parts", coverage.parts),
          ("bytes", coverage.bytes),
        ] {
          json.member(key, value)
        }
        if let suppressed = coverage.suppressed {
          json.member("suppressed", suppressed.findings)
        }
        if let seen = coverage.seen { json.member("seen_before", seen) }
      }
    }
    json.endLine()
    // The object that was begun goes on: its opening brace stands before the results.
    return Array("\n],".utf8) + json.bytes.dropFirst().dropLast() + Array("]}\n".utf8)
  }

  // MARK: One finding

  private func write(
    _ finding: Finding, _ print: String, of verdict: Verdict, into json: inout JSONWriter
  ) {
    let level = verdict.concerns.first { $0.concern == finding.concern }?.level ?? .none
    json.object { json in
      json.member("ruleId", finding.rule)
      json.member("kind", level == .none ? "informational" : "fail")
      json.member("level", Self.level(level))
      json.key("message")
      json.sarifText("\(finding.about) \(Terminal.printable(style.line(of: finding)))")
      json.key("locations")
      json.array { json in
        json.object { json in
          json.key("physicalLocation")
          writePlace(of: finding, in: verdict.location, into: &json)
          json.key("logicalLocations")
          json.array { json in
            json.object { json in
              json.member("fullyQualifiedName", Terminal.printable(verdict.id))
              json.member("kind", "message")
            }
          }
        }
      }
      json.key("partialFingerprints")
      json.object { json in
        json.member(style.hidesPeople ? "keyedContent/v1" : "messageRule/v1", print)
      }
      if let policy, policy[finding.clause] != nil {
        json.key("taxa")
        json.array { json in
          json.object { json in
            json.member("id", finding.clause)
            json.key("toolComponent")
            json.object { json in
              json.member("name", policy.name)
            }
          }
        }
      }
      json.key("properties")
      json.object { writeFacts(about: finding, of: verdict, into: &$0) }
    }
  }

  private func writePlace(
    of finding: Finding, in location: MessageLocation, into json: inout JSONWriter
  ) {
    var region = (offset: location.offset, length: location.length)
    if let start = finding.fileStart, let end = finding.fileEnd, end > start {
      region = (start, end - start)
    }
    json.object { json in
      json.key("artifactLocation")
      json.object { json in
        json.member("uri", Self.uri(of: location.source))
      }
      json.key("region")
      json.object { json in
        json.region(region.offset, region.length)
        json.key("snippet")
        json.sarifText(Terminal.printable(style.match(of: finding)))
      }
      json.key("contextRegion")
      json.object { $0.region(location.offset, location.length) }
    }
  }

  private func writeFacts(
    about finding: Finding, of verdict: Verdict, into json: inout JSONWriter
  ) {
    for (key, value) in [
      ("concern", finding.concern.rawValue), ("clause", finding.clause),
      ("risk", verdict.risk.rawValue), ("field", finding.field), ("part", finding.part),
      ("entry", finding.entry),
      ("channel", verdict.channel.rawValue), ("date", verdict.date?.iso8601 ?? ""),
      ("from", verdict.parties.sender.map(style.address(of:)) ?? ""),
      ("subject", Terminal.printable(style.subject(of: verdict))),
    ] where !value.isEmpty {
      json.member(key, value)
    }
    for (key, value) in [
      ("points", finding.points), ("score", verdict.score), ("line", finding.line),
      ("column", finding.column),
    ] {
      json.member(key, value)
    }
    json.member("quoted", finding.isQuoted)
  }

  private static func level(_ level: Level) -> String {
    switch level {
    case .high: "error"
    case .medium: "warning"
    case .low: "note"
    case .none: "none"
    }
  }

  /// A path as a URI, or a reference from where the scan ran.
  static func uri(of path: String) -> String {
    (path.hasPrefix("/") ? "file://" : "") + JSONWriter.sarifPath(path)
  }

  // MARK: The end

  private func writeDriver(into json: inout JSONWriter) {
    json.object { json in
      json.member("name", "chaperone")
      json.member("version", version)
      json.member("semanticVersion", version)
      if let policy {
        json.key("supportedTaxonomies")
        json.array { json in
          json.object { json in
            json.member("name", policy.name)
          }
        }
      }
      json.key("rules")
      json.array { json in
        for rule in rules {
          json.object { json in
            json.member("id", rule.id)
            json.key("shortDescription")
            json.sarifText(rule.about)
            json.key("properties")
            json.object { json in
              json.member("concern", rule.concern.rawValue)
              json.member("clause", rule.clause)
            }
          }
        }
      }
    }
  }

  private func writeTaxonomy(into json: inout JSONWriter) {
    guard let policy else { return }
    let cited = Set(rules.map(\.clause))
    json.object { json in
      json.member("name", policy.name)
      json.key("shortDescription")
      json.sarifText(policy.title)
      json.key("taxa")
      json.array { json in
        for clause in policy.clauses where cited.contains(clause.number) {
          json.object { json in
            json.member("id", clause.number)
            json.member("name", clause.title)
            json.key("fullDescription")
            json.sarifText(clause.text)
          }
        }
      }
    }
  }

  private func write(_ entry: Coverage.Skipped, into json: inout JSONWriter) {
    let part = entry.part.map { $0.isEmpty ? "" : " part \($0)" } ?? ""
    let id = entry.id.map { " <\($0)>" } ?? ""
    json.object { json in
      json.member("level", entry.isLoss ? "warning" : "note")
      json.key("message")
      json.sarifText(Terminal.printable("not read: \(entry.source)\(id)\(part): \(entry.why)"))
      json.key("locations")
      json.array { json in
        json.object { json in
          json.key("physicalLocation")
          json.object { json in
            json.key("artifactLocation")
            json.object { json in
              json.member("uri", Self.uri(of: entry.source))
            }
          }
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func region(_ offset: Int, _ length: Int) {
    member("byteOffset", offset)
    member("byteLength", length)
  }
}
