import Mail
import Native
import People
import TestSupport
import Testing
import Text

@testable import Scanning

/// The naive twin of reading capitals and finding strangers: every word alone, through the map.
private struct Twin {
  let passages: Passages
  let index: Int
  let tokens: [Token]

  func shape(_ token: Int) -> WordShape {
    guard tokens.indices.contains(token) else { return .other }
    let passage = passages.items[index]
    let range = passage.foldMap.source(of: tokens[token].range)
    let text = Array(passages.text[passage.text])
    guard range.lowerBound < text.count else { return .other }
    let word = Array(text[range.lowerBound..<min(range.upperBound, text.count)])
    if word[0] < 0x80, !(0x41...0x5A).contains(word[0]) { return .lower }
    let shape = WordShape(of: word.span)
    return shape == .mixed && word[0] < 0x80 ? .capitalized : shape
  }

  private func isCapital(_ token: Int) -> Bool {
    shape(token) == .capitalized || shape(token) == .allCaps
  }

  private func follows(_ token: Int) -> Bool {
    guard token < tokens.count, tokens[token].sentence == tokens[token - 1].sentence else {
      return false
    }
    let folded = passages.folded[passages.items[index].folded]
    let between = folded.dropFirst(Int(tokens[token - 1].end)).prefix(
      Int(tokens[token].start) - Int(tokens[token - 1].end))
    return ["-", " ", ". "].contains(String(decoding: between, as: UTF8.self))
  }

  /// Whether two words are known for names, or what follows says that they are one.
  private func isName(_ words: Range<Int>) -> Bool {
    func word(_ token: Int) -> String {
      let folded = passages.folded[passages.items[index].folded]
      let word = String(
        decoding: folded.dropFirst(Int(tokens[token].start)).prefix(tokens[token].range.count),
        as: UTF8.self)
      return word.hasSuffix("'s") && word.count > 3 ? String(word.dropLast(2)) : word
    }
    let first = Array(word(words.lowerBound).utf8)
    let last = Array(word(words.upperBound - 1).utf8)
    switch NameLists.name(first).first {
    case .common?, .plain?: return true
    case _ where kinds(words.upperBound - 1).contains(.place): return false
    case _ where NameLists.name(last).isLast: return true
    case _ where NameLists.name(last).first != nil:
      let start = words.lowerBound
      return start > 0 && tokens[start - 1].sentence == tokens[start].sentence
    default:
      let next = words.upperBound
      return next < tokens.count && tokens[next].start == tokens[next - 1].end + 1
        && kinds(next).contains(.verb)
    }
  }

  private func kinds(_ token: Int) -> NameWords.Kinds { NameLists.kinds(of: tokens[token].hash) }

  /// The words from the first to the one behind the last of every stranger's name.
  func strangers() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    while place + 1 < tokens.count {
      var end = place + 1
      if isCapital(end), follows(end) {
        if kinds(place).contains(.title) {
          if isCapital(end), !kinds(end).contains(.noName) {
            end += 1
            if follows(end), shape(end) == .capitalized, !kinds(end).contains(.noName) { end += 1 }
            found.append(place..<end)
            place = end
            continue
          }
        } else if shape(place) == .capitalized, tokens[place].range.count > 1,
          !kinds(place).contains(.noName)
        {
          var names = [place]
          while follows(end) {
            if tokens[end].range.count == 1 {
              guard isCapital(end) else { break }
            } else {
              guard shape(end) == .capitalized else { break }
              names.append(end)
            }
            end += 1
          }
          if names.count == 2, !kinds(names[1]).contains(.noName), isName(place..<end) {
            found.append(place..<end)
          }
          place = end
          continue
        }
      }
      place += 1
    }
    return found
  }
}

@Suite("Strangers")
struct StrangerTests {
  private static func passages(_ text: String) -> Passages {
    var message = Message()
    var passages = Passages()
    var mime = MIMEParser()
    var extractor = TextExtractor()
    let bytes = Array(
      "Subject: s\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\(text)"
        .utf8)
    mime.parse(bytes.span, into: &message)
    extractor.extract(message, from: bytes.span, into: &passages)
    return passages
  }

  @Test func shapesAndStrangersAreThoseOfTheTwin() {
    var random = SeededGenerator(seed: 5)
    let words = [
      "Maya", "Torres", "maya", "TORRES", "J", "Mr", "Ms", "coach", "Coach", "Dear", "School",
      "the",
      "McDonald", "O'Brien", "O’Brien's", "IEP's", "ÉLODIE", "Élodie", "élodie", "ﬁne", "Ｍａｙａ",
      "ǅemal", "504b", "K12", "2nd", "Smith-Jones", "d'Arcy", "Aaа", "İstanbul", "ß", "Ünal", "A",
      "iPhone", "李", "\u{200B}Hidden", "So\u{AD}ft", "e\u{301}Cole", "E\u{301}cole", "Principal",
    ]
    let gaps = [" ", " ", " ", " ", ". ", ", ", "-", "  ", "\n", "\n\n", " & ", ".", "\u{A0}", ""]
    var all = MentionKinds()
    let kinds = BuiltInKinds(&all)
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<40, using: &random) {
        text += words.randomElement(using: &random) ?? ""
        text += gaps.randomElement(using: &random) ?? ""
      }
      let passages = Self.passages(text)
      var finder = NameFinder(
        district: .guessing, kinds: kinds, table: .made, isTesting: false)
      for index in passages.items.indices {
        var tokens: [Token] = []
        let folded = Array(passages.folded[passages.items[index].folded])
        scanWords(folded.span, into: &tokens)
        let twin = Twin(passages: passages, index: index, tokens: tokens)
        var cased = CasedText()
        cased.read(passages, index, tokens: tokens.span)
        for token in 0...tokens.count { #expect(cased.shape(at: token) == twin.shape(token)) }
        var mentions: [Mention] = []
        finder.findStrangers(in: passages, index, tokens: tokens, into: &mentions)
        let found = mentions.map { Int($0.site.firstToken)..<Int($0.site.lastToken) + 1 }
        #expect(found == twin.strangers(), "\(text)")
      }
    }
  }

  @Test func wordsThatAMapDoesNotReachHaveNoShape() {
    var passages = Self.passages("Maya Torres left.")
    let index = passages.items.count - 1
    var tokens: [Token] = []
    let folded = Array(passages.folded[passages.items[index].folded])
    scanWords(folded.span, into: &tokens)
    var cased = CasedText()
    cased.read(passages, index, tokens: tokens.span)
    #expect(cased.capitals == [0, 1])
    passages.items[index].foldMap = OffsetMap(identity: 6)
    cased.read(passages, index, tokens: tokens.span)
    #expect(cased.shape(at: 0) == .capitalized && cased.shape(at: 9) == .other)
    passages.items[index].foldMap = OffsetMap()
    cased.read(passages, index, tokens: tokens.span)
    #expect(cased.capitals.isEmpty && cased.shape(at: 0) == .other)
  }
}
