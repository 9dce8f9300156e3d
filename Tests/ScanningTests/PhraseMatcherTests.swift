import Lexicons
import Native
import Scanning
import TestSupport
import Testing

@Suite struct PhraseMatcherTests {
  /// A sequence from a shorthand: `suspen*` a prefix, `..3` a gap, `=:` a joint before the next word.
  private func sequence(_ source: String) -> WordSequence {
    var words: [WordSequence.Word] = []
    var gap = 0
    var joint: String?
    for piece in source.split(separator: " ") {
      if piece.hasPrefix("..") {
        gap = Int(piece.dropFirst(2)) ?? 0
      } else if piece.hasPrefix("=") {
        joint = String(piece.dropFirst())
      } else {
        let isPrefix = piece.hasSuffix("*")
        let text = String(isPrefix ? piece.dropLast() : piece)
        words.append(.init(text: text, isPrefix: isPrefix, gap: gap, joint: joint))
        gap = 0
        joint = nil
      }
    }
    return WordSequence(words: words)
  }

  private func phrase(_ sources: String...) -> Phrase {
    Phrase(sequences: sources.map(sequence))
  }

  /// What is found, as `phrase:text`.
  private func found(_ phrases: [Phrase], _ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    scanWords(bytes.span, into: &tokens)
    var matcher = PhraseMatcher(PhraseTable(phrases))
    var hits: [PhraseHit] = []
    let isComplete = matcher.match(tokens.span, in: bytes.span, into: &hits)
    #expect(isComplete)
    return hits.map { hit in
      let range = Int(tokens[Int(hit.firstToken)].start)..<Int(tokens[Int(hit.lastToken)].end)
      return "\(hit.phrase):" + String(decoding: bytes[range], as: UTF8.self)
    }
  }

  @Test func wordsOfAPhraseFollowOneAnother() {
    let school = phrase("out of school suspension", "in school suspension")
    #expect(
      found([school], "an out of school suspension, an in-school\nsuspension")
        == ["0:out of school suspension", "0:in-school\nsuspension"])
    #expect(found([school], "out of school. suspension") == [])
    #expect(found([school], "in school,suspension (in school) suspension") == [])
    #expect(found([school], "in school\n\nsuspension") == [])
    #expect(found([school], "in school\n- suspension") == [])
    #expect(found([school], "**in** _school_ 'suspension") == ["0:in** _school_ 'suspension"])
    #expect(found([school], "in school ---------- suspension") == [])
    #expect(
      found([phrase("iep")], "iep! (iep) the iep-team's iep's niep") == [
        "0:iep", "0:iep", "0:iep", "0:iep's",
      ])
  }

  @Test func theLastWordMayHaveAPossessive() {
    let names = [phrase("maya torres"), phrase("maya"), phrase("torres file")]
    #expect(found(names, "maya torres's file") == ["1:maya", "0:maya torres's"])
    #expect(found(names, "maya's torres") == ["1:maya's"])
    #expect(found([phrase("driver's license")], "his driver's license") == ["0:driver's license"])
    #expect(found([phrase("driver license")], "his driver's license") == [])
  }

  @Test func dotsJoinOnlyAfterAbbreviations() {
    #expect(found([phrase("st mary")], "st. mary st mary st.mary") == ["0:st. mary", "0:st mary"])
    #expect(found([phrase("left home")], "he left. home") == [])
  }

  @Test func beginningsMatchAnyEnding() {
    let phrases = [
      phrase("suspen*"), phrase("suspend* for"), phrase("x*"), phrase("my so*"), phrase("in* out*"),
    ]
    #expect(
      found(phrases, "suspended for xx; my son; inside outside suspen x suspe")
        == [
          "0:suspended", "1:suspended for", "2:xx", "3:my son", "4:inside outside", "0:suspen",
          "2:x",
        ])
    #expect(found([phrase("été*")], "étés") == ["0:étés"])
    #expect(
      found([phrase("school* ..1 suspen*")], "schools have suspended") == [
        "0:schools have suspended"
      ])
  }

  @Test func gapsHoldOtherWordsOfTheSentence() {
    let phrases = [phrase("suspended ..2 school"), phrase("a ..1 b ..1 c")]
    #expect(found(phrases, "suspended school") == ["0:suspended school"])
    #expect(
      found(phrases, "suspended (again), from school") == ["0:suspended (again), from school"])
    #expect(found(phrases, "suspended from the big school") == [])
    #expect(found(phrases, "suspended. from school") == [])
    #expect(
      found(phrases, "a b x c a b b c")
        == ["1:a b x c", "1:a b b c"])
    #expect(found([phrase("a ..3 a")], "a a a") == ["0:a a", "0:a a a", "0:a a"])
  }

  @Test func jointsAskForTheirPunctuation() {
    let phrases = [phrase("1 =: 1 aide"), phrase("yahoo =! mail"), phrase("d =. o =. b")]
    #expect(found(phrases, "a 1:1 aide, 1 : 1 aide") == ["0:1:1 aide", "0:1 : 1 aide"])
    #expect(found(phrases, "1 1 aide 1-1 aide 1::1 aide") == [])
    #expect(found(phrases, "yahoo! mail yahoo mail") == ["1:yahoo! mail"])
    #expect(found(phrases, "yahoo!\n\nmail") == [])
    #expect(found(phrases, "d.o.b. 1/2/2015") == ["2:d.o.b"])
  }

  @Test func aHitIsReportedOnceAndInOrder() {
    let phrases = [
      phrase("the school", "the school", "the sch*"), phrase("school"), phrase("the school board"),
      phrase("board"),
    ]
    #expect(
      found(phrases, "the school board")
        == ["0:the school", "2:the school board", "1:school", "3:board"])
    #expect(found([], "the school") == [])
    #expect(
      found(
        [Phrase(sequences: []), phrase(""), Phrase(sequences: [.init(words: [.init(text: "")])])],
        "a") == [])
    #expect(found([phrase("a")], "") == [])
  }

  @Test func tooManyHitsAreCutAndSaid() {
    let bytes = Array(String(repeating: "a ", count: 500).utf8)
    var tokens: [Token] = []
    scanWords(bytes.span, into: &tokens)
    var matcher = PhraseMatcher(PhraseTable([phrase("a"), phrase("a ..9 a")]), limit: 1000)
    var hits: [PhraseHit] = []
    let isComplete = matcher.match(tokens.span, in: bytes.span, into: &hits)
    #expect(!isComplete)
    #expect(hits.count == 1000)
  }

  @Test func longSequencesAreFound() {
    let words = (0..<300).map { "w\($0)" }.joined(separator: " ")
    #expect(found([phrase(words)], "x " + words + " y") == ["0:" + words])
  }

  @Test func theMatcherAgreesWithItsNaiveTwin() {
    var random = SeededGenerator(seed: 11)
    let vocabulary = ["a", "b", "ab", "abc", "abcdefg", "the", "of", "é", "学", "a's", "b2"]
    let between = [
      " ", " ", " ", " ", "\n", "-", ". ", ", ", "\n\n", "/", "'", " (", ":", "! ", ".", " : ", "",
      "\"",
      " - ", "******** ",
    ]
    func pick(_ list: [String]) -> String { list.randomElement(using: &random) ?? "" }
    for round in 0..<400 {
      let phrases = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Phrase(
          sequences: (0..<Int.random(in: 1...3, using: &random)).map { _ in
            WordSequence(
              words: (0..<Int.random(in: 1...4, using: &random)).map { index in
                let joint = Int.random(in: 0..<8, using: &random)
                return WordSequence.Word(
                  text: pick(vocabulary), isPrefix: Int.random(in: 0..<5, using: &random) == 0,
                  gap: index > 0 && joint > 5 ? Int.random(in: 0...3, using: &random) : 0,
                  joint: index > 0 && joint == 0 ? pick([":", ".", "-", "", "!"]) : nil)
              })
          })
      }
      var text = ""
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        text += pick(vocabulary) + pick(between)
      }
      let bytes = Array(text.utf8)
      var tokens: [Token] = []
      scanWords(bytes.span, into: &tokens)
      var matcher = PhraseMatcher(PhraseTable(phrases))
      var hits: [PhraseHit] = []
      _ = matcher.match(tokens.span, in: bytes.span, into: &hits)
      let expected = naiveHits(phrases, tokens, bytes)
      let agrees = hits == expected
      #expect(agrees, "round \(round): \(text.debugDescription) \(hits) \(expected)")
      if !agrees { return }
    }
  }

  @Test func tokensOfAnotherTextDoNoHarm() {
    var tokens: [Token] = []
    scanWords(Array("the school board met maya's".utf8).span, into: &tokens)
    var matcher = PhraseMatcher(PhraseTable([phrase("the sch*"), phrase("maya"), phrase("met")]))
    var hits: [PhraseHit] = []
    for text in ["", "x", "the scho"] {
      _ = matcher.match(tokens.span, in: Array(text.utf8).span, into: &hits)
    }
  }
}

/// Every sequence of every phrase tried at every word.
private func naiveHits(_ phrases: [Phrase], _ tokens: [Token], _ bytes: [UInt8]) -> [PhraseHit] {
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  func isWord(_ word: WordSequence.Word, _ at: Int, isLast: Bool) -> Bool {
    let token = text(tokens[at].range)
    return token == word.text || (word.isPrefix && token.hasPrefix(word.text))
      || (isLast && !word.isPrefix && token == word.text + "'s")
  }
  func follows(_ word: WordSequence.Word, _ at: Int, after previous: Int) -> Bool {
    let gap = text(Int(tokens[at - 1].end)..<Int(tokens[at].start))
    let isSameSentence = tokens[at].sentence == tokens[previous].sentence
    if let joint = word.joint {
      let marks = gap.unicodeScalars.filter { $0 != " " && $0 != "\n" }
      return at == previous + 1 && tokens[at].paragraph == tokens[previous].paragraph
        && String(String.UnicodeScalarView(marks)) == joint
        && gap.utf8.count <= joint.utf8.count + 8
    }
    if word.gap > 0 { return at <= previous + 1 + word.gap && isSameSentence }
    var rest = Substring(gap)
    if rest.hasPrefix(". ") || rest.hasPrefix(".\n") { rest = rest.dropFirst() }
    return at == previous + 1 && isSameSentence && gap.utf8.count <= 8
      && rest.unicodeScalars.allSatisfy { " \n-'\"/*_`~".unicodeScalars.contains($0) }
  }
  var hits: Set<PhraseHit> = []
  for (id, phrase) in phrases.enumerated() {
    for sequence in phrase.sequences {
      for first in tokens.indices {
        var ends: Set<Int> = []
        for (index, word) in sequence.words.enumerated() {
          let isLast = index == sequence.words.count - 1
          ends = Set(
            index == 0
              ? [first]
              : tokens.indices.filter { at in
                ends.contains { $0 < at && follows(word, at, after: $0) }
              })
          ends = ends.filter { isWord(word, $0, isLast: isLast) }
        }
        for last in ends {
          hits.insert(
            PhraseHit(phrase: Int32(id), firstToken: Int32(first), lastToken: Int32(last)))
        }
      }
    }
  }
  return hits.sorted {
    ($0.firstToken, $0.lastToken, $0.phrase) < ($1.firstToken, $1.lastToken, $1.phrase)
  }
}
