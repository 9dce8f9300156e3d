import Filter
import Fitting
import Lexicons
import Native
import Scanning

/// The lexicons that labelled messages are held against: those of a folder, without learned ones when
/// something is to be learned anew.
struct FitLexicons {
  let folder: String
  private let files: [(path: String, bytes: [UInt8])]
  let ruleset: Ruleset

  init(_ folder: String, withLearned: Bool) throws(Failure) {
    self.folder = folder
    do throws(FileError) {
      files = try LexiconFolder.load(folder, vocabulary: .standard).files.filter {
        withLearned || !LearnedLexicon.isLearned($0.bytes)
      }
    } catch {
      throw error.isMissing ? .noInput(error.sentence) : .inputOutput(error.sentence)
    }
    ruleset = Ruleset(LexiconSet(files: files, in: folder, vocabulary: .standard))
    guard ruleset.ruleCount > 0 else {
      throw Failure.configuration("no rule can be used; see: chaperone lexicon lint")
    }
  }

  /// The rules, and one that has these candidates as lines.
  func ruleset(with candidates: [String]) -> Ruleset {
    guard !candidates.isEmpty else { return ruleset }
    return Ruleset(
      LexiconSet(
        files: files + [LearnedLexicon.candidates(candidates)], in: folder, vocabulary: .standard))
  }

  /// Rules that find terms whatever else stands in a message, the n-th as `suggested/n`; the others are those
  /// that know what must be masked.
  func ruleset(finding terms: [String], for concern: Concern) -> Ruleset {
    let name = "suggested"
    var text = "lexicon \(name)\nconcern \(concern.rawValue)\nlanguage any\nabout Suggested.\n"
    for (number, term) in terms.enumerated() {
      text += "rule \(number)\n about Suggested.\n in subject body\n +100 \(term)\n"
      text += " hit «\(term)»\n miss -\n"
    }
    var set = LexiconSet(
      files: files + [("\(name).lexicon", Array(text.utf8))], in: folder, vocabulary: .standard)
    for index in set.lexicons.indices where set.lexicons[index].name != name {
      set.lexicons[index].rules.removeAll { rule in
        switch rule.kind {
        case .mention: false
        case .concern: rule.sum != nil || rule.terms.contains { $0.points < 0 }
        default: true
        }
      }
    }
    return Ruleset(set)
  }

  /// Writes new numbers into the lexicons, a file at a time.
  func write(_ changes: [PointFit.Change]) throws {
    var byFile: [String: [(number: PointTable.Number, to: Int)]] = [:]
    for change in changes {
      for number in change.numbers {
        byFile[number.place.path, default: []].append((number, change.to))
      }
    }
    for file in files {
      let path = "\(folder)/\(file.path)"
      guard let edits = byFile[path] else { continue }
      guard let bytes = PointEdits.apply(edits, to: file.bytes) else {
        throw Failure(
          status: .internal, sentence: "\(path): a number does not stand where it was read")
      }
      var output = try OutputFile(replacing: FilePath(path), isShared: true)
      try output.append(bytes.span)
      try output.close()
    }
  }
}
