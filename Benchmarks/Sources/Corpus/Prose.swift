/// Sentences and paragraphs of one language.
struct Prose {
  var random: SeededRandom
  /// Of a thousand English sentences, so many hold something that rules look for.
  private static let disclosuresPerThousand = 6

  /// A sentence.
  mutating func sentence(of words: ZipfWords = Words.english) -> String {
    let isEnglish = words.isEnglish
    var text = ""
    let count = random.number(4...22)
    for index in 0..<count {
      var word = words.next(&random)
      // At the beginning of a line it would be an mbox separator.
      if index == 0, word == "from" { word = "with" }
      if index == 0 { word = word.prefix(1).uppercased() + word.dropFirst() }
      if index > 0 { text += random.happens(6) ? ", " : " " }
      switch random.number(1...200) {
      case 1...3: word = "\(random.one(of: Words.givenNames)) \(random.one(of: Words.familyNames))"
      case 4...5: word = "\(random.number(1...12))/\(random.number(1...28))/2026"
      case 6: word = "\(random.number(7...16)):\(random.number(10...59))"
      case 7...8: word = "\(random.number(2...480))"
      case 9 where isEnglish: word = "don\u{2019}t"
      case 10:
        word = "https://\(random.one(of: Words.domains))/\(word)/\(random.number(100...9999))"
      default: break
      }
      text += word
    }
    if isEnglish, random.number(1...1000) <= Self.disclosuresPerThousand {
      text += " " + person() + " " + random.one(of: Words.disclosures)
    }
    return text + (random.happens(90) ? "." : "?")
  }

  /// Some sentences in one line.
  mutating func paragraph(of words: ZipfWords = Words.english, _ count: Int) -> String {
    (0..<count).map { _ in sentence(of: words) }.joined(separator: " ")
  }

  /// Paragraphs, wrapped as plain text is.
  mutating func wrapped(
    of words: ZipfWords = Words.english, paragraphs: Int, prefix: String = ""
  ) -> String {
    var text = ""
    for index in 0..<paragraphs {
      if index > 0 { text += prefix + "\n" }
      var column = 0
      for word in paragraph(of: words, random.number(2...6)).split(separator: " ") {
        if column == 0 {
          text += prefix
        } else if column + word.utf8.count > 72 {
          text += "\n" + prefix
          column = 0
        } else {
          text += " "
        }
        text += word
        column += word.utf8.count + 1
      }
      text += "\n"
    }
    return text
  }

  /// A person's name.
  mutating func person() -> String {
    "\(random.one(of: Words.givenNames)) \(random.one(of: Words.familyNames))"
  }

  /// A person's mailbox.
  mutating func mailbox() -> String {
    let given = random.one(of: Words.givenNames)
    let family = random.one(of: Words.familyNames)
    let domain = random.one(of: Words.domains)
    let address = "\(given.prefix(1))\(family)@\(domain)".lowercased()
    return random.happens(20)
      ? "\"\(family), \(given)\" <\(address)>" : "\(given) \(family) <\(address)>"
  }

  /// A signature with its dash line.
  mutating func signature() -> String {
    """
    -- \n\(person())
    \(random.one(of: ["Office of Student Services", "Facilities", "Mathematics", "Purchasing"]))
    Maple Hollow District, 12 Orchard Street
    312-555-01\(random.number(10...99)) | \(random.one(of: Words.domains))

    """
  }

  /// A table as plain text.
  mutating func table() -> String {
    var text = "Name                 Date        Room   Points\n"
    text += "-------------------- ----------- ------ ------\n"
    for _ in 0..<random.number(4...14) {
      let name = person()
      let padding = String(repeating: " ", count: max(1, 21 - name.utf8.count))
      text += name + padding + "0\(random.number(1...9))/\(random.number(10...28))/2026"
      text += "  B\(random.number(100...380))   \(random.number(0...100))\n"
    }
    return text
  }
}
