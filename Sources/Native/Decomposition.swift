private import CICUClasses

/// Canonical decomposition (NFD): letters and their marks apart, as some systems write them.
public enum Decomposition {
  /// The bytes of `text` with every composed letter taken apart; `text` itself where ICU cannot.
  public static func of(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count < Int(Int32.max) / 16 else { return bytes }
    // No letter becomes longer than this.
    var result = [UInt8](repeating: 0, count: bytes.count * 4 + 16)
    let length = unsafe bytes.withUnsafeBytes { source in
      unsafe result.withUnsafeMutableBytes { target in
        // SAFETY: ICU reads `count` bytes of the one and writes at most `count` bytes of the other.
        guard let from = source.baseAddress, let to = target.baseAddress else { return -1 }
        return unsafe Int(
          cicu_decompose(
            from.assumingMemoryBound(to: CChar.self), Int32(source.count),
            to.assumingMemoryBound(to: CChar.self), Int32(target.count)))
      }
    }
    guard length >= 0, length <= result.count else { return bytes }
    result.removeLast(result.count - length)
    return result
  }
}
