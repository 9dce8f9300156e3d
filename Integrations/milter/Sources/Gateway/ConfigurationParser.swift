import Filter
import Lexicons
import Mail
public import Native
import People

/// Reads a `chaperone-milter.conf`: a key and its value a line, as in a district profile.
///
/// All mistakes are reported at once, each at its place.
public struct ConfigurationParser {
  /// What was read.
  public private(set) var configuration = Configuration()
  /// The mistakes, in order.
  public private(set) var diagnostics: [Diagnostic] = []

  private var seen: [String: Int] = [:]

  /// Reads a configuration's bytes, UTF-8 with LF or CRLF.
  public init(_ bytes: [UInt8], path: String) {
    var number = 0
    for line in String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      number += 1
      let text = String(line.last == "\r" ? line.dropLast() : line)
      if let line = ProfileLine(text, number: number, path: path) { read(line) }
    }
    for key in ["socket", "profile"] where seen[key] == nil {
      diagnostics.append(
        Diagnostic(
          .error, "no line '\(key)'", at: Place(path: path, line: max(number, 1), column: 1),
          line: "", hint: "add one: \(Self.examples[key] ?? key)"))
    }
  }

  /// The keys with what stands in the hint when something is missing.
  static let examples = [
    "socket": "socket unix:/run/chaperone/milter.sock", "socket-mode": "socket-mode 0660",
    "socket-group": "socket-group postfix", "user": "user chaperone", "workers": "workers 4",
    "log": "log /var/log/chaperone.log", "metrics": "metrics unix:/run/chaperone/metrics.sock",
    "lexicons": "lexicons /usr/local/share/chaperone/Lexicons",
    "profile": "profile /etc/chaperone/district.profile",
    "outgoing": "outgoing high reject This message seems to hold protected information.",
    "incoming": "incoming high headers", "internal": "internal high quarantine",
    "exempt": "exempt 127.0.0.1 10.2.0.0/16",
    "override": "override X-Chaperone-Override up to high", "size-limit": "size-limit 32M",
    "time-limit": "time-limit 20s", "on-size-limit": "on-size-limit open",
    "on-time-limit": "on-time-limit defer", "on-error": "on-error defer",
    "check-every": "check-every 5s", "stop-after": "stop-after 30s",
  ]

  /// The keys that may stand on several lines.
  private static let repeated: Set<String> = [
    "outgoing", "incoming", "internal", "exempt", "metrics",
  ]

  private mutating func read(_ line: ProfileLine) {
    let key = line.key.text
    guard let example = Self.examples[key] else {
      let known = Self.examples.keys.sorted()
      complain(
        line, at: line.key, "unknown key '\(key)'",
        Suggestion.hint(for: key, among: known) ?? "known keys: \(known.joined(separator: ", "))")
      return
    }
    guard let word = line.words.first else {
      diagnostics.append(line.missing("nothing after '\(key)'", hint: "for example: \(example)"))
      return
    }
    if let first = seen[key], !Self.repeated.contains(key) {
      complain(line, at: line.key, "'\(key)' was said on line \(first) already")
      return
    }
    seen[key] = line.number
    if let direction = Direction(rawValue: key) {
      readActions(of: direction, line)
      return
    }
    switch key {
    case "socket": readSocket(line)
    case "socket-mode": readMode(line)
    case "socket-group": configuration.socketGroup = word.text
    case "user": configuration.user = word.text
    case "workers": if let count = number(line, 1...1_024) { configuration.workers = count }
    case "log": configuration.log = line.value.text == "stderr" ? nil : line.value.text
    case "metrics": readMetrics(line)
    case "lexicons": configuration.lexicons = line.value.text
    case "profile": configuration.profile = line.value.text
    case "exempt": readNetworks(line)
    case "override": readOverride(line)
    case "size-limit": if let bytes = bytes(line) { configuration.sizeLimit = bytes }
    case "time-limit": if let time = seconds(line) { configuration.timeLimit = time }
    case "check-every": if let time = seconds(line) { configuration.checkEvery = time }
    case "stop-after": if let time = seconds(line) { configuration.stopAfter = time }
    case "on-size-limit": if let answer = answer(line) { configuration.onSizeLimit = answer }
    case "on-time-limit": if let answer = answer(line) { configuration.onTimeLimit = answer }
    case "on-error": if let answer = answer(line) { configuration.onError = answer }
    default: preconditionFailure("every key of `examples` is read")
    }
  }

  private mutating func complain(
    _ line: ProfileLine, at word: ProfileLine.Word, _ message: String, _ hint: String? = nil
  ) {
    diagnostics.append(line.mistake(message, at: word, hint: hint))
  }

  // MARK: Where

  private mutating func readSocket(_ line: ProfileLine) {
    let text = line.value.text
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch parts.first {
    case "unix" where parts.count == 2 && parts[1].hasPrefix("/"):
      configuration.socket = text
    case "inet" where parts.count == 2, "inet6" where parts.count == 2:
      let halves = parts[1].split(separator: "@", omittingEmptySubsequences: false)
      guard halves.count == 2, let port = UInt16(halves[0]), port > 0, !halves[1].isEmpty else {
        complain(
          line, at: line.value, "'\(text)' names no port of a host",
          "the port goes first: inet:8891@127.0.0.1")
        return
      }
      configuration.socket = text
    default:
      complain(
        line, at: line.value, "'\(text)' is no socket",
        "write unix:/run/chaperone/milter.sock or inet:8891@127.0.0.1")
    }
  }

  private mutating func readMode(_ line: ProfileLine) {
    guard let mode = UInt32(line.value.text, radix: 8), mode <= 0o777 else {
      complain(line, at: line.value, "'\(line.value.text)' is no mode", "write it as chmod: 0660")
      return
    }
    configuration.socketMode = mode
  }

  private mutating func readMetrics(_ line: ProfileLine) {
    let text = line.value.text
    if text.hasPrefix("unix:/") {
      configuration.metrics.append(.socket(String(text.dropFirst(5))))
    } else if text.hasPrefix("file:/") {
      configuration.metrics.append(.file(String(text.dropFirst(5))))
    } else {
      complain(
        line, at: line.value, "'\(text)' is no place for counters",
        "write unix:/run/chaperone/metrics.sock or file:/var/lib/node_exporter/chaperone.prom")
    }
  }

  private mutating func readNetworks(_ line: ProfileLine) {
    for word in line.words {
      if let network = Network(word.text) {
        configuration.exempt.append(network)
      } else {
        complain(
          line, at: word, "'\(word.text)' is no address or network",
          "write 10.2.3.4, 10.2.0.0/16, 2001:db8::/32, or local for the machine's own processes")
      }
    }
  }

  // MARK: What

  /// `outgoing medium high reject SENTENCE`: levels, then an action, then its sentence.
  private mutating func readActions(of direction: Direction, _ line: ProfileLine) {
    var outcomes: [Outcome] = []
    for (index, word) in line.words.enumerated() {
      if let outcome = Outcome.all.first(where: { $0.word == word.text }) {
        outcomes.append(outcome)
        continue
      }
      guard Action.words.contains(word.text) else {
        complain(
          line, at: word, "'\(word.text)' is no level and no action",
          Suggestion.hint(for: word.text, among: Outcome.all.map(\.word) + Action.words)
            ?? "levels: \(Outcome.all.map(\.word).joined(separator: ", ")); actions: \(Action.words.joined(separator: ", "))"
        )
        return
      }
      guard !outcomes.isEmpty else {
        complain(
          line, at: word, "no level before the action",
          "for example: \(Self.examples[direction.rawValue] ?? "")")
        return
      }
      let rest = line.words.dropFirst(index + 1).first
      guard let action = action(word, sentence: rest, direction, line) else { return }
      for outcome in outcomes { configuration.table[direction, outcome] = action }
      return
    }
    diagnostics.append(
      line.missing(
        "no action", hint: "for example: \(Self.examples[direction.rawValue] ?? "")"))
  }

  private mutating func action(
    _ word: ProfileLine.Word, sentence rest: ProfileLine.Word?, _ direction: Direction,
    _ line: ProfileLine
  ) -> Action? {
    let sentence = rest.map { line.text(from: $0, to: nil) } ?? ""
    if let rest, word.text == "reject" || word.text == "tempfail" {
      // RFC 5321 section 4.5.3.1.5: a reply line has 512 bytes, code and line end included.
      let isPlain = sentence.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x25 }
      guard isPlain, sentence.utf8.count <= 400 else {
        complain(
          line, at: rest, "mail servers cannot pass this sentence on",
          "use plain letters (ASCII, no '%'), at most 400 of them")
        return nil
      }
    } else if let rest {
      complain(line, at: rest, "'\(word.text)' takes no sentence")
      return nil
    }
    switch word.text {
    case "accept": return .accept
    case "quarantine": return .quarantine
    case "headers":
      guard direction != .outgoing else {
        complain(
          line, at: word, "what leaves the district gets no headers",
          "use accept, quarantine, tempfail or reject")
        return nil
      }
      return .headers
    case "tempfail": return .tempfail(sentence.isEmpty ? Self.laterSentence : sentence)
    default: return .reject(sentence.isEmpty ? Self.rejectSentence : sentence)
    }
  }

  static let laterSentence = "This message cannot be checked now, try again later"
  static let rejectSentence =
    "This message seems to hold protected information (policy {clauses}); it was not sent"

  /// `override FIELD up to LEVEL authenticated`.
  private mutating func readOverride(_ line: ProfileLine) {
    var override = Configuration.Override()
    let field = line.words[0]
    let isName = field.text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3A }
    guard isName else {
      complain(line, at: field, "'\(field.text)' is no name of a header field")
      return
    }
    override.field = field.text
    var rest = line.words.dropFirst()
    while let word = rest.popFirst() {
      if word.text == "authenticated" {
        override.needsAuthentication = true
      } else if word.text == "up", rest.first?.text == "to", let name = rest.dropFirst().first,
        let level = Level(rawValue: name.text)
      {
        override.highest = level
        rest = rest.dropFirst(2)
      } else {
        complain(
          line, at: word, "'\(word.text)' is not understood",
          "write: override X-Chaperone-Override up to medium authenticated")
        return
      }
    }
    configuration.override = override
  }

  // MARK: Values

  private mutating func answer(_ line: ProfileLine) -> FailureAnswer? {
    if let answer = FailureAnswer(rawValue: line.value.text), answer != .report { return answer }
    complain(
      line, at: line.value, "'\(line.value.text)' is no answer", "one of open, defer, closed")
    return nil
  }

  private mutating func number(_ line: ProfileLine, _ range: ClosedRange<Int>) -> Int? {
    if let number = Int(line.value.text), range.contains(number) { return number }
    complain(
      line, at: line.value,
      "'\(line.value.text)' is no number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  private mutating func bytes(_ line: ProfileLine) -> Int? {
    let units = ["K": 1 << 10, "M": 1 << 20]
    let text = line.value.text
    let unit = text.last.flatMap { units[String($0)] }
    let most = Limits().messageBytes
    if let count = Int(unit == nil ? text[...] : text.dropLast()), count > 0, count <= most,
      count * (unit ?? 1) <= most
    {
      return count * (unit ?? 1)
    }
    complain(
      line, at: line.value, "'\(text)' is no size", "write 32M or 500K; at most \(most >> 20)M")
    return nil
  }

  private mutating func seconds(_ line: ProfileLine) -> Double? {
    let text = line.value.text
    let isShort = text.hasSuffix("ms")
    let digits = isShort ? text.dropLast(2) : text.hasSuffix("s") ? text.dropLast() : text[...]
    if let number = Int(digits), (0...86_400_000).contains(number) {
      return isShort ? Double(number) / 1_000 : Double(number)
    }
    complain(line, at: line.value, "'\(text)' is no time", "write 20s or 500ms")
    return nil
  }
}
