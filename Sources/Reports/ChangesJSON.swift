public import Lexicons
private import Native
public import Scanning

/// What other lexicons mean, and what they make of the same mail, as one JSON object.
public enum ChangesJSON {
  /// The object, with its line break.
  ///
  /// - Parameter mail: nil when no mail was named.
  public static func document(
    _ changes: LexiconChanges, from old: String, to new: String, mail: MailChanges?,
    style: ReportStyle
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("old", old)
      writer.member("new", new)
      writer.key("rules")
      writer.array { writer in for rule in changes.rules { write(rule, into: &writer) } }
      writer.key("others")
      writer.array { writer in for detail in changes.others { write(detail, into: &writer) } }
      if let mail {
        writer.key("mail")
        write(mail, style, into: &writer)
      }
    }
    writer.endLine()
    return writer.bytes
  }

  private static func write(_ rule: LexiconChanges.RuleChange, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("rule", rule.id)
      writer.member("change", rule.kind.rawValue)
      if let old = rule.oldID {
        writer.member("before", old)
      }
      writer.member("place", "\(rule.place.path):\(rule.place.line)")
      writer.key("details")
      writer.array { writer in for detail in rule.details { write(detail, into: &writer) } }
    }
  }

  private static func write(_ detail: LexiconChanges.Detail, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("old")
      if let old = detail.old { writer.string(old) } else { writer.null() }
      writer.key("new")
      if let new = detail.new { writer.string(new) } else { writer.null() }
    }
  }

  private static func write(
    _ mail: MailChanges, _ style: ReportStyle, into writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("messages", mail.messages)
      writer.member("rose", mail.counts.risen)
      writer.member("fell", mail.counts.fallen)
      writer.key("risk")
      write(mail.risks, into: &writer)
      writer.key("concerns")
      writer.object { writer in
        for (concern, table) in zip(Concern.allCases, mail.concerns) {
          writer.key(concern.rawValue)
          write(table, into: &writer)
        }
      }
      writer.key("risen")
      writer.array { writer in for one in mail.risen { write(one, style, into: &writer) } }
      writer.key("fallen")
      writer.array { writer in for one in mail.fallen { write(one, style, into: &writer) } }
      writer.key("findings")
      writer.array { writer in
        for (rule, turnover) in mail.rules.sorted(by: { $0.key < $1.key }) {
          write(rule, turnover, style, into: &writer)
        }
      }
      writer.key("seconds")
      writer.object { writer in
        writer.key("old")
        writer.decimal(mail.seconds.before)
        writer.key("new")
        writer.decimal(mail.seconds.after)
      }
    }
  }

  /// `{"none":{"none":10,"low":1},…}`: from each level to each, without those that never happened.
  private static func write(_ table: [[Int]], into writer: inout JSONWriter) {
    writer.object { writer in
      for (before, row) in zip(Level.allCases, table) where row.contains(where: { $0 > 0 }) {
        writer.key(before.rawValue)
        writer.object { writer in
          for (after, count) in zip(Level.allCases, row) where count > 0 {
            writer.member(after.rawValue, count)
          }
        }
      }
    }
  }

  private static func write(
    _ message: MailChanges.Moved, _ style: ReportStyle, into writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("id", message.id)
      writer.member("source", message.location.source)
      writer.member("offset", message.location.offset)
      writer.member("old", message.before.rawValue)
      writer.member("new", message.after.rawValue)
      writer.key("scores")
      writer.object { writer in
        for score in message.scores {
          writer.key(score.concern.rawValue)
          writer.array { writer in
            writer.number(score.before)
            writer.number(score.after)
          }
        }
      }
      writer.key("rules")
      writer.object { writer in
        for rule in message.rules {
          writer.key(rule.rule)
          writer.array { writer in
            writer.number(rule.before)
            writer.number(rule.after)
          }
        }
      }
    }
  }

  private static func write(
    _ rule: String, _ turnover: MailChanges.RuleTurnover, _ style: ReportStyle,
    into writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("rule", rule)
      for (key, count) in [
        ("new", turnover.new), ("lost", turnover.lost), ("moved", turnover.moved),
        ("other_points", turnover.weighed),
      ] {
        writer.member(key, count)
      }
      for (key, judged) in [("new", turnover.newJudged), ("lost", turnover.lostJudged)]
      where judged.right + judged.wrong > 0 {
        writer.member("\(key)_right", judged.right)
        writer.member("\(key)_wrong", judged.wrong)
      }
      write(samples: turnover.newSamples, "new_samples", style, into: &writer)
      write(samples: turnover.lostSamples, "lost_samples", style, into: &writer)
    }
  }

  private static func write(
    samples: [MailChanges.Sample], _ key: String, _ style: ReportStyle,
    into writer: inout JSONWriter
  ) {
    writer.key(key)
    writer.array { writer in
      for sample in samples {
        writer.object { writer in
          writer.member("source", sample.location.source)
          writer.member("offset", sample.location.offset)
          writer.member("points", sample.finding.points)
          writer.member("text", style.line(of: sample.finding.excerpt))
        }
      }
    }
  }
}
