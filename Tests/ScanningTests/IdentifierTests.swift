import Foundation
import Lexicons
import Mail
import People
import TestSupport
import Testing

@testable import Scanning

/// The shipped rules of numbers, end to end: what they find in sentences that people write.
@Suite("Identifiers")
struct IdentifierTests {
  private static let shipped: Ruleset? = try? ShippedExamplesTests.ruleset()

  /// The rules of identifiers that found something in a text, with the matches.
  private static func found(_ text: String) throws -> [(rule: String, match: String)] {
    let rules = try #require(shipped)
    return Verdict.of(mail(text), rules).findings.filter { $0.rule.contains(".identifiers/") }
      .map { ($0.rule, $0.excerpt.matched) }
  }

  /// Every text holds one number between «marks», found by a rule of that name.
  static let disclosed: [(rule: String, text: String)] = [
    ("ssn", "her SSN is «219-02-4417»"), ("ssn", "social «219 02 4417» for the form"),
    ("ssn", "it is «219.02.4417» I think"), ("ssn", "it is «219 - 02 - 4417»"),
    ("ssn", "SSN: «219024417»"), ("ssn", "social security number «219024417»"),
    ("ssn", "her social is «0 2 6 - 5 8 - 7 1 4 0»"),
    ("ssn", "social: «zero two six, five eight, seven one four zero»"),
    ("ssn", "número de seguro social «219-02-4417»"),
    ("ssn-masked", "on file as «xxx-xx-4411»"), ("ssn-masked", "file «***-**-4411» is hers"),
    ("ssn-masked", "(«last four 7719») asks for aid"),
    ("ssn-masked", "«social ending in 3307»"),
    ("itin", "ITIN «912-70-4417»"), ("state-id", "SASID «1028349512»"),
    ("local-id", "student ID «204432»"), ("local-id", "LASID: «20443»"),
    ("staff-id", "employee ID «70415»"), ("staff-id", "MEPID «40223817»"),
    ("licence", "Payroll: educator license no. «4402215»"),
    ("driver-licence", "driver's license «S55190274»"), ("passport", "passport «A03411726»"),
    ("card", "visa «4716 3416 7211 0686»"), ("card", "card «371468323741843»"),
    ("routing", "routing «211370545»"), ("bank", "checking account «004417728» at the bank"),
    ("bank", "routing 211370545, account «five five 0 0 three 1 9 8 8 two»"),
    ("iban", "IBAN «DE81 7954 2205 8791 5890 62»"),
    ("health-number", "MassHealth «1002 2847 7164»"), ("health-number", "MR# «0088-41-207»"),
    ("medicare", "Medicare «7CK4-WT9-GH62»"), ("provider", "NPI «1470051453»"),
    ("provider", "DEA «BT3501841»"), ("drug-code", "NDC «50417-331-02»"),
    ("diagnosis-code", "The student's dx: «F90.2»"), ("diagnosis-codes", "«F90.2», F41.1"),
    ("birth-date", "The student's DOB: «04/17/2012»"),
    ("birth-date", "The student was born on «March 3, 2011»."),
    ("birth-date", "fecha de nacimiento «07/03/2016», my son"),
    ("student-address", "The student lives at «25 Birch Hill Road, Apt 3»"),
    ("home-phone", "Her mother's cell number is «(413) 555-0142»"),
    ("lunch-pin", "his lunch PIN is «4471»"),
    ("password", "my daughter's password is «bluefrog22»"),
    ("device", "The student posted from IP «73.18.244.9»"),
    ("vehicle", "Payroll: VIN «38CR35S458NCCTTSP»"),
  ]

  @Test func numbersAreFoundAsWhatTheyAre() throws {
    for (rule, text) in Self.disclosed {
      let example = Make.example(text)
      let bytes = Array(example.text.utf8)
      let wanted = example.marked.map { String(decoding: bytes[$0], as: UTF8.self) }
      let found = try Self.found(example.text)
      #expect(
        found.contains { $0.rule.hasSuffix("/\(rule)") && wanted.contains($0.match) },
        "\(text): \(found)")
    }
  }

  /// Look-alikes: nobody's numbers.
  static let lookAlikes = [
    // Published and made up numbers.
    "the sample shows 078-05-1120", "never 219-09-9999 or 457-55-5462", "SSN 123-45-6789",
    "SSN 111-11-1111", "SSN 000-12-3456", "SSN 666-12-3456", "SSN 912-12-3456",
    "SSN 123456789", "card 4111 1111 1111 1111", "card 4242424242424242", "card 378282246310005",
    "Medicare 1EG4-TE5-MK73", "SSN: ___-__-____", "SSN: xxx-xx-xxxx",
    "use a dummy SSN such as 219-02-4417",
    // Orders and parcels.
    "tracking 219-02-4417 left", "order 219-02-4417", "order no. 219024417 shipped",
    "invoice 219-02-4417", "Invoice #4471-20-1183", "PO 219-02-4417", "P.O. 219024417",
    "purchase order number 4500219024", "part 219-02-4417", "part no. 9784-11-2026",
    "model 219-02-4417", "serial 219024417", "s/n 219-08-0031", "SKU 07-14-2013",
    "UPS 1Z 999 AA1 01 2345 6784", "FedEx 7489 3021 5566", "USPS 9400 1112 0255 5512 3456 78",
    "customer no. 026-58-7193", "confirmation 219024417", "ticket 219-02-4417",
    "docket 26-0417", "item 204432 and item 204433", "barcode 012345678905", "lot 219-02-4417",
    // Books and places.
    "ISBN 978-0-14-143951-8", "ISBN 0-306-40615-2", "room 219", "room B12 at 10:15",
    "01089-2417", "ZIP 01089-2417", "Springfield MA 01103", "ext. 4417", "extension 20443",
    "pages 219-224", "chapter 12.4", "section 504 and 37H", "603 CMR 28.05", "act 5 scene 2",
    // Scores, counts, times and money.
    "we won 219 to 200", "score 85-92", "12-14-3 this season", "20443 steps", "204432 views",
    "$204,432.50", "account 10-22", "the budget line 1011-2310-5100", "2026-03-04 10:15:00",
    "timestamp 1772640000", "at 1772640000123", "03/04/2026", "due 04/17/2012", "10.0.0.1",
    "version 10.15.7.1", "version 73.18.244.9 of the driver", "v1.2.3", "3.14159265",
    "-122.419416, 37.774929", "0.219024417", "1,219,024,417",
    // Sentences about such numbers.
    "Never send your social security number by mail.", "The SASID column is empty.",
    "Bring your passport on Monday.", "A student ID card costs 5 dollars.",
    "The routing software was updated.", "Passwords must have 12 characters.",
    "Your password was reset.", "password required", "Your sign-in code is 440917.",
    "Lunch is at 11:30 in room 4471.", "The bank is open 9-5.", "The mac and cheese is back.",
    "Dr. King Way", "He lives at home.", "Born to Run, 1975", "The last four games",
    "one two three four", "1 2 3 4 5 6 7 8 9 10", "A B C D", "vitamin B12 and E10 fuel",
  ]

  @Test func lookAlikesAreNotFound() throws {
    for text in Self.lookAlikes {
      let found = try Self.found(text)
      #expect(found.isEmpty, "\(text): \(found)")
    }
  }

  @Test func whoseANumberIsDependsOnWhatStandsAround() throws {
    let rules = try #require(Self.shipped)
    func concerns(_ text: String) -> [Concern] {
      Verdict.of(mail(text), rules).concerns.filter { $0.level >= .medium }.map(\.concern)
    }
    #expect(concerns("219-02-4417") == [.student])
    #expect(concerns("My daughter's SSN is 219-02-4417.") == [.student])
    #expect(concerns("SSN for the W-4: 219-02-4417") == [.personnel])
    #expect(concerns("Our new custodian, SSN 219-02-4417") == [.personnel])
    #expect(concerns("direct deposit: routing 211370545, account 004417728") == [.personnel])
    #expect(concerns("FAFSA: my son, DOB 04/17/2008, SSN 219-02-4417") == [.student])
  }

  @Test func aStrongerTypeTakesTheNumber() throws {
    func names(_ text: String) throws -> [String] { try Self.found(text).map(\.rule) }
    #expect(try names("payroll, routing 211370545") == ["personnel.identifiers/routing"])
    #expect(try names("my son's home number 413-555-0142") == ["student.identifiers/home-phone"])
    #expect(try names("NPI 1470051453") == ["medical.identifiers/provider"])
    #expect(try names("SASID 1470051453") == ["student.identifiers/state-id"])
  }

  // MARK: The published cases

  /// How many of a type's valid numbers the rules find, and how many invalid ones they leave alone.
  private struct Tally {
    var found = 0
    var valid = 0
    var rejected = 0
    var invalid = 0
  }

  @Test func publishedNumbersAreFoundEndToEnd() throws {
    guard let cases = try SharedNumbers.all() else { return }
    let rules = try #require(Self.shipped)
    var tallies: [String: Tally] = [:]
    var wrong: [String] = []
    for entry in cases {
      let verdict = Verdict.of(mail("\(entry.before)\(entry.number)\(entry.after)"), rules)
      let isFound = verdict.findings.contains {
        $0.rule.hasSuffix("/\(entry.rule)") && entry.number.contains($0.excerpt.matched)
      }
      if entry.isValid {
        tallies[entry.type, default: Tally()].valid += 1
        tallies[entry.type]?.found += isFound ? 1 : 0
      } else {
        tallies[entry.type, default: Tally()].invalid += 1
        tallies[entry.type]?.rejected += isFound ? 0 : 1
      }
      if isFound != entry.isValid { wrong.append("\(entry.type) \(entry.number)") }
    }
    print("type        valid found  invalid rejected")
    for (type, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      let columns = [tally.valid, tally.found, tally.invalid, tally.rejected].map { "\($0)" }
      print(([type] + columns).joined(separator: "\t"))
    }
    #expect(wrong == [])
  }
}
