import Foundation
import Lexicons
import Mail
import Native
import People
import TestSupport
import Testing
import Text

@testable import Scanning

/// How many of the people that the labelled messages mark are found, and how many mentions mark nobody.
struct NameCount {
  var spans = 0
  var found = 0
  var mentions = 0
  var right = 0
  var missed: [String] = []
  var wrong: [String] = []

  var recall: Double { Double(found) / Double(max(spans, 1)) }
  var precision: Double { Double(right) / Double(max(mentions, 1)) }

  /// Compares the mentions of one message with its marked people.
  mutating func add(
    _ mentions: [Mention], _ people: [[UInt8]], in passages: borrowing Passages,
    _ kinds: MentionKinds, id: String
  ) {
    var isFound = [Bool](repeating: false, count: people.count)
    for index in passages.items.indices {
      let passage = passages.items[index]
      let text = Array(passages.text[passage.text])
      let places = people.map { Self.places(of: $0, in: text) }
      for mention in mentions where Int(mention.site.passage) == index {
        let names = kinds.sets[Int(mention.kinds)].map { kinds.names[$0] }
        guard names.contains("person") || names.contains("sender"), mention.rule < 0 else {
          continue
        }
        let range = passage.foldMap.source(of: mention.site.range)
        if text[range].allSatisfy({ (0x30...0x39).contains($0) }) { continue }
        var isRight = false
        for (number, places) in places.enumerated() where places.contains(where: range.overlaps) {
          isFound[number] = true
          isRight = true
        }
        self.mentions += 1
        right += isRight ? 1 : 0
        if !isRight { wrong.append("\(id) \(Self.excerpt(text, range))") }
      }
    }
    spans += people.count
    found += isFound.count { $0 }
    for (person, isFound) in zip(people, isFound) where !isFound {
      missed.append("\(id) \(String(decoding: person, as: UTF8.self))")
    }
  }

  /// Where a text stands as words of its own.
  private static func places(of needle: [UInt8], in text: [UInt8]) -> [Range<Int>] {
    guard !needle.isEmpty, needle.count <= text.count else { return [] }
    func isLetter(_ index: Int) -> Bool {
      text.indices.contains(index)
        && (text[index] >= 0x80 || (0x61...0x7A).contains(text[index] | 0x20))
    }
    return (0...text.count - needle.count).compactMap { start in
      let range = start..<start + needle.count
      guard text[range].elementsEqual(needle) else { return nil }
      return isLetter(start - 1) || (isLetter(range.upperBound) && text[range.upperBound] < 0x80)
        ? nil : range
    }
  }

  private static func excerpt(_ text: [UInt8], _ range: Range<Int>) -> String {
    let from = max(0, range.lowerBound - 25)
    let to = min(text.count, range.upperBound + 20)
    return String(decoding: text[from..<range.lowerBound], as: UTF8.self) + "«"
      + String(decoding: text[range], as: UTF8.self) + "»"
      + String(decoding: text[range.upperBound..<to], as: UTF8.self)
  }
}

/// The labelled messages beside the project.
private enum LabelledMessages {
  static let folder: URL? = {
    let path = Repository.shared?.appending(path: "data/corpus")
    return path.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
  }()
}

@Suite("People whom messages name", .enabled(if: LabelledMessages.folder != nil))
struct NamedPeopleTests {
  private static func district(_ name: String, students: String) throws -> District {
    let folder = try #require(LabelledMessages.folder).appending(path: name)
    var loader = RosterLoader()
    for (file, kind) in [
      ("roster_students.csv", DistrictProfile.RosterKind.students), ("roster_staff.csv", .staff),
    ] {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
      loader.load(bytes.span, kind: kind, path: file)
    }
    var profile = DistrictProfile()
    profile.domains = [
      "\(name).example": .staff, "\(students).\(name).example": .student,
    ]
    return District(profile: profile, roster: loader.roster())
  }

  /// Counts over all messages, with or without the rosters.
  private static func count(rosters: Bool) throws -> NameCount {
    var districts: [String: District] = [:]
    if rosters {
      districts["westvale"] = try district("westvale", students: "students")
      districts["pinehollow"] = try district("pinehollow", students: "s")
    }
    let rule = Make.rule("t/r", .concern(.student), [(10, "zebra")])
    let ruleset = Ruleset(Make.set([rule]))
    var count = NameCount()
    var message = Message()
    var passages = Passages()
    var parser = JSONMessageParser()
    var extractor = TextExtractor()
    let folder = try #require(LabelledMessages.folder)
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where file.hasSuffix(".jsonl") {
      let lines = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for line in lines.split(separator: "\n") {
        let bytes = Array(line.utf8)
        let object = try #require(
          try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let spans = object["spans"] as? [[String: String]] ?? []
        let people = spans.filter { $0["type"]?.hasPrefix("PERSON") == true }.map {
          Array(($0["text"] ?? "").utf8)
        }
        let name = line.contains("pinehollow.example") ? "pinehollow" : "westvale"
        let district = districts[name] ?? .guessing
        var detector = Detector(ruleset, district: district, limits: Limits())
        parser.parse(bytes.span, into: &message)
        extractor.extract(message, from: bytes.span, into: &passages)
        var circumstances = CircumstanceEvaluator(district: district)
        circumstances.facts = MessageFacts(message, district.parties(of: message))
        detector.read(&passages)
        detector.findMentions(in: passages, circumstances)
        count.add(
          detector.mentions, people, in: passages, ruleset.kinds,
          id: object["id"] as? String ?? "?")
      }
    }
    if let path = ProcessInfo.processInfo.environment["CHAPERONE_NAMES_REPORT"] {
      let report = (["MISSED"] + count.missed + ["WRONG"] + count.wrong).joined(separator: "\n")
      try report.write(
        toFile: path + (rosters ? ".roster" : ".plain"), atomically: true, encoding: .utf8)
    }
    return count
  }

  @Test(arguments: [(true, 0.3, 0.3), (false, 0.3, 0.3)])
  func mostPeopleAreFoundAndFewWordsTakenForThem(
    rosters: Bool, recall: Double, precision: Double
  ) throws {
    let count = try Self.count(rosters: rosters)
    print(
      "names \(rosters ? "with" : "without") rosters: recall \(count.recall) (\(count.found)/\(count.spans)), precision \(count.precision) (\(count.right)/\(count.mentions))"
    )
    #expect(count.recall >= recall)
    #expect(count.precision >= precision)
  }
}
