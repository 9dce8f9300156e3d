// Figures as reports print them.

/// Points with their sign.
public func signed(_ points: Int) -> String { points < 0 ? "\(points)" : "+\(points)" }

/// `1 message`, `2 messages`, with thousands set apart.
public func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// A number with commas between its thousands.
public func grouped(_ value: Int) -> String {
  var digits = "\(abs(value))"
  var groups: [String] = []
  while digits.count > 3 {
    groups.insert(String(digits.suffix(3)), at: 0)
    digits.removeLast(3)
  }
  groups.insert(digits, at: 0)
  return (value < 0 ? "-" : "") + groups.joined(separator: ",")
}

/// A number of bytes for people: `0 bytes`, `12.3 KB`, `4,200.0 MB`.
func size(_ bytes: Int) -> String {
  if bytes < 1_000 { return counted(bytes, "byte") }
  guard bytes < 1_000_000 else { return "\(megabytes(bytes)) MB" }
  let tenths = (bytes + 50) / 100
  return "\(grouped(tenths / 10)).\(tenths % 10) KB"
}

/// Millions of bytes with one decimal.
public func megabytes(_ bytes: Int) -> String {
  let tenths = (bytes + 50_000) / 100_000
  return "\(grouped(tenths / 10)).\(tenths % 10)"
}

/// A number with three decimals: `0.125`.
public func thousandths(_ value: Double) -> String {
  let thousandths = Int((min(max(value, -1e12), 1e12) * 1000).rounded())
  let fraction = "\(abs(thousandths) % 1000)"
  return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000)."
    + String(repeating: "0", count: 3 - fraction.count) + fraction
}
