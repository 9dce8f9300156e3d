private import CICU

/// An open ICU converter, from the bytes of one charset to UTF-16 with offsets.
@safe struct Converter: ~Copyable {
  private let handle: OpaquePointer
  /// Bytes of the shortest character.
  let minBytes: Int
  /// Bytes of the longest character.
  let maxBytes: Int
  /// The charset's name.
  let name: String

  /// Opens a converter; nil when ICU has none of that name.
  init?(_ name: String) {
    var error = U_ZERO_ERROR
    // SAFETY: the name is lent for the call as a NUL-terminated copy.
    guard let opened = unsafe cicu_converter_open(name, &error), error.rawValue <= 0 else {
      return nil
    }
    unsafe handle = opened
    minBytes = unsafe Int(cicu_converter_min_bytes(opened))
    maxBytes = unsafe Int(cicu_converter_max_bytes(opened))
    self.name = name
  }

  deinit {
    // SAFETY: opened by init and closed only here.
    unsafe cicu_converter_close(handle)
  }

  /// Whether bytes of the ASCII range can mean something else after a shift or escape.
  var isStateful: Bool {
    let probe: [UInt8] = Array("Az 09\r\n~{+,-/<>=".utf8) + [0x1B, 0x24, 0x42, 0x30, 0x21]
    var units: [UInt16] = []
    var offsets: [Int32] = []
    convert(probe.span, into: &units, offsets: &offsets)
    return units != probe.map(UInt16.init)
  }

  /// Converts all bytes, from the initial state.
  ///
  /// `offsets` holds, for every UTF-16 unit, the offset
  /// of the byte that its character begins with. What is malformed becomes U+FFFD.
  func convert(_ bytes: Span<UInt8>, into units: inout [UInt16], offsets: inout [Int32]) {
    units.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    guard bytes.count > 0, bytes.count < Int(Int32.max) else { return }
    let chunk = min(bytes.count + 16, 1 << 14)
    unsafe cicu_converter_reset(handle)
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var source: UnsafePointer<CChar>? = unsafe base.assumingMemoryBound(to: CChar.self)
      let end = unsafe base.assumingMemoryBound(to: CChar.self) + buffer.count
      var isFinished = false
      while !isFinished {
        let before = units.count
        let consumed = unsafe source.map { unsafe buffer.count - $0.distance(to: end) } ?? 0
        units.append(contentsOf: repeatElement(0, count: chunk))
        offsets.append(contentsOf: repeatElement(-1, count: chunk))
        var error = U_ZERO_ERROR
        var produced = 0
        unsafe units.withUnsafeMutableBufferPointer { target in
          unsafe offsets.withUnsafeMutableBufferPointer { places in
            guard let targetBase = target.baseAddress, let placeBase = places.baseAddress else {
              return
            }
            var cursor: UnsafeMutablePointer<UInt16>? = unsafe targetBase + before
            // SAFETY: target and offsets hold `chunk` units past `before`; ICU writes no more
            // than that and moves source no further than `end`.
            unsafe cicu_to_utf16(
              handle, &cursor, targetBase + before + chunk, &source, end, placeBase + before, 1,
              &error)
            produced = unsafe cursor.map { unsafe targetBase.distance(to: $0) - before } ?? 0
          }
        }
        units.removeLast(chunk - produced)
        offsets.removeLast(chunk - produced)
        // ICU counts offsets from where this call's source began.
        if consumed > 0 {
          for index in before..<units.count where offsets[index] >= 0 {
            offsets[index] += Int32(truncatingIfNeeded: consumed)
          }
        }
        isFinished = error != U_BUFFER_OVERFLOW_ERROR || produced == 0
      }
    }
  }
}

/// A few open converters, the least recently used closed first.
struct ConverterCache: ~Copyable {
  private static let capacity = 6
  private var slots: [Slot] = []

  /// Holds a converter, which an array cannot hold itself.
  private final class Slot {
    let converter: Converter
    init(_ converter: consuming Converter) { self.converter = converter }
  }

  /// Converts `bytes` from the charset ICU calls `name`; false when there is none.
  mutating func convert(
    _ bytes: Span<UInt8>, from name: String, into units: inout [UInt16], offsets: inout [Int32]
  ) -> Bool {
    let slot: Slot
    if let index = slots.firstIndex(where: { $0.converter.name == name }) {
      slot = slots.remove(at: index)
    } else {
      guard let converter = Converter(name) else { return false }
      if slots.count >= Self.capacity { slots.removeFirst() }
      slot = Slot(converter)
    }
    slots.append(slot)
    slot.converter.convert(bytes, into: &units, offsets: &offsets)
    return true
  }
}
