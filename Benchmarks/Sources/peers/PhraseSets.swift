import CMeter
import Corpus
import Lexicons
import Native
import Scanning

/// Sets of phrases of any size, drawn from the texts' own language, that all find the same.
enum PhraseSets {
  /// So many phrases of every set stand in the texts; the others are of the same words and do not.
  private static let standing = 100

  /// Measures a set, writes it for the others, and prints processor seconds and matches.
  static func run(_ count: Int, in folder: FilePath) throws(FileError) {
    let (bytes, ranges) = try Exchange.records(of: folder.appending("texts"))
    var random = SeededRandom(seed: Corpus.usualSeed)
    let phrases = draw(count, from: bytes, ranges, &random)
    var text = ""
    for (number, phrase) in phrases.enumerated() {
      for sequence in phrase.sequences {
        text += PeerRules.line(number, sequence)
      }
    }
    try PeerRules.write(text, to: folder.appending(FilePath("phrases-\(count).tsv")))
    var matcher = PhraseMatcher(PhraseTable(phrases))
    var tokens: [Token] = []
    var hits: [PhraseHit] = []
    var matches = 0
    let start = meter_cpu_nanoseconds()
    for range in ranges {
      let text = bytes.span.extracting(range)
      scanWords(text, into: &tokens)
      _ = matcher.match(tokens.span, in: text, into: &hits)
      matches += hits.count
    }
    print("\(Double(meter_cpu_nanoseconds() - start) / 1e9) \(matches) \(phrases.count)")
  }

  private static func draw(
    _ count: Int, from bytes: [UInt8], _ ranges: [Range<Int>], _ random: inout SeededRandom
  ) -> [Phrase] {
    var words: [String] = []
    var runs: [[String]] = []
    var tokens: [Token] = []
    // Some megabytes of the language are enough to draw from.
    var read = 0
    for range in ranges where read < 4 << 20 {
      let text = bytes.span.extracting(range)
      read += range.count
      scanWords(text, into: &tokens)
      var run: [String] = []
      for (index, token) in tokens.enumerated() {
        let word = String(utf8: text.extracting(token.range))
        words.append(word)
        if index > 0, tokens[index - 1].sentence != token.sentence { run = [] }
        run.append(word)
        if run.count == 3 {
          runs.append(run)
          run = []
        }
      }
    }
    guard !words.isEmpty, !runs.isEmpty else { return [] }
    var seen: Set<[String]> = []
    var phrases: [Phrase] = []
    while phrases.count < min(standing, count) {
      let run = runs[Int(random.next() >> 1) % runs.count]
      if seen.insert(run).inserted { phrases.append(Self.phrase(run)) }
    }
    // Drawn by places in the texts, words come as often as in the language.
    while phrases.count < count {
      var drawn: [Phrase] = []
      for _ in 0..<(count - phrases.count) * 2 {
        let length = 2 + Int(random.next() >> 1) % 3
        let run = (0..<length).map { _ in words[Int(random.next() >> 1) % words.count] }
        if seen.insert(run).inserted { drawn.append(Self.phrase(run)) }
      }
      phrases += absent(drawn, from: bytes, ranges).prefix(count - phrases.count)
    }
    return phrases
  }

  private static func phrase(_ words: [String]) -> Phrase {
    Phrase(sequences: [WordSequence(words: words.map { WordSequence.Word(text: $0) })])
  }

  /// The phrases that stand nowhere in the texts.
  private static func absent(
    _ phrases: [Phrase], from bytes: [UInt8], _ ranges: [Range<Int>]
  ) -> [Phrase] {
    var matcher = PhraseMatcher(PhraseTable(phrases))
    var tokens: [Token] = []
    var hits: [PhraseHit] = []
    var isFound = [Bool](repeating: false, count: phrases.count)
    for range in ranges {
      let text = bytes.span.extracting(range)
      scanWords(text, into: &tokens)
      _ = matcher.match(tokens.span, in: text, into: &hits)
      for hit in hits { isFound[Int(hit.phrase)] = true }
    }
    return phrases.indices.filter { !isFound[$0] }.map { phrases[$0] }
  }
}
