private import Lexicons
public import Scanning

/// An evaluation for people: a table per concern, and found against labelled risk.
public struct EvaluationReport: Sendable {
  private let evaluation: Evaluation
  private let intervals: [EvaluationFigure: ClosedRange<Double>]

  /// Creates a report.
  public init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    intervals = evaluation.intervals()
  }

  /// The tables, each figure with the interval that holds it in 95 of 100 resamples of the messages.
  public func summary() -> String {
    var text = "\(counted(evaluation.messages, "labelled message"))\n\n"
    text += "concern      labelled  found  right  precision  recall     F1"
    text += "  precision 95%   recall 95%       F1 95%\n"
    for (concern, counts) in zip(Concern.allCases, evaluation.concerns) {
      text += row(concern.rawValue, counts, concern)
    }
    text += row("all", evaluation.total, nil)
    text += "macro F1 \(figure(.macroF1))\n\n"
    text += "risk         found none     low  medium    high\n"
    for (level, row) in zip(Level.allCases, evaluation.risks) {
      text += "labelled " + level.rawValue.padded(to: 10)
      text += row.map { "\($0)".leftPadded(to: 8) }.joined().dropFirst(4) + "\n"
    }
    text += "same level \(figure(.sameLevel)), within one level \(figure(.withinOneLevel))\n"
    if evaluation.alarmShare(of: .high) != nil {
      text += "labelled high, found medium or high \(figure(.highFound))\n"
    }
    if let share = evaluation.alarmShare(of: .none) {
      text += "labelled none, found medium or high \(thousandths(share))"
      if let quiet = intervals[.noneQuiet] {
        text += " (\(interval(1 - quiet.upperBound...1 - quiet.lowerBound)))"
      }
      text += "\n"
    }
    return text
  }

  /// The messages on which verdict and label differ: what differs, then labels, what was found, and the
  /// rules with their points.
  ///
  /// - Parameter shown: the text of a message that is printed as well; nil for none.
  public func differences(text shown: (Evaluation.Disagreement) -> String? = { _ in nil }) -> String
  {
    var text = "\n"
    for difference in evaluation.disagreements {
      text += Terminal.printable(difference.id)
      if !difference.missed.isEmpty {
        text += "  missed \(difference.missed.map(\.rawValue).joined(separator: " "))"
      }
      if !difference.superfluous.isEmpty {
        text += "  superfluous \(difference.superfluous.map(\.rawValue).joined(separator: " "))"
      }
      if let labelled = difference.labelled, labelled != difference.found {
        text += "  risk \(labelled.rawValue), found \(difference.found.rawValue)"
      }
      text += "\n" + details(of: difference)
      guard let shown = shown(difference) else { continue }
      for line in shown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        text += "    | \(Terminal.printable(String(line)))\n"
      }
    }
    return text
  }

  private func details(of difference: Evaluation.Disagreement) -> String {
    let labels = difference.labels.map(\.rawValue).joined(separator: " ")
    let scores = difference.scores.map { "\($0.concern.rawValue) \($0.score) \($0.level.rawValue)" }
    var text = "    labelled \(labels.isEmpty ? "nothing" : labels)"
    if let labelled = difference.labelled { text += ", risk \(labelled.rawValue)" }
    text += "\n    found \(scores.isEmpty ? "nothing" : scores.joined(separator: ", "))"
    text += ", risk \(difference.found.rawValue)\n"
    for rule in difference.rules {
      text +=
        "    \(signed(rule.points).leftPadded(to: 4))  \(rule.concern.rawValue)  \(rule.rule)\n"
    }
    return text
  }

  private func row(_ name: String, _ counts: Evaluation.Counts, _ concern: Concern?) -> String {
    let found = counts.truePositives + counts.falsePositives
    let labelled = counts.truePositives + counts.falseNegatives
    var text =
      name.padded(to: 13) + "\(labelled)".leftPadded(to: 8) + "\(found)".leftPadded(to: 7)
      + "\(counts.truePositives)".leftPadded(to: 7)
      + thousandths(counts.precision).leftPadded(to: 11)
      + thousandths(counts.recall).leftPadded(to: 8) + thousandths(counts.f1).leftPadded(to: 7)
    for (figure, width) in [
      (EvaluationFigure.precision(concern), 15), (.recall(concern), 13), (.f1(concern), 13),
    ] {
      text += (intervals[figure].map(interval) ?? "-").leftPadded(to: width)
    }
    return text + "\n"
  }

  /// A figure with its interval: `0.812 (0.780-0.840)`.
  private func figure(_ figure: EvaluationFigure) -> String {
    thousandths(evaluation.value(of: figure))
      + (intervals[figure].map { " (\(interval($0)))" } ?? "")
  }

  private func interval(_ range: ClosedRange<Double>) -> String {
    "\(thousandths(range.lowerBound))-\(thousandths(range.upperBound))"
  }
}
