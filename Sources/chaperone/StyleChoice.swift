import Native
import People
import Reports

/// How values and people are to be shown.
struct StyleChoice: Equatable {
  enum Colour: String, CaseIterable {
    case auto, always, never

    /// Whether there are colours in what goes to a terminal or not.
    func isOn(isTerminal: Bool) -> Bool {
      switch self {
      case .always: true
      case .never: false
      case .auto: isTerminal && Host.environment("NO_COLOR") == nil
      }
    }
  }

  var showsMatches = false
  /// The file with the key that pseudonyms are made with.
  var pseudonyms: String?
  var color = Colour.auto

  /// The style for a report that goes to a terminal or not.
  func style(isTerminal: Bool, people: Roster) throws(Failure) -> ReportStyle {
    var keys: Pseudonyms?
    if let pseudonyms {
      let key: [UInt8]
      do {
        key = try FileReader.contents(of: FilePath(pseudonyms), limit: 1 << 16)
      } catch {
        throw .noInput(error.sentence)
      }
      guard key.count >= 16 else {
        throw .usage(
          "\(pseudonyms): a key has at least 16 bytes; make one with: head -c 32 /dev/urandom > \(pseudonyms)"
        )
      }
      keys = Pseudonyms(key: key)
    }
    var style = ReportStyle(
      showsMatches: showsMatches, pseudonyms: keys,
      isColoured: color.isOn(isTerminal: isTerminal))
    style.roster = people
    return style
  }
}
