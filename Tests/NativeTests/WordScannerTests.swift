import TestSupport
import Testing

@testable import Native

@Suite struct WordScannerTests {
  private func words(_ text: String) -> [String] {
    scan(text).map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
  }

  private func scan(_ text: String) -> [Token] {
    var tokens: [Token] = []
    scanWords(Array(text.utf8).span, into: &tokens)
    return tokens
  }

  /// The words of each sentence, joined.
  private func sentences(_ text: String) -> [String] {
    var result: [String] = []
    let found = words(text)
    for (token, word) in zip(scan(text), found) {
      if Int(token.sentence) == result.count {
        result.append(word)
      } else {
        result[result.count - 1] += " " + word
      }
    }
    return result
  }

  @Test func wordsAreRunsOfLettersDigitsAndMarks() {
    #expect(words("out-of-school suspension, 2x") == ["out", "of", "school", "suspension", "2x"])
    #expect(
      words("don't say 'no' to the students' rock'n'roll")
        == ["don't", "say", "no", "to", "the", "students", "rock'n'roll"])
    #expect(words("snake_case 5'10 o'2 '90s") == ["snake", "case", "5", "10", "o", "2", "90s"])
    #expect(
      words("привет, été: 学校 한국어 हिन्दी عربى")
        == ["привет", "été", "学校", "한국어", "हिन्दी", "عربى"])
    #expect(words("l'été l'э 😀ok🔪no 1\u{20E3} €5") == ["l'été", "l'э", "ok", "no", "1", "5"])
    #expect(words("") == [])
    #expect(words("...") == [])
  }

  @Test func aWordIsFoundWhereverTheBlocksEnd() {
    for word in ["a", "word", "it's", "élève's", "学校", "supercalifragilisticexpialidocious", "𐐨𐐩"] {
      for lead in 0..<140 {
        let text = String(repeating: " ", count: lead) + word
        for tail in ["", ".", " " + String(repeating: "-", count: 70)] {
          #expect(words(text + tail) == [word], "after \(lead) spaces")
        }
      }
    }
  }

  @Test func sentencesEndAtStopsButNotAfterAbbreviations() {
    #expect(
      sentences("she left. he stayed! why? (yes.) \"go.\" ok")
        == ["she left", "he stayed", "why", "yes", "go", "ok"])
    #expect(
      sentences("mr. smith met dr. j. roe at 5 p.m. on e.g. main st. today. done")
        == ["mr smith met dr j roe at 5 p m on e g main st today", "done"])
    #expect(
      sentences("i said no. 5 of them, see no. 7 on jan. 3")
        == ["i said no 5 of them see no 7 on jan 3"])
    #expect(sentences("i said no. then i left") == ["i said no", "then i left"])
    #expect(
      sentences("gpa 3.25 at www.school.example/a.b?c=d ok")
        == ["gpa 3 25 at www school example a b c d ok"])
    #expect(sentences("wait... what?! ok") == ["wait", "what", "ok"])
    #expect(sentences("学校。家") == ["学校", "家"])
  }

  @Test func linesBreakSentencesOnlyBeforeListItems() {
    #expect(
      sentences("one\ntwo\n- three\n* four\n• five\n1. six\n12) seven\na) eight\n-nine")
        == ["one two", "three", "four", "five", "1 six", "12 seven", "a eight nine"])
    #expect(sentences("one\n\ntwo\n\n\nthree. \n\nfour") == ["one", "two", "three", "four"])
    let tokens = scan("\n\none.\ntwo\n\n\n\nthree\n \nfour")
    #expect(tokens.map(\.paragraph) == [0, 0, 1, 1])
    #expect(tokens.map(\.sentence) == [0, 1, 2, 2])
  }

  @Test func hashesAreThoseOfTheLexicon() {
    let text = "a word with seventeenletters12 and pneumonoultramicroscopicsilicovolcanoconiosis x"
    let bytes = Array(text.utf8)
    for token in scan(text) {
      #expect(token.hash == WordHash.hash(bytes.span.extracting(token.range)))
      #expect(token.hash == WordHash.hash(Array(bytes[token.range]).span))
      #expect(token.hash == WordHash.hash(of: token.range, in: bytes.span))
    }
    var seen: Set<UInt64> = []
    for length in 1..<80 { seen.insert(WordHash.hash([UInt8](repeating: 97, count: length).span)) }
    #expect(seen.count == 79)
    #expect(WordHash.pair(1, 2) != WordHash.pair(2, 1))
  }

  @Test func theVectorCodeAgreesWithItsPortableTwin() {
    var random = SeededGenerator(seed: 7)
    var blocks = (0..<200).map { _ in
      (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    for start in stride(from: 0, to: 256, by: 64) {
      blocks.append((start..<start + 64).map { UInt8($0) })
    }
    for block in blocks {
      let (vector, portable) = wordMasks(of: block.span)
      #expect(vector == portable)
    }
  }

  @Test func theScannerAgreesWithItsNaiveTwin() {
    var random = SeededGenerator(seed: 1)
    let pieces = [
      "a", "b", "'", " ", " ", ".", ". ", "\n", "\n\n", "? ", "!", "-", "- ", "1", "12", "é", "学",
      "😀", "_", "mr", "mr. ", "no. ", "no. 1", "é'", "x", "\"", ")", "1. ", "。", "٣", "\u{301}",
      "word", "supercalifragilistic", "\u{20E3}", "st", "a) ", "*", "•", "• ", "ﺎ",
    ]
    for round in 0..<600 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<120, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      let bytes = Array(text.utf8)
      var tokens: [Token] = []
      scanWords(bytes.span, into: &tokens)
      let expected = naiveWords(bytes)
      let agrees = tokens == expected
      #expect(agrees, "round \(round): \(text.debugDescription)")
    }
  }

  @Test func bytesThatAreNotTextDoNoHarm() {
    var random = SeededGenerator(seed: 2)
    var tokens: [Token] = []
    for _ in 0..<400 {
      let choice: [UInt8] = [
        0x61, 0x27, 0xE2, 0x80, 0xC3, 0xA9, 0xF0, 0x9F, 0xFF, 0x20, 0x2E, 0x0A,
      ]
      let bytes = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
        choice.randomElement(using: &random) ?? 0
      }
      scanWords(bytes.span, into: &tokens)
      let agrees = tokens == naiveWords(bytes)
      #expect(agrees)
      for (one, two) in zip(tokens, tokens.dropFirst()) {
        #expect(one.end < two.start && one.sentence <= two.sentence)
      }
    }
    scanWords([UInt8](repeating: 0x61, count: 1 << 20).span, into: &tokens)
    #expect(tokens.count == 1)
    scanWords([UInt8]("a ".utf8).span, into: &tokens)
    #expect(tokens.count == 1)
  }
}

/// The scanner, word by word and scalar by scalar.
private func naiveWords(_ bytes: [UInt8]) -> [Token] {
  // Each scalar as (offset, value); what is not UTF-8 as single bytes of U+FFFD.
  var scalars: [(offset: Int, value: UInt32)] = []
  var offset = 0
  while offset < bytes.count {
    let step = bytes.span.utf8Step(at: offset)
    scalars.append((offset, step.isValid ? step.scalar : 0xFFFD))
    offset += step.isValid ? step.length : 1
  }
  func at(_ index: Int) -> UInt32 { scalars.indices.contains(index) ? scalars[index].value : 0 }
  func category(_ value: UInt32) -> Character {
    guard let scalar = Unicode.Scalar(value) else { return "x" }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: return "d"
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark:
      return "l"
    default: return "x"
    }
  }
  func end(_ index: Int) -> Int { index < scalars.count ? scalars[index].offset : bytes.count }
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  var tokens: [Token] = []
  var (sentence, paragraph): (UInt32, UInt32) = (0, 0)
  var (sentenceIsEmpty, paragraphIsEmpty) = (true, true)
  var index = 0
  while index < scalars.count {
    var last = index
    while category(at(last)) != "x"
      || (at(last) == 0x27 && last > index && category(at(last - 1)) == "l"
        && category(at(last + 1)) == "l")
    {
      last += 1
    }
    if last > index {
      let range = end(index)..<end(last)
      tokens.append(
        Token(
          start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
          hash: WordHash.hash(bytes.span.extracting(range)), sentence: sentence,
          paragraph: paragraph))
      (sentenceIsEmpty, paragraphIsEmpty) = (false, false)
      index = last
      continue
    }
    let rest = text(end(index)..<min(bytes.count, end(index) + 16))
    let before = text(max(0, end(index) - 9)..<end(index))
    let ends = NaiveBreak(before: before, rest: rest)
    if ends != .none, !sentenceIsEmpty {
      sentence += 1
      sentenceIsEmpty = true
    }
    if ends == .paragraph, !paragraphIsEmpty {
      paragraph += 1
      paragraphIsEmpty = true
    }
    index += 1
  }
  return tokens
}

/// What a character ends, from the text before it and from it on.
private enum NaiveBreak {
  case none, sentence, paragraph

  init(before: String, rest: String) {
    let stop = rest.unicodeScalars.first
    if rest.hasPrefix("\n\n") {
      self = .paragraph
    } else if stop == "\n" {
      let item = #/^\n *([-*+•·]|[0-9]{1,3}[.)]|[a-z]\)) /#.matchingSemantics(.unicodeScalar)
      self = rest.prefixMatch(of: item) != nil ? .sentence : .none
    } else if stop == "。" {
      self = .sentence
    } else if stop == "!" || stop == "?" || stop == "." {
      let followed =
        rest.prefixMatch(of: #/^.["')\]}*_]{0,4}([ \n]|$)/#.matchingSemantics(.unicodeScalar))
        != nil
      let isAbbreviation =
        stop == "."
        && (before.firstMatch(
          of: #/(^|[^a-z0-9'\u{80}-\u{10FFFF}])([a-z]|mr|st)$/#.matchingSemantics(.unicodeScalar))
          != nil
          || before.firstMatch(of: #/(^|\n)[0-9]{1,3}$/#.matchingSemantics(.unicodeScalar)) != nil
          || (before.firstMatch(
            of: #/(^|[^a-z0-9'\u{80}-\u{10FFFF}])no$/#.matchingSemantics(.unicodeScalar)) != nil
            && rest.prefixMatch(
              of: #/^.["')\]}*_]{0,4}[ \n][0-9]/#.matchingSemantics(.unicodeScalar)) != nil))
      self = followed && !isAbbreviation ? .sentence : .none
    } else {
      self = .none
    }
  }
}
