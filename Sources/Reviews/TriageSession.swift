public import Native
public import People

/// A review at a terminal, without the terminal: keys go in, what to keep comes out.
public struct TriageSession: Sendable {
  /// What is asked for at the bottom of the screen.
  public enum Mode: Sendable, Hashable {
    /// A key that judges.
    case judging
    /// A note on the finding.
    case noting(String)
    /// Why the finding is suppressed.
    case reasoning(String)
    /// The last day of the suppression, for that reason.
    case dating(String, reason: String)
    case help
  }

  /// What has to be done because of a key.
  public enum Effect: Sendable, Hashable {
    case nothing
    case judge(Judgement.Answer, note: String)
    case note(String)
    case undo
    case suppress(reason: String, until: CalendarDay)
    case suspend
    case quit
  }

  /// What is reviewed.
  public let items: [ReviewItem]
  /// What is said of each print.
  public private(set) var judgements: [String: Judgement]
  /// The prints that were suppressed in this session.
  public private(set) var suppressed: Set<String> = []
  /// The place of the item that is shown; the number of items behind the last one.
  public private(set) var place: Int
  /// What is asked for.
  public private(set) var mode = Mode.judging
  /// A sentence about the last key; empty for none.
  public private(set) var message = ""
  private let lastDay: String

  /// Creates a session that begins at the first item that nobody judged.
  ///
  /// - Parameter lastDay: the day that suppressions hold until when no other is written.
  public init(_ items: [ReviewItem], judgements: [Judgement], lastDay: CalendarDay) {
    self.items = items
    self.lastDay = lastDay.iso
    var last: [String: Judgement] = [:]
    for judgement in judgements { last[judgement.print] = judgement }
    self.judgements = last
    place = items.firstIndex { last[$0.print] == nil } ?? items.count
  }

  /// The item that is shown; nil behind the last one.
  public var item: ReviewItem? { place < items.count ? items[place] : nil }

  /// How many of the items have each answer.
  public var counts: (right: Int, wrong: Int, skipped: Int) {
    var counts = (right: 0, wrong: 0, skipped: 0)
    for item in items {
      switch judgements[item.print]?.answer {
      case .right: counts.right += 1
      case .wrong: counts.wrong += 1
      case .skipped: counts.skipped += 1
      case nil: break
      }
    }
    return counts
  }

  // MARK: Keys

  /// Takes a key; the caller does what it answers and then says so with `did`.
  public mutating func press(_ key: KeyboardTerminal.Key) -> Effect {
    switch key {
    case .interrupt, .ended: return .quit
    case .suspend: return .suspend
    case .resized: return .nothing
    default: message = ""
    }
    switch mode {
    case .judging: return judge(key)
    case .help:
      mode = .judging
      return .nothing
    case .noting(let text):
      guard let text = edited(text, key, into: { .noting($0) }) else { return .nothing }
      return .note(text)
    case .reasoning(let text):
      guard let text = edited(text, key, into: { .reasoning($0) }) else { return .nothing }
      guard !text.isEmpty else {
        message = "A suppression needs a reason."
        return .nothing
      }
      mode = .dating(lastDay, reason: text)
      return .nothing
    case .dating(let text, let reason):
      guard let text = edited(text, key, into: { .dating($0, reason: reason) }) else {
        return .nothing
      }
      guard let day = CalendarDay(iso: text) else {
        mode = .dating(text, reason: reason)
        message = "A day is written 2027-06-30."
        return .nothing
      }
      return .suppress(reason: reason, until: day)
    }
  }

  private mutating func judge(_ key: KeyboardTerminal.Key) -> Effect {
    switch key {
    case .character("q"): return .quit
    case .character("?"), .character("h"): mode = .help
    case .character("b"), .left, .up, .backspace: place = max(0, place - 1)
    case .character("f"), .right, .down, .enter: place = min(items.count, place + 1)
    case .character("u"): return .undo
    case .character("r") where item != nil: return .judge(.right, note: note)
    case .character("w") where item != nil: return .judge(.wrong, note: note)
    case .character("s") where item != nil, .character(" ") where item != nil:
      return .judge(.skipped, note: note)
    case .character("n") where item != nil: mode = .noting(note)
    case .character("x") where item != nil: mode = .reasoning("")
    default: message = "That key does nothing here; ? shows those that do."
    }
    return .nothing
  }

  /// The note that the item has; another answer leaves it.
  private var note: String { item.flatMap { judgements[$0.print]?.note } ?? "" }

  /// A line of text with one more key; the line when it is complete, and then the mode is judging again.
  private mutating func edited(
    _ text: String, _ key: KeyboardTerminal.Key, into mode: (String) -> Mode
  ) -> String? {
    switch key {
    case .enter:
      self.mode = .judging
      return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    case .escape: self.mode = .judging
    case .backspace: self.mode = mode(String(text.dropLast()))
    case .character(let character): self.mode = mode(text + String(character))
    default: break
    }
    return nil
  }

  // MARK: What was done

  /// A judgement was kept: its item is shown as judged, and after an answer the next one that nobody judged.
  public mutating func did(_ judgement: Judgement, isNote: Bool) {
    judgements[judgement.print] = judgement
    guard !isNote else {
      message = "Noted."
      return
    }
    let next = items[min(place + 1, items.count)...].firstIndex { judgements[$0.print] == nil }
    place = next ?? min(place + 1, items.count)
  }

  /// The last judgement was taken back; the one before it on the same print counts again, if there is one.
  public mutating func undid(_ judgement: Judgement?, before: Judgement?) {
    guard let judgement else {
      message = "Nothing to undo."
      return
    }
    judgements[judgement.print] = before
    if let index = items.firstIndex(where: { $0.print == judgement.print }) {
      place = index
      message = "Took back '\(judgement.answer.rawValue)'."
    } else {
      message = "Took back '\(judgement.answer.rawValue)' on a finding that is not in this mail."
    }
  }

  /// A suppression was kept.
  public mutating func didSuppress(until day: CalendarDay) {
    if let item { suppressed.insert(item.print) }
    message = "Suppressed until \(day.iso)."
  }

  /// Something could not be done.
  public mutating func failed(_ sentence: String) { message = sentence }
}
