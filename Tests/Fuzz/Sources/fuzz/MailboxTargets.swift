import Glibc
import Mail
import Native

/// The bytes of the input as a file without a name that a reader can open again and again.
private let scratch: (descriptor: Int32, path: FilePath) = {
  var name = Array("/tmp/chaperone-fuzz-XXXXXX".utf8CString)
  let descriptor = mkstemp(&name)
  unlink(name)
  return (descriptor, FilePath("/proc/self/fd/\(descriptor)"))
}()

private func fill(_ bytes: [UInt8]) {
  ftruncate(scratch.descriptor, 0)
  let written = pwrite(scratch.descriptor, bytes, bytes.count, 0)
  require(written == bytes.count, "the scratch file takes the input")
}

/// One message as a reader delivered it.
private struct Delivered: Equatable {
  var offset: Int
  var length: Int
  var line: Int
  var envelope: [UInt8]
  var bytes: [UInt8]
  var defects: [Defect]
}

/// Reads the scratch file; the windows decide only how many messages come at a time.
private func read(_ format: MailFormat?, windowBytes: Int, _ limits: Limits) -> [Delivered]? {
  var delivered: [Delivered] = []
  do {
    var reader = try MessageReader(
      path: scratch.path, format: format, limits: limits, windowBytes: windowBytes)
    while let batch = try reader.next() {
      for slice in batch.messages {
        require(fits(slice.range, batch.bytes.count), "a message is inside its batch")
        require(fits(slice.envelope, batch.bytes.count), "a separator is inside its batch")
        delivered.append(
          Delivered(
            offset: slice.offset, length: slice.length, line: slice.line,
            envelope: Array(batch.bytes[slice.envelope]), bytes: Array(batch.bytes[slice.range]),
            defects: slice.defects))
      }
    }
  } catch {
    return nil
  }
  return delivered
}

extension FuzzTarget {
  /// Splitting a source: the same messages whatever the window, in order and inside the source.
  static let mbox = FuzzTarget(name: "mbox") { bytes in
    fill(bytes)
    let seed = bytes.reduce(bytes.count) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    var limits = Limits()
    if seed % 4 == 0 { limits.messageBytes = seed / 4 % 500 }
    let small = 1 + seed % 97 + bytes.count / 64
    for format in [MailFormat.mbox, .jsonLines, .eml, nil] {
      guard let whole = read(format, windowBytes: 1 << 20, limits) else {
        require(format == nil, "only an unknown format ends the reading")
        continue
      }
      let name = format?.name ?? "recognized"
      var end = 0
      for message in whole {
        let range = message.offset..<(message.offset + message.length)
        require(fits(range, bytes.count), "\(name): \(range) is inside the source")
        require(range.lowerBound >= end, "\(name): messages do not overlap")
        let kept = min(range.count, max(limits.messageBytes, 0))
        require(message.bytes.count == kept, "\(name): \(kept) bytes are kept")
        let source = bytes[range.lowerBound..<(range.lowerBound + kept)]
        require(message.bytes.elementsEqual(source), "\(name): the bytes stand at the offset")
        end = range.upperBound
      }
      let windowed = read(format, windowBytes: small, limits) ?? []
      require(windowed.count == whole.count, "\(name): as many messages in windows of \(small)")
      for (one, other) in zip(whole, windowed) {
        require(one == other, "\(name): the same in windows of \(small): \(one) \(other)")
      }
    }
  }

  /// Splitting exports of chats: the same messages whatever the window, inside the source; every message can be parsed.
  static let chats = FuzzTarget(name: "chats") { bytes in
    fill(bytes)
    let seed = bytes.reduce(bytes.count) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    let small = 1 + seed % 97 + bytes.count / 64
    var parser = MessageParser()
    var message = Message()
    for format in MailFormat.all {
      guard case .chat = format.syntax else { continue }
      var counts: [[Int]] = []
      for windowBytes in [1 << 20, small] {
        var places: [Int] = []
        do {
          var reader = try MessageReader(
            path: scratch.path, format: format, windowBytes: windowBytes)
          while let batch = try reader.next() {
            for slice in batch.messages {
              require(fits(slice.range, batch.bytes.count), "a message is inside its batch")
              places += [slice.offset, slice.length]
              parser.parse(
                batch.bytes.span.extracting(slice.range), as: slice.syntax, into: &message)
              for part in message.parts {
                let count =
                  part.encoding == .composed ? message.composed.bytes.count : slice.range.count
                require(fits(part.body, count), "\(format.name): a part is inside its text")
              }
            }
          }
        } catch {
          // Damage between messages; those before it were delivered.
        }
        counts.append(places)
      }
      require(counts[0] == counts[1], "\(format.name): the same in windows of \(small)")
    }
  }
}
