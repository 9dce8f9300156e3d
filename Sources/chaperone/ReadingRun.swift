import Filter
import Mail
import Scanning
import Text

/// One pass over all messages of some sources, up to their passages: nothing is judged.
struct ReadingRun: ~Copyable {
  let limits: Limits
  private var parser: MessageParser
  private var extractor: TextExtractor
  private var message = Message()
  private var passages = Passages()

  init(limits: Limits = Limits()) {
    self.limits = limits
    parser = MessageParser(limits: limits)
    extractor = TextExtractor(limits: limits)
  }

  /// Reads every message and hands it to `each`, until that answers false.
  ///
  /// - Returns: what the sources' problems come to; each is told on standard error.
  mutating func run(
    over stream: inout MessageStream,
    each: (borrowing Message, borrowing Passages, MessageLocation) throws -> Bool
  ) rethrows -> ScanStatus {
    var status = ScanStatus.nothing
    while let item = stream.next() {
      switch item {
      case .problem(let error):
        status.tell(error)
      case .batch(let batch):
        for slice in batch.messages {
          let bytes = batch.bytes.span.extracting(slice.range)
          parser.parse(bytes, as: slice.syntax, into: &message)
          extractor.extract(message, from: bytes, into: &passages)
          message.defects = slice.defects(with: message.defects)
          let location = MessageLocation(slice, of: batch)
          guard try each(message, passages, location) else { return status }
        }
      }
    }
    return status
  }
}
