/// One message after another, in the shapes of school and office mail.
struct MailWriter {
  private var prose: Prose
  private var number = 0
  private(set) var bytes: [UInt8] = []

  init(seed: UInt64) { prose = Prose(random: SeededRandom(seed: seed)) }

  /// Appends one message with its separator line; each shape as often as in mail of this kind.
  mutating func write() {
    number += 1
    switch prose.random.number(1...100) {
    case ...24: plain()
    case ...42: reply()
    case ...54: quotedPrintable()
    case ...60: base64()
    case ...69: alternative { $0.plainPage() }
    case ...77: alternative { $0.documentPage() }
    case ...83: newsletter()
    case ...88: latin1()
    case ...92: foreign()
    case ...95: table()
    case ...97: manyRecipients()
    default: attachment()
    }
  }

  // MARK: Shapes

  private mutating func plain() {
    header()
    field("Content-Type", "text/plain; charset=us-ascii")
    field("Content-Transfer-Encoding", "7bit")
    body(prose.wrapped(paragraphs: prose.random.number(1...6)) + "\n" + prose.signature())
  }

  private mutating func reply() {
    header(subject: "Re: " + prose.sentence())
    field("In-Reply-To", "<\(number - 1).2026@maplehollow.example>")
    field("Content-Type", "text/plain; charset=us-ascii; format=flowed")
    var text = prose.wrapped(paragraphs: prose.random.number(1...2)) + "\n"
    text +=
      "On Mon, Mar 2, 2026 at 9:\(prose.random.number(10...59)) AM \(prose.mailbox()) wrote:\n"
    text += prose.wrapped(paragraphs: prose.random.number(1...4), prefix: "> ")
    if prose.random.happens(50) {
      text += ">\n" + prose.wrapped(paragraphs: prose.random.number(1...3), prefix: "> > ")
    }
    body(text)
  }

  private mutating func quotedPrintable() {
    header()
    field("Content-Type", "text/plain; charset=\"utf-8\"")
    field("Content-Transfer-Encoding", "quoted-printable")
    let text = (0..<prose.random.number(2...6)).map { _ in
      prose.paragraph(prose.random.number(2...5))
    }
    body(Encodings.quotedPrintable(Array(text.joined(separator: "\n\n").utf8)))
  }

  private mutating func base64() {
    header()
    field("Content-Type", "text/plain; charset=utf-8")
    field("Content-Transfer-Encoding", "base64")
    body(Encodings.base64(Array(prose.wrapped(paragraphs: prose.random.number(2...6)).utf8)))
  }

  private mutating func alternative(_ page: (inout Prose) -> String) {
    let boundary = "=_part_\(number)_\(prose.random.number(100_000...999_999))"
    header()
    field("Content-Type", "multipart/alternative;\n boundary=\"\(boundary)\"")
    line("")
    part(boundary, "text/plain; charset=utf-8", "quoted-printable")
    bytes += Encodings.quotedPrintable(
      Array(prose.wrapped(paragraphs: prose.random.number(2...4)).utf8))
    part(boundary, "text/html; charset=utf-8", "quoted-printable")
    bytes += Encodings.quotedPrintable(Array(page(&prose).utf8))
    line("\n--\(boundary)--\n")
  }

  private mutating func newsletter() {
    header()
    field("List-Unsubscribe", "<mailto:leave@lists.example>")
    field("Content-Type", "text/html; charset=utf-8")
    let isBase64 = prose.random.happens(50)
    field("Content-Transfer-Encoding", isBase64 ? "base64" : "quoted-printable")
    let page = Array(prose.newsletterPage().utf8)
    body(isBase64 ? Encodings.base64(page) : Encodings.quotedPrintable(page))
  }

  private mutating func latin1() {
    header()
    field("Content-Type", "text/plain; charset=iso-8859-1")
    field("Content-Transfer-Encoding", "8bit")
    let words = prose.random.one(of: [Words.french, Words.german, Words.spanish])
    body(Encodings.latin1(prose.wrapped(of: words, paragraphs: prose.random.number(1...4))))
  }

  private mutating func foreign() {
    let words = prose.random.one(of: [Words.russian, Words.japanese, Words.french, Words.spanish])
    header(subject: Encodings.encodedWord(prose.sentence(of: words)))
    field("Content-Type", "text/plain; charset=utf-8")
    field("Content-Transfer-Encoding", "8bit")
    body(Array(prose.wrapped(of: words, paragraphs: prose.random.number(1...3)).utf8))
  }

  private mutating func table() {
    header()
    field("Content-Type", "text/plain; charset=us-ascii")
    body(prose.wrapped(paragraphs: 1) + "\n" + prose.table() + "\n" + prose.signature())
  }

  private mutating func manyRecipients() {
    let count = prose.random.number(40...200)
    let recipients = (0..<count).map { _ in prose.mailbox() }.joined(separator: ",\n ")
    header(recipients: recipients)
    field("Content-Type", "text/plain; charset=us-ascii")
    body(prose.wrapped(paragraphs: 2))
  }

  private mutating func attachment() {
    let boundary = "----=_mixed_\(number)"
    header()
    field("Content-Type", "multipart/mixed; boundary=\"\(boundary)\"")
    line("\nThis is a multi-part message in MIME format.")
    part(boundary, "text/plain; charset=us-ascii", "7bit")
    bytes += ascii(prose.wrapped(paragraphs: 2))
    let name = prose.random.one(of: ["agenda", "roster", "map", "quote"])
    part(
      boundary, "application/pdf; name=\"\(name)-\(number).pdf\"", "base64",
      disposition: "attachment; filename=\"\(name)-\(number).pdf\"")
    bytes += Encodings.base64(
      (0..<prose.random.number(4_000...24_000)).map { _ in
        UInt8(truncatingIfNeeded: prose.random.next())
      })
    line("--\(boundary)--\n")
  }

  // MARK: Pieces

  private mutating func header(subject: String? = nil, recipients: String? = nil) {
    let day = prose.random.number(10...28)
    let time = "\(prose.random.number(10...20)):\(prose.random.number(10...59)):00"
    line("From sender@maplehollow.example Tue Mar \(day) \(time) 2026")
    field(
      "Received",
      "from mx\(number % 7).office.example (mx.office.example [192.0.2.\(number % 250)])\n\tby mail.maplehollow.example with ESMTPS id \(prose.random.number(1_000_000...9_999_999))\n\tfor <office@maplehollow.example>; Tue, \(day) Mar 2026 \(time) -0500"
    )
    field("Message-ID", "<\(number).2026@maplehollow.example>")
    field("Date", "Tue, \(day) Mar 2026 \(time) -0500")
    field("From", prose.mailbox())
    field("To", recipients ?? prose.mailbox())
    if prose.random.happens(30) { field("Cc", prose.mailbox() + ",\n\t" + prose.mailbox()) }
    field(
      "Subject",
      subject
        ?? String(prose.sentence().unicodeScalars.filter(\.isASCII).map(Character.init).prefix(90)))
    field("MIME-Version", "1.0")
    field("X-Mailer", "Paper Plane \(prose.random.number(1...9)).\(prose.random.number(0...20))")
  }

  private mutating func field(_ name: String, _ value: String) { line("\(name): \(value)") }

  private mutating func part(
    _ boundary: String, _ type: String, _ encoding: String, disposition: String? = nil
  ) {
    line("\n--\(boundary)")
    field("Content-Type", type)
    field("Content-Transfer-Encoding", encoding)
    if let disposition { field("Content-Disposition", disposition) }
    line("")
  }

  private mutating func body(_ text: String) { body(ascii(text)) }

  private mutating func body(_ text: [UInt8]) {
    line("")
    bytes += text
    line("")
  }

  private mutating func line(_ text: String) {
    bytes += text.utf8
    bytes.append(0x0A)
  }

  /// Plain ASCII: typographic marks become what a keyboard has.
  private func ascii(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8(ascii: "'") }
  }
}
