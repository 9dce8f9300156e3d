import Native

/// What the machine is, as far as costs depend on it.
enum Machine {
  /// What counts depend on.
  static var kind: String {
    #if arch(x86_64)
      let architecture = "x86_64"
    #elseif arch(arm64)
      let architecture = "arm64"
    #else
      let architecture = "another processor"
    #endif
    #if os(Linux)
      return architecture + " Linux"
    #else
      return architecture
    #endif
  }

  /// What times depend on: the processor's maker, family and model.
  static func processor() throws(FileError) -> String {
    let bytes = try FileReader.contents(of: "/proc/cpuinfo", limit: 1 << 20)
    var facts: [Substring: Substring] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      let name = halves[0].prefix { $0 != "\t" }
      if facts[name] == nil { facts[name] = halves[1].dropFirst() }
    }
    return ["vendor_id", "cpu family", "model", "model name", "CPU implementer", "CPU part"]
      .compactMap { facts[$0] }.joined(separator: " ")
  }
}
