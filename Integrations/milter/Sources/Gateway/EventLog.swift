import Filter
import Lexicons
public import Milter
import Reports
import Scanning

/// The log: one JSON object a line.
///
/// It never holds a message's text, subject or addresses, nor any value that was found.
public final class EventLog: Sendable {
  private let file: LogFile
  private let counters: Counters

  /// Writes to a file, or to standard error when there is no path.
  public init(_ file: LogFile, counters: Counters) {
    self.file = file
    self.counters = counters
  }

  /// Opens the file again, after somebody renamed it.
  public func reopen() { file.reopen() }

  /// Tells what became of a message.
  public func message(_ judgement: Judgement) {
    write { judgement.write(into: &$0) }
  }

  /// Tells what happened to the daemon itself.
  public func note(_ event: String, _ facts: [(name: String, value: String)] = []) {
    write { json in
      json.key("event")
      json.string(event)
      for fact in facts {
        json.key(fact.name)
        json.string(fact.value)
      }
    }
  }

  private func write(_ content: (inout JSONWriter) -> Void) {
    var json = JSONWriter()
    json.object { json in
      json.key("time")
      json.string(Clock.timestamp)
      content(&json)
    }
    json.endLine()
    if !file.write(json.bytes) { counters.count(failure: .log) }
  }
}
