import Native

/// The words by which mail programs introduce an older message, in the languages that school mail uses.
enum QuotedReplyWords {
  /// Names of header fields, translated: 0 the sender, 1 the date, 2 the recipients, 3 copies, 4 the subject.
  private static let headers = PhraseSet(
    """
    from|de|von|da|van|från|fra|od|от|lähettäjä|kimden|feladó|发件人|寄件者|差出人|보낸 사람|من
    """,
    """
    sent|date|envoyé|enviado|enviado el|enviada em|gesendet|datum|inviato|data|fecha|verzonden|
    skickat|sendt|wysłano|отправлено|дата|sent on|发送时间|日期|送信日時|날짜|보낸 날짜|date sent|le
    """,
    """
    to|à|a|para|an|aan|till|til|do|кому|收件人|宛先|받는 사람|pour|destinataire
    """,
    """
    cc|bcc|cci|kopie|kopia|копия|抄送|reply-to|importance|attachments
    """,
    """
    subject|objet|asunto|assunto|betreff|oggetto|onderwerp|ämne|emne|temat|тема|主题|主旨|件名|제목
    """)

  /// What a line begins with that is the first of several headers, or stands above them.
  ///
  /// Spaces and asterisks may stand before a header, and dashes and underscores are a line above headers.
  static let introducers = headers.firstBytes(of: 0).union(forwards.firstBytes(of: 0))
    .union(ByteSet(" *-_"))

  /// Which header field a line is; nil for other lines.
  static func header(_ text: Span<UInt8>, _ line: Range<Int>) -> Int? {
    var start = line.lowerBound
    while start < line.upperBound, text[start] == UInt8(ascii: "*") || text[start] == 0x20 {
      start += 1
    }
    // Longer than any name there is no colon to look for.
    let limit = min(line.upperBound, start + 28)
    guard let colon = colon(text, start..<limit) else { return nil }
    var end = colon
    while end > start, text[end - 1] == UInt8(ascii: "*") || text[end - 1] == 0x20 { end -= 1 }
    return headers.value(of: text, start..<end)
  }

  private static func colon(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var offset = range.lowerBound
    while offset < range.upperBound {
      if let word = text.word(at: offset) {
        // The highest bit of the first byte that is a colon, or not ASCII.
        let differences = word ^ 0x3A3A_3A3A_3A3A_3A3A
        let colons = (differences &- 0x0101_0101_0101_0101) & ~differences
        let found = (colons | word) & 0x8080_8080_8080_8080
        offset += found.trailingZeroBitCount / 8
        guard found != 0, offset < range.upperBound else { continue }
      }
      if text[offset] == UInt8(ascii: ":") { return offset }
      if text[offset] == 0xEF, offset + 2 < text.count, text[offset + 1] == 0xBC,
        text[offset + 2] == 0x9A
      {
        return offset
      }
      offset += 1
    }
    return nil
  }

  private static let rules = PhraseSet(
    """
    original message|original appointment|forwarded message|forwarded by|reply message|
    message d'origine|message transféré|message original|mensaje original|mensaje reenviado|
    mensagem original|mensagem encaminhada|ursprüngliche nachricht|weitergeleitete nachricht|
    originalnachricht|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|
    doorgestuurd bericht|ursprungligt meddelande|wiadomość oryginalna|исходное сообщение|
    пересылаемое сообщение|原始邮件|转发邮件|원본 메시지
    """)

  /// Whether words between dashes say that a message follows.
  static func isRuleText(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    rules.begins(text, range)
  }

  private static let forwards = PhraseSet(
    """
    begin forwarded message:|début du message réexpédié :|inicio del mensaje reenviado:|
    anfang der weitergeleiteten nachricht:|início da mensagem reencaminhada:|
    inizio messaggio inoltrato:|início da mensagem encaminhada:
    """)

  /// Whether a line says by itself that a message follows.
  static func isForwardLine(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    forwards.begins(text, line)
  }

  private static let openers = PhraseSet(
    """
    on |le |el |em |a |am |il |op |den |dnia |w dniu |no dia |at |vào |pada |il giorno |på |
    quoting |on\u{A0}
    """)

  /// Whether a line begins like an attribution.
  static func opensAttribution(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    openers.begins(text, line)
      || (line.count > 4 && text[line.lowerBound] >= 0x30 && text[line.lowerBound] <= 0x39)
  }

  private static let verbs = PhraseSet(
    """
    wrote|writes|a écrit|escribió|escreveu|schrieb|ha scritto|schreef|skrev|napisał|пишет|писал|
    написал|写道|寫道|đã viết|menulis|ekri|yazdı|quoting
    """)

  /// Whether the words hold a verb of writing.
  static func saysWrote(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    verbs.occurs(in: text, range)
  }
}
