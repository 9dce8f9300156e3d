import Lexicons
import Native

/// A ruleset's policy: what a report cites, and most messages need nothing of.
enum KeptPolicy: Sendable {
  case read(Policy?)
  /// In a compiled file; without bytes there is none.
  case flat(FlatArray<UInt8>)

  /// The policy, read each time when it is in a file; nil when there is none, or it is damaged.
  var policy: Policy? {
    switch self {
    case .read(let policy): return policy
    case .flat(let flat):
      guard flat.count > 0 else { return nil }
      var bytes: [UInt8] = []
      bytes.append(flat.span, in: 0..<flat.count)
      var reader = FlatReader(bytes)
      let policy = reader.policy()
      return reader.isDamaged || reader.left > 0 ? nil : policy
    }
  }

  /// A policy as `flat` has it.
  static func bytes(of policy: Policy?) -> [UInt8] {
    guard let policy else { return [] }
    var writer = FlatWriter()
    writer.write(policy)
    return writer.bytes
  }
}
