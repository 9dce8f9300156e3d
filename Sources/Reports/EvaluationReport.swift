private import Lexicons
public import Scanning

/// An evaluation for people: a table per concern, and found against labelled risk.
public struct EvaluationReport: Sendable {
  private let evaluation: Evaluation

  /// Creates a report.
  public init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  /// The tables.
  public func summary() -> String {
    var text = "\(counted(evaluation.messages, "labelled message"))\n\n"
    text += "concern      labelled  found  right  precision  recall     F1\n"
    for (concern, counts) in zip(Concern.allCases, evaluation.concerns) {
      text += row(concern.rawValue, counts)
    }
    text += row("all", evaluation.total)
    text += "macro F1 \(share(evaluation.macroF1))\n\n"
    text += "risk         found none     low  medium    high\n"
    for (level, row) in zip(Level.allCases, evaluation.risks) {
      text += "labelled " + level.rawValue.padded(to: 10)
      text += row.map { "\($0)".leftPadded(to: 8) }.joined().dropFirst(4) + "\n"
    }
    text += "same level \(share(evaluation.riskAgreement(within: 0)))"
    text += ", within one level \(share(evaluation.riskAgreement(within: 1)))\n"
    return text
  }

  /// The messages on which verdict and label differ, one a line.
  public func differences() -> String {
    var text = "\n"
    for difference in evaluation.disagreements {
      text += difference.id
      if !difference.missed.isEmpty {
        text += "  missed \(difference.missed.map(\.rawValue).joined(separator: " "))"
      }
      if !difference.superfluous.isEmpty {
        text += "  superfluous \(difference.superfluous.map(\.rawValue).joined(separator: " "))"
      }
      if let labelled = difference.labelled, labelled != difference.found {
        text += "  risk \(labelled.rawValue), found \(difference.found.rawValue)"
      }
      text += "\n"
    }
    return text
  }

  private func row(_ name: String, _ counts: Evaluation.Counts) -> String {
    let found = counts.truePositives + counts.falsePositives
    let labelled = counts.truePositives + counts.falseNegatives
    return name.padded(to: 13) + "\(labelled)".leftPadded(to: 8) + "\(found)".leftPadded(to: 7)
      + "\(counts.truePositives)".leftPadded(to: 7) + share(counts.precision).leftPadded(to: 11)
      + share(counts.recall).leftPadded(to: 8) + share(counts.f1).leftPadded(to: 7) + "\n"
  }

  /// A share with three decimals; a dash when it is of nothing.
  private func share(_ value: Double) -> String {
    value.isFinite ? thousandths(value) : "-"
  }
}
