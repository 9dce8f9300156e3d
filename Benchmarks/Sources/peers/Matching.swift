import CMeter
import Native
import Scanning

/// Phrases and patterns on texts that were extracted and folded, with start and end of every match.
enum Matching {
  /// Prints processor seconds, matches, and distinct pairs of a text and a rule; lists these in `pairs`.
  static func run(
    _ rules: PeerRules, in folder: FilePath, pairs path: FilePath?
  ) throws(FileError) {
    let (bytes, ranges) = try Exchange.records(of: folder.appending("texts"))
    let entries = rules.patterns.map { PatternEntry(pattern: $0.pattern, cues: $0.cues) }
    let phrases = rules.phrases.map(\.phrase)
    let table = PhraseTable(phrases + CueTable.cuePhrases(of: entries))
    var phraseMatcher = PhraseMatcher(table)
    var patternMatcher = PatternMatcher(CueTable(entries, firstCuePhrase: phrases.count))
    var tokens: [Token] = []
    var phraseHits: [PhraseHit] = []
    var patternHits: [PatternHit] = []
    var last = [Int](repeating: -1, count: rules.names.count)
    let phraseRules = rules.phrases.map(\.rule)
    let patternRules = rules.patterns.map(\.rule)
    var matches = 0
    var list: [(text: Int, rule: Int)] = []
    let start = meter_cpu_nanoseconds()
    for (number, range) in ranges.enumerated() {
      let text = bytes.span.extracting(range)
      scanWords(text, into: &tokens)
      _ = phraseMatcher.match(tokens.span, in: text, into: &phraseHits)
      patternMatcher.beginMessage()
      patternMatcher.match(
        in: text, tokens: tokens.span, phraseHits: phraseHits.span, into: &patternHits)
      for hit in phraseHits where Int(hit.phrase) < phraseRules.count {
        matches += 1
        note(phraseRules[Int(hit.phrase)], number, &last, &list)
      }
      for hit in patternHits {
        matches += 1
        note(patternRules[Int(hit.pattern)], number, &last, &list)
      }
    }
    let seconds = Double(meter_cpu_nanoseconds() - start) / 1e9
    print("\(seconds) \(matches) \(list.count)")
    if let path {
      try PeerRules.write(list.map { "\($0.text + 1)\t\($0.rule)\n" }.joined(), to: path)
    }
  }

  @inline(__always)
  private static func note(
    _ rule: Int, _ text: Int, _ last: inout [Int], _ list: inout [(text: Int, rule: Int)]
  ) {
    guard last[rule] != text else { return }
    last[rule] = text
    list.append((text, rule))
  }
}
