import Lexicons
import Mail
import Native
import People

@testable import Scanning

/// Builds rules without lexicon text, so that these tests stand on the pipeline alone.
enum Make {
  static let place = Place(path: "test.lexicon", line: 1, column: 1)

  /// A phrase of words; `*` at a word's end is any ending, `|` separates alternatives.
  static func phrase(_ text: String) -> Phrase {
    Phrase(
      sequences: text.split(separator: "|").map { alternative in
        WordSequence(
          words: alternative.split(separator: " ").map { word in
            word.hasSuffix("*")
              ? WordSequence.Word(text: String(word.dropLast()), isPrefix: true)
              : WordSequence.Word(text: String(word))
          })
      })
  }

  /// A line of a rule; text between slashes is a pattern.
  static func term(_ points: Int, _ text: String, line: Int = 1) -> Term {
    let isPattern = text.hasPrefix("/") && text.hasSuffix("/") && text.count > 1
    return Term(
      points: points,
      body: isPattern
        ? .pattern(String(text.dropFirst().dropLast())) : .phrase(phrase(text)),
      source: text, place: Place(path: "test.lexicon", line: line, column: 3))
  }

  static func context(
    _ effect: Context.Effect, _ window: Window, mentions: [String] = [], phrases: [String] = []
  ) -> Context {
    Context(
      effect: effect,
      evidence: Evidence(mentions: mentions, phrases: phrases.map(phrase)), window: window,
      source: "\(effect) \(mentions + phrases) within \(window)", place: place)
  }

  static func when(_ test: Circumstance.Test, not: Bool = false) -> Circumstance {
    Circumstance(test: test, isNegated: not, source: "\(not ? "not " : "")\(test)", place: place)
  }

  static func rule(
    _ id: String, _ kind: Rule.Kind, _ terms: [(Int, String)] = [], cues: [Cue] = [],
    contexts: [Context] = [], when: [Circumstance] = [], require: [String] = [],
    fields: [String] = [], repeats: Int = 1, sum: Int? = nil, hits: [Example] = [],
    misses: [Example] = []
  ) -> Rule {
    var rule = Rule(
      id: id, kind: kind, clause: nil, about: "About \(id).", language: "en", place: place)
    rule.terms = terms.enumerated().map { term($1.0, $1.1, line: $0 + 1) }
    rule.cues = cues
    rule.contexts = contexts
    rule.circumstances = when
    rule.requirements = require
    rule.fields = fields
    rule.repeats = repeats
    rule.sum = sum.map { Rule.Sum(limit: $0) }
    rule.hits = hits
    rule.misses = misses
    return rule
  }

  static func mention(
    _ id: String, _ yields: String..., terms: [String], cues: [Cue] = [],
    contexts: [Context] = [], require: [String] = []
  ) -> Rule {
    rule(
      id, .mention(yields: yields), terms.map { (0, $0) }, cues: cues, contexts: contexts,
      require: require)
  }

  static func set(_ rules: [Rule]) -> LexiconSet {
    var set = LexiconSet()
    set.lexicons = [
      Lexicon(
        name: "test", concern: .student, clause: nil, language: "en", about: "",
        path: "test.lexicon",
        rules: rules)
    ]
    return set
  }

  /// An example from text with «marks».
  static func example(_ text: String) -> Example {
    var plain = ""
    var marked: [Range<Int>] = []
    var start = 0
    for character in text {
      switch character {
      case "«": start = plain.utf8.count
      case "»": marked.append(start..<plain.utf8.count)
      default: plain.append(character)
      }
    }
    return Example(text: plain, marked: marked, place: place)
  }
}

extension Verdict {
  /// The verdict on one message of JSON Lines or, when it begins otherwise, of mail.
  static func of(
    _ text: String, _ rules: [Rule], district: District = .guessing,
    change: (inout LexiconSet) -> Void = { _ in }
  ) -> Verdict {
    var set = Make.set(rules)
    change(&set)
    return of(text, Ruleset(set), district: district)
  }

  static func of(_ text: String, _ ruleset: Ruleset, district: District = .guessing) -> Verdict {
    var scanner = Scanner(ruleset, district: district)
    let bytes = Array(text.utf8)
    return scanner.scan(
      bytes.span, syntax: text.hasPrefix("{") ? .json : .mime,
      at: MessageLocation(source: "test", offset: 0, length: bytes.count))
  }

  func score(_ concern: Concern) -> Int { concerns.first { $0.concern == concern }?.score ?? -1 }
  func level(_ concern: Concern) -> Level {
    concerns.first { $0.concern == concern }?.level ?? .none
  }
  /// The matched texts, in order.
  var matches: [String] { findings.map { $0.excerpt.matched } }
}

extension Excerpt {
  var matched: String { String(decoding: Array(text.utf8)[match], as: UTF8.self) }
  var hidden: [String] { sensitive.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } }
}

/// Mail with a body, from staff of a school to somebody.
func mail(
  _ body: String, subject: String = "note", from: String = "Ann Lee <a.lee@school.example>",
  to: String = "bo.kim@school.example"
) -> String {
  "From: \(from)\nTo: \(to)\nSubject: \(subject)\nContent-Type: text/plain; charset=utf-8\n"
    + "Content-Transfer-Encoding: 8bit\n\n\(body)\n"
}
