public import Lexicons
private import Mail
private import Native
public import Scanning

/// Verdicts as one HTML page for people who do not know the program: what was read, what was found, and the messages.
///
/// The page is one file that loads nothing; its Content-Security-Policy lets neither network nor any script or style
/// run but its own, which are named by their hashes. Without its script the page can be read and printed, with the
/// weightiest messages in full; the script lists all of them a page at a time, with filters.
///
/// The messages' records stand first in the file as blocks of data that browsers do not show, and go out as they
/// come, so that memory does not grow with the scan: only numbers, the hashes that tell copies and the weightiest
/// messages are kept. What one message may take is bounded by `ShownMessage`, and what all take by `room`.
public struct HTMLReport: Sendable {
  /// What was run, for the head and the foot of the page.
  public struct Facts: Sendable {
    /// The district's name; empty when there is no profile.
    public var district = ""
    /// The version of Chaperone.
    public var version = ""
    /// What identifies the lexicons.
    public var lexicon = ""
    /// The policy that is cited.
    public var policy: Policy?
    /// What the concerns are, in the order of `Concern.allCases`.
    public var bands: [ConcernBands] = []
    /// The dates that were asked for, as given.
    public var dates: (since: String?, until: String?) = (nil, nil)

    /// Creates facts that say nothing.
    public init() {}
  }

  /// How many bytes of records there may be before a message of some risk is no longer listed.
  ///
  /// By `Level.number`: a browser must open the page. Messages beyond are counted and not listed, those of low
  /// risk first.
  public var room = [0, 80 << 20, 120 << 20, 160 << 20]
  /// Records in one block of data.
  private static let blockSize = 500
  /// Messages that can be read without the script.
  static let mostWithoutScript = 50

  let style: ReportStyle
  let shown: Level
  let facts: Facts
  private(set) var tally = ReportTally()
  /// Messages that are not listed for want of room, by `Level.number`.
  private(set) var unlisted = [0, 0, 0, 0]
  /// Copies among the messages that are listed.
  private(set) var copies = 0
  /// The weightiest messages, in the order they are shown in.
  private(set) var weightiest: [Verdict] = []
  private var known = MessageCopies<Int>()
  /// Records of messages that are no copies.
  private(set) var listed = 0
  private var inBlock = 0
  private var written = 0

  /// Creates a report that lists the messages whose risk is at least `shown`.
  public init(style: ReportStyle, shown: Level, facts: Facts) {
    self.style = style
    self.shown = shown
    self.facts = facts
  }

  /// What the page begins with.
  public func head() -> [UInt8] {
    var html = HTMLWriter()
    html.markup(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy"
      """)
    html.attribute(
      "content",
      "default-src 'none'; style-src '\(Self.hash(PackageResources.page_css))'; "
        + "script-src '\(Self.hash(PackageResources.page_js))'; base-uri 'none'; form-action 'none'"
    )
    html.markup(
      """
      >
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <title>
      """)
    html.text(
      facts.district.isEmpty ? "Message review" : "Message review – \(facts.district)")
    html.markup("</title>\n<style>")
    html.asset(PackageResources.page_css)
    html.markup("</style>\n</head>\n<body>\n")
    return html.bytes
  }

  /// What can be made of one message without those before it.
  public func record(of verdict: Verdict) -> [UInt8] {
    guard isShown(verdict) else { return [] }
    var html = HTMLWriter()
    html.data(ShownMessage(verdict, style).record())
    return html.bytes
  }

  /// Counts a message and puts its record into its place, in input order.
  ///
  /// - Parameter recorded: what an earlier scan recorded of the message, when the verdict is as that showed it.
  public mutating func add(
    _ verdict: Verdict, _ record: [UInt8], recorded: RecordedMessage? = nil
  ) -> [UInt8] {
    tally.add(verdict)
    guard isShown(verdict) else { return [] }
    guard written < room[verdict.risk.number] else {
      unlisted[verdict.risk.number] += 1
      return []
    }
    if let original = known.original(of: verdict, noting: listed, recorded: recorded) {
      copies += 1
      return block(copy(of: original, verdict))
    }
    keepWeightiest(verdict)
    listed += 1
    return block(record)
  }

  /// What the page ends with: everything that is shown.
  public func end(_ coverage: Coverage) -> [UInt8] {
    var html = HTMLWriter()
    if inBlock > 0 { html.markup("]</script>\n") }
    let page = HTMLPage(report: self, coverage: coverage)
    page.write(into: &html)
    html.markup("<script>")
    html.asset(PackageResources.page_js)
    html.markup("</script>\n</body>\n</html>\n")
    return html.bytes
  }

  private func isShown(_ verdict: Verdict) -> Bool { verdict.risk >= max(shown, .low) }

  private func copy(of original: Int, _ verdict: Verdict) -> [UInt8] {
    var json = JSONWriter()
    json.array { json in
      json.number(original)
      json.string(
        HTMLWriter.readable(verdict.location.source.shortened(to: ShownMessage.longestText)))
      json.number(verdict.location.offset)
    }
    var html = HTMLWriter()
    html.data(json.bytes)
    return html.bytes
  }

  /// A record with what stands before it in its block of data.
  private mutating func block(_ record: [UInt8]) -> [UInt8] {
    var html = HTMLWriter()
    if inBlock == Self.blockSize {
      html.markup("]</script>\n")
      inBlock = 0
    }
    html.markup(inBlock == 0 ? "<script type=\"application/json\" class=\"records\">[" : ",\n")
    inBlock += 1
    written += record.count
    return html.bytes + record
  }

  private mutating func keepWeightiest(_ verdict: Verdict) {
    if weightiest.count == Self.mostWithoutScript {
      guard let last = weightiest.last, Self.outweighs(verdict, last) else { return }
      weightiest.removeLast()
    }
    let place = weightiest.firstIndex { Self.outweighs(verdict, $0) } ?? weightiest.count
    weightiest.insert(verdict, at: place)
  }

  /// Whether a message that came later stands before another all the same.
  private static func outweighs(_ one: Verdict, _ two: Verdict) -> Bool {
    (two.risk, two.score) < (one.risk, one.score)
  }

  /// `sha256-…` as a policy names a script.
  private static func hash(_ file: [UInt8]) -> String {
    "sha256-" + base64(SHA256.hash(file))
  }

  /// RFC 4648, section 4.
  private static func base64(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bytes = Array(bytes)
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      var group = 0
      for index in start..<(start + 3) {
        group = group << 8 | (index < bytes.count ? Int(bytes[index]) : 0)
      }
      for digit in 0..<4 {
        let isThere = start + digit <= bytes.count
        text.append(isThere ? digits[group >> (18 - 6 * digit) & 63] : "=")
      }
    }
    return text
  }
}
