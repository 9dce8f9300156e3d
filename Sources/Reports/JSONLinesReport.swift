private import Lexicons
private import Mail
private import People
public import Scanning

/// Verdicts as JSON Lines: one object a message in input order, then one coverage record.
///
/// The keys of a verdict, in this order: `id`, `source`, `offset` and `length` (bytes of the message
/// in its source), `channel`, `date` (ISO 8601 with the writer's offset, or null), `from` (an address
/// or null), `to` (every recipient), `risk`, `score`, `concerns` (`score` and `level` of each of the
/// five), `findings`, `guards`, `exceptions`, `defects` (sentences) and `lexicon` (a hash of the
/// lexicon folder). A finding has `rule`, `concern`, `clause`, `points`, `field`, `part`, `start` and
/// `end` (UTF-8 byte offsets in the decoded part or subject), `line` and `column` (from 1, the column
/// in Unicode scalars), `file_start` (the byte in the source, where the encoding keeps it), `match`
/// (masked unless matches are shown) and `quoted`.
///
/// ```json
/// {"id":"m1","source":"dump.mbox","offset":52,"length":611,"channel":"email","date":"2026-03-04T09:12:00-05:00",
///  "from":"j.hale@maplehollow.example","to":["office@maplehollow.example"],"risk":"low","score":35,
///  "concerns":{"student":{"score":35,"level":"low"},…},"findings":[…],"guards":[],"exceptions":[],
///  "defects":[],"lexicon":"sha256:…"}
/// {"coverage":{"messages":1,"scanned":1,"parts":1,"skipped":[],"bytes":611,"seconds":0.004}}
/// ```
///
/// What is there only when it was asked for stands at the end: `suppressed` and what belongs to it (`--suppressions`),
/// `seen_before` (`--seen`), and `shard` with `sources`, a hash of the sources' names and sizes (`--shard`).
public struct JSONLinesReport: Sendable {
  private let style: ReportStyle
  private let lexicon: String

  /// Creates a report that cites the lexicon folder's hash.
  public init(style: ReportStyle, lexicon: String) {
    self.style = style
    self.lexicon = lexicon
  }

  /// Writes one verdict and a line break.
  public func write(_ verdict: Verdict, into json: inout JSONWriter) {
    json.object { json in
      json.member("id", verdict.id)
      json.member("source", verdict.location.source)
      json.member("offset", verdict.location.offset)
      json.member("length", verdict.location.length)
      json.member("channel", verdict.channel.rawValue)
      json.key("date")
      if let date = verdict.date { json.string(date.iso8601) } else { json.null() }
      json.key("from")
      if let sender = verdict.parties.sender {
        json.string(style.address(of: sender))
      } else {
        json.null()
      }
      json.key("to")
      json.strings(verdict.parties.recipients.map(style.address(of:)))
      json.member("risk", verdict.risk.rawValue)
      json.member("score", verdict.score)
      json.key("concerns")
      json.object { json in
        for concern in verdict.concerns {
          json.key(concern.concern.rawValue)
          json.object { json in
            json.member("score", concern.score)
            json.member("level", concern.level.rawValue)
          }
        }
      }
      json.key("findings")
      json.array { json in
        for finding in verdict.findings { write(finding, into: &json) }
      }
      json.key("guards")
      json.array { json in
        for outcome in verdict.guards { write(outcome, into: &json) }
      }
      json.key("exceptions")
      json.array { json in
        for outcome in verdict.exceptions { write(outcome, into: &json) }
      }
      json.key("defects")
      json.strings(verdict.defects.map(\.sentence))
      json.member("lexicon", lexicon)
      // What is there only when somebody asked for it comes last.
      if !verdict.suppressed.isEmpty {
        json.key("suppressed")
        json.strings(verdict.suppressed)
      }
    }
    json.endLine()
  }

  /// Writes the coverage record and a line break.
  public func write(_ coverage: Coverage, into json: inout JSONWriter) {
    json.object { json in
      json.key("coverage")
      coverage.write(into: &json)
    }
    json.endLine()
  }

  private func write(_ finding: Finding, into json: inout JSONWriter) {
    json.object { json in
      json.member("rule", finding.rule)
      json.member("concern", finding.concern.rawValue)
      json.member("clause", finding.clause)
      json.member("points", finding.points)
      json.member("field", finding.field)
      json.member("part", finding.part)
      if !finding.entry.isEmpty { json.member("entry", finding.entry) }
      json.member("start", finding.start)
      json.member("end", finding.end)
      json.member("line", finding.line)
      json.member("column", finding.column)
      json.key("file_start")
      if let start = finding.fileStart { json.number(start) } else { json.null() }
      json.member("match", style.match(of: finding))
      json.member("quoted", finding.isQuoted)
    }
  }

  private func write(_ outcome: GuardOutcome, into json: inout JSONWriter) {
    json.object { json in
      json.member("rule", outcome.rule)
      json.member("clause", outcome.clause)
      json.key("lifted")
      json.strings(outcome.lifted.map(\.rawValue))
      json.key("findings")
      json.strings(outcome.findings)
    }
  }

  private func write(_ outcome: ExceptionOutcome, into json: inout JSONWriter) {
    json.object { json in
      json.member("rule", outcome.rule)
      json.member("clause", outcome.clause)
      json.member("lowers", outcome.lowers.rawValue)
      json.member("to", outcome.to.rawValue)
      json.member("applied", outcome.applied)
      json.key("conditions")
      json.array { json in
        for condition in outcome.conditions {
          json.object { json in
            json.member("condition", condition.condition)
            json.member("state", condition.state.rawValue)
          }
        }
      }
    }
  }
}

extension Coverage {
  /// Writes the coverage as one object: `messages`, `scanned`, `parts`, `skipped`, `bytes`, `seconds`.
  ///
  /// - Parameters:
  ///   - first: the first entry of `skipped` that is written.
  ///   - isJournal: whether entries have what only a scan that goes on needs, `kind` and `loss`.
  public func write(
    into json: inout JSONWriter, skippedFrom first: Int = 0, isJournal: Bool = false
  ) {
    json.object { json in
      json.member("messages", messages)
      json.member("scanned", scanned)
      json.member("parts", parts)
      json.key("skipped")
      json.array { json in
        for entry in skipped[first...] {
          json.object { json in
            json.member("source", entry.source)
            if let id = entry.id {
              json.member("id", id)
            }
            if let part = entry.part {
              json.member("part", part)
            }
            json.member("why", entry.why)
            if isJournal {
              json.member("kind", entry.kind)
              json.member("loss", entry.isLoss)
            }
          }
        }
      }
      json.member("bytes", bytes)
      json.key("seconds")
      json.decimal(seconds)
      if let suppressed {
        json.member("suppressed", suppressed.findings)
        json.member("suppressed_messages", suppressed.messages)
        json.member("expired_suppressions", suppressed.expired)
      }
      if let seen { json.member("seen_before", seen) }
      if let part {
        json.member("shard", part.name)
        json.member("sources", part.sources)
      }
    }
  }
}
