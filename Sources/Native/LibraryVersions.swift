private import CICU
private import CPCRE2

/// ICU's version, as its headers name it.
let icuVersion: String = {
  // SAFETY: a string literal of the header.
  unsafe String(cString: cicu_version())
}()

/// PCRE2's version, as the library answers.
let pcre2Version: String = {
  var buffer = [CChar](repeating: 0, count: 64)
  let length = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
    // SAFETY: PCRE2_CONFIG_VERSION writes less than 64 bytes with its final zero.
    unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), bytes.baseAddress)
  }
  let text = buffer.prefix(max(0, Int(length) - 1)).map { UInt8(bitPattern: $0) }
  return String(decoding: text, as: UTF8.self)
}()
