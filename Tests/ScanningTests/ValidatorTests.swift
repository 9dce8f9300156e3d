import Foundation
import Scanning
import TestSupport
import Testing

@Suite struct ValidatorTests {
  private static func holds(_ validator: Validator, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return validator.holds(bytes.span)
  }

  @Test func namesAreUniqueAndFound() {
    let names = Validator.all.map(\.name)
    #expect(Set(names).count == names.count)
    for validator in Validator.all {
      #expect(Validator.named(validator.name)?.summary == validator.summary)
      #expect(validator.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
      #expect(validator.summary.hasSuffix("."))
      #expect(validator.accepts.count >= 2 && validator.rejects.count >= 2)
    }
    #expect(Validator.named("lunh") == nil)
  }

  @Test(arguments: Validator.all.map(\.name))
  func acceptsAndRejectsWhatItSays(_ name: String) throws {
    let validator = try #require(Validator.named(name))
    for text in validator.accepts {
      #expect(Self.holds(validator, text), "\(name) must accept '\(text)'")
      #expect(Self.holds(validator, text.lowercased()), "\(name) must accept '\(text)' folded")
      #expect(Self.holds(validator, text.uppercased()) || name == "date" || name == "dob")
    }
    for text in validator.rejects {
      #expect(!Self.holds(validator, text), "\(name) must reject '\(text)'")
    }
  }

  @Test func anyBytesAreHarmless() {
    var random = SeededGenerator(seed: 21)
    let shapes = Array("0123456789-. @:/()+sSaAxX\u{0}é".utf8)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0..<45, using: &random)
      let bytes = (0..<count).map { _ in shapes[Int.random(in: 0..<shapes.count, using: &random)] }
      for validator in Validator.all { _ = validator.holds(bytes.span) }
    }
    for byte in [UInt8(0x30), 0x41, 0x20, 0x40, 0x2E, 0xFF] {
      let long = [UInt8](repeating: byte, count: 10_000)
      for validator in Validator.all {
        let holds = validator.holds(long.span)
        #expect(!holds, "\(validator.name)")
      }
    }
  }

  /// What chance alone lets through, against what is known of the checks (200,000 random strings).
  @Test func chanceRatesAreAsMeasured() throws {
    var random = SeededGenerator(seed: 200)
    func rate(_ name: String, _ digits: Int, first: String = "") throws -> Double {
      let validator = try #require(Validator.named(name))
      var passed = 0
      for _ in 0..<20_000 {
        var text = first
        while text.utf8.count < digits { text += String(Int.random(in: 0...9, using: &random)) }
        if Self.holds(validator, text) { passed += 1 }
      }
      return Double(passed) / 20_000
    }
    #expect((0.87...0.91).contains(try rate("ssn", 9)))
    #expect((0.030...0.046).contains(try rate("aba-routing", 9)))
    #expect((0.09...0.11).contains(try rate("npi", 10, first: "1")))
    #expect((0.09...0.11).contains(try rate("luhn", 16)))
  }
}

/// The published cases of python-stdnum and libphonenumber, where they are at hand.
@Suite struct ValidatorPublishedCaseTests {
  private func lines(_ path: String) -> [[String: Any]]? {
    guard let shared = Repository.shared,
      let text = try? String(
        contentsOf: shared.appending(path: "data/pii/\(path)"), encoding: .utf8)
    else {
      print("no \(path): published cases skipped")
      return nil
    }
    return text.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  private static let modules = [
    "stdnum.us.ssn": "ssn", "stdnum.us.itin": "itin", "stdnum.us.ein": "ein",
    "stdnum.us.rtn": "aba-routing", "stdnum.luhn": "luhn", "stdnum.iban": "iban",
    "stdnum.mac": "mac",
  ]

  @Test func agreesWithPythonStdnum() throws {
    guard let cases = lines("python-stdnum/module_docstring_cases.jsonl") else { return }
    var checked: [String: Int] = [:]
    for entry in cases {
      guard let module = entry["module"] as? String, let name = Self.modules[module],
        let validator = Validator.named(name), let call = entry["call"] as? String,
        call == "validate" || call == "is_valid", let arguments = entry["args"] as? [String],
        arguments.count == 1
      else { continue }
      let bytes = Array(arguments[0].utf8)
      let isValid =
        call == "validate" ? entry["raises"] is NSNull : (entry["want"] as? String) == "True"
      let holds = validator.holds(bytes.span)
      #expect(holds == isValid, "\(module) \(arguments[0])")
      checked[name, default: 0] += 1
    }
    print(
      "python-stdnum cases: \(checked.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
    #expect(checked.values.reduce(0, +) >= 9)
  }

  @Test func acceptsTheIBANsOfPythonStdnum() throws {
    guard let files = lines("python-stdnum/doctest_file_numbers.jsonl") else { return }
    let validator = try #require(Validator.named("iban"))
    var checked = 0
    for entry in files where (entry["file"] as? String) == "test_iban.doctest" {
      guard (entry["check"] as? String)?.contains("not iban.is_valid") == true else { continue }
      for number in entry["numbers"] as? [String] ?? [] {
        let bytes = Array(number.utf8)
        let holds = validator.holds(bytes.span)
        #expect(holds, "\(number)")
        checked += 1
      }
    }
    print("python-stdnum IBANs: \(checked)")
  }

  @Test func acceptsThePhonesOfLibphonenumber() throws {
    guard let cases = lines("libphonenumber/example_numbers.jsonl") else { return }
    let validator = try #require(Validator.named("us-phone"))
    var checked = 0
    for entry in cases where entry["valid"] as? Bool == true {
      guard let number = entry["e164"] as? String, number.hasPrefix("+1"), number.count == 12 else {
        continue
      }
      for text in [number, entry["national"] as? String ?? number] {
        let bytes = Array(text.utf8)
        let holds = validator.holds(bytes.span)
        #expect(holds, "\(text)")
        checked += 1
      }
    }
    print("libphonenumber cases: \(checked)")
    #expect(checked > 20)
  }
}
