import Native

/// The words that close a message or stand below it.
enum SignatureWords {
  private static let closings = PhraseSet(
    """
    best|best regards|best wishes|all the best|kind regards|kindest regards|warm regards|
    warmest regards|regards|warmly|sincerely|sincerely yours|yours truly|yours sincerely|yours|
    thanks|many thanks|thanks so much|thanks again|thank you|thank you so much|
    thank you very much|thank you again|thx|cheers|respectfully|respectfully yours|cordially|
    take care|with gratitude|gratefully|in partnership|in health|have a great day|
    have a good day|have a great weekend|best,|cordialement|bien à vous|bonne journée|merci|
    saludos|saludos cordiales|un saludo|atentamente|gracias|muchas gracias|cordialmente|
    atenciosamente|obrigado|obrigada|abraços|att|mit freundlichen grüßen|viele grüße|
    liebe grüße|beste grüße|mfg|cordiali saluti|grazie|met vriendelijke groet|groeten|
    med vänliga hälsningar|pozdrawiam|с уважением|mèsi|mesi anpil|trân trọng
    """)

  /// Whether a line is nothing but a closing phrase.
  static func isClosing(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard line.count <= 40 else { return false }
    var end = line.upperBound
    var start = line.lowerBound
    while end > start, isMark(text[end - 1]) { end -= 1 }
    while start < end, text[start] == 0x20 || text[start] == 0x2D { start += 1 }
    guard end > start else { return false }
    return closings.value(of: text, start..<end) != nil
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "!")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "~")
  }

  private static let devices = PhraseSet(
    """
    sent from my |sent from mail for |sent from outlook|sent from yahoo mail|
    sent from gmail mobile|sent via |get outlook for |sent from proton|envoyé de mon |
    envoyé depuis |enviado desde mi |enviado do meu |von meinem iphone|inviato da |
    verzonden vanaf |
    """)

  /// Whether a line is what a telephone writes below a message.
  static func isDeviceLine(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    line.count <= 80 && devices.begins(text, line)
  }

  private static let notices = PhraseSet(
    """
    confidentiality notice|confidentiality statement|confidentiality note|confidential:|
    this email and any|this e-mail and any|this email message|this e-mail message|
    this email is intended|this e-mail is intended|this message is intended|
    this message and any|this communication|this electronic mail|this transmission|
    the information contained in this|the information in this e|the contents of this e|
    the content of this e|disclaimer:|please consider the environment|please be aware that|
    please be advised that|please note that|notice:|privileged and|email correspondence|
    all email|all e-mail|under massachusetts|when writing or responding
    """)

  private static let noticeCues = PhraseSet(
    """
    confidential|intended|recipient|privileged|public record|environment|disclos|
    secretary of state
    """)

  /// Whether a paragraph begins like a notice of confidentiality or public records.
  static func isNotice(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var start = line.lowerBound
    while start < line.upperBound, text[start] == UInt8(ascii: "*") || text[start] == 0x20 {
      start += 1
    }
    guard notices.begins(text, start..<line.upperBound) else { return false }
    // The cue may stand on a line further down.
    let end = min(text.count, max(line.upperBound, start + 400))
    return noticeCues.occurs(in: text, start..<end)
  }

  private static let listCues = PhraseSet(
    """
    mailing list|listinfo|unsubscribe|subscri|mailman|lists.|list-|@lists
    """)

  /// Whether a line is about a mailing list.
  static func isAboutList(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    line.count < 300 && listCues.occurs(in: text, line)
  }
}
