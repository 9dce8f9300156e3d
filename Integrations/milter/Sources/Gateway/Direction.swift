public import Milter
public import People

/// Which way a message goes, as its envelope says: header fields can say anything.
public enum Direction: String, Sendable, Hashable, CaseIterable {
  /// Some recipient is outside the district.
  case outgoing
  /// From outside, and all recipients are the district's.
  case incoming
  /// From the district to the district.
  case `internal`

  /// The direction of a message.
  ///
  /// What comes from outside and goes on outside (a forward) is outgoing: it leaves the district.
  public init(of transaction: Transaction, in district: District) {
    let isLeaving = transaction.recipients.contains { !Self.isInside($0, district) }
    if isLeaving {
      self = .outgoing
    } else if let sender = transaction.sender, Self.isInside(sender, district) {
      self = .internal
    } else {
      self = .incoming
    }
  }

  /// Whether an address is the district's: of a domain that the profile calls `staff`, `student` or
  /// `district`, or without any domain, as local names are.
  public static func isInside(_ address: String, _ district: District) -> Bool {
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return true }
    let domain = address[address.index(after: at)...].lowercased()
    switch district.domainKind(domain) {
    case .staff, .student, .district: return true
    case .guardian, .outside, nil: return false
    }
  }
}
