import Foundation
import Scanning
import TestSupport

/// A number of python-stdnum or libphonenumber in a sentence that says what it is.
struct SharedNumbers {
  var type: String
  /// The rule that finds such numbers.
  var rule: String
  var before: String
  var number: String
  var after = ""
  var isValid: Bool

  /// All numbers of the types that the rules know; nil, with a message, where the files are not at hand.
  static func all() throws -> [SharedNumbers]? {
    guard let stdnum = try lines("python-stdnum/module_docstring_cases.jsonl"),
      let files = try lines("python-stdnum/doctest_file_numbers.jsonl"),
      let phones = try lines("libphonenumber/example_numbers.jsonl")
    else { return nil }
    return modules(stdnum) + ibans(files) + telephones(phones) + variants(stdnum)
  }

  private static func lines(_ path: String) throws -> [[String: Any]]? {
    guard let shared = Repository.shared,
      let text = try? String(
        contentsOf: shared.appending(path: "data/pii/\(path)"), encoding: .utf8)
    else {
      print("no \(path): published numbers skipped")
      return nil
    }
    return text.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  private static let contexts:
    [String: (type: String, rule: String, before: String, after: String)] =
      [
        "stdnum.us.ssn": ("ssn", "ssn", "her SSN is ", ""),
        "stdnum.us.itin": ("itin", "itin", "her ITIN is ", ""),
        "stdnum.us.rtn": ("routing", "routing", "direct deposit, routing ", ""),
        "stdnum.iban": ("iban", "iban", "IBAN ", ""),
        "stdnum.mac": ("mac", "device", "The student's tablet has the MAC address ", ""),
      ]

  private static func modules(_ cases: [[String: Any]]) -> [SharedNumbers] {
    cases.compactMap { entry in
      guard let module = entry["module"] as? String, let context = contexts[module],
        let call = entry["call"] as? String, call == "validate" || call == "is_valid",
        let number = (entry["args"] as? [String])?.first
      else { return nil }
      let isValid =
        call == "validate" ? entry["raises"] is NSNull : entry["want"] as? String == "True"
      return SharedNumbers(
        type: context.type, rule: context.rule, before: context.before, number: number,
        after: context.after, isValid: isValid)
    }
  }

  /// Of each valid number of the modules one that is not: its last digit is another.
  private static func variants(_ cases: [[String: Any]]) -> [SharedNumbers] {
    modules(cases).filter { $0.isValid && ["routing", "iban"].contains($0.type) }.map { entry in
      var wrong = entry
      let last = Int(String(wrong.number.removeLast())) ?? 0
      wrong.number += "\((last + 1) % 10)"
      wrong.isValid = false
      return wrong
    }
  }

  private static func ibans(_ files: [[String: Any]]) -> [SharedNumbers] {
    files.filter { ($0["file"] as? String) == "test_iban.doctest" }.flatMap { entry in
      let check = entry["check"] as? String ?? ""
      // One block of the file is of countries whose national check fails: the number itself is whole.
      if check.contains("check_country") { return [SharedNumbers]() }
      let isValid = check.contains("not iban.is_valid")
      return (entry["numbers"] as? [String] ?? []).map {
        SharedNumbers(type: "iban", rule: "iban", before: "IBAN ", number: $0, isValid: isValid)
      }
    }
  }

  private static func telephones(_ cases: [[String: Any]]) -> [SharedNumbers] {
    // Of Canada one valid number has seven digits: a service without an area.
    cases.filter {
      ["US", "CA"].contains($0["region"] as? String) && ($0["type"] as? String) != "UAN"
    }.flatMap { entry in
      ["e164", "international", "national"].compactMap { entry[$0] as? String }.map {
        SharedNumbers(
          type: "phone", rule: "home-phone", before: "My son's home phone is ", number: $0,
          isValid: entry["valid"] as? Bool == true)
      }
    }
  }
}
