public import Native

/// What a district says of itself in its `district.profile`.
public struct DistrictProfile: Sendable, Hashable {
  /// Whose a domain is.
  public enum DomainKind: String, Sendable, CaseIterable {
    case staff, student, guardian
    /// The district's own, such as a portal: anybody's role.
    case district
    case outside
  }

  /// A list address, or a pattern with `*`, and who reads it.
  public struct List: Sendable, Hashable {
    /// The address, lower-cased.
    public var pattern: String
    /// Who reads it; `unknown` for mixed lists.
    public var role: Role

    /// Creates a list.
    public init(pattern: String, role: Role) {
      self.pattern = pattern
      self.role = role
    }
  }

  /// Who a handle belongs to: somebody of the district by their address, or just a role.
  public enum HandleOwner: Sendable, Hashable {
    case address(String)
    case role(Role)
  }

  /// The kinds of roster.
  public enum RosterKind: String, Sendable, CaseIterable { case students, staff, guardians }

  /// A roster's file.
  public struct RosterFile: Sendable, Hashable {
    /// Whom it lists.
    public var kind: RosterKind
    /// Its path as written; relative ones start at the profile's folder.
    public var path: String
    /// The line of the profile that names it.
    public var line: Int
    /// The column there, in Unicode scalars from 1.
    public var column: Int
    /// The line as written.
    public var source: String
  }

  /// The index of a roster that was prepared elsewhere, and the file of its key.
  public struct IndexFile: Sendable, Hashable {
    /// The index's path as written; relative ones start at the profile's folder.
    public var path: String
    /// The key's path as written, likewise.
    public var key: String
    /// The line of the profile that names them.
    public var line: Int
    /// The column of the index's path there, in Unicode scalars from 1.
    public var column: Int
    /// The line as written.
    public var source: String
  }

  /// The district's name; empty when the profile has none.
  public var name = ""
  /// The policy that findings cite; nil for the shipped one.
  public var policy: String?
  /// The time zone; nil when the messages' own offsets are used.
  public var timeZone: ZoneRules?
  /// When school is in session.
  public var schoolHours: [SchoolHours] = []
  /// Days without school, both ends included.
  public var holidays: [ClosedRange<CalendarDay>] = []
  /// The district's domains, and others that it names.
  public var domains: [String: DomainKind] = [:]
  /// Chat services whose accounts are the district's (`domain parentsquare: district`).
  public var services: [String: DomainKind] = [:]
  /// Free-mail domains besides the built-in ones.
  public var personalMail: Set<String> = []
  /// Social networks besides the built-in ones.
  public var social: Set<String> = []
  /// The district's lists, in order; the first that fits counts.
  public var lists: [List] = []
  /// Duties of addresses, lower-cased.
  public var duties: [String: Set<String>] = [:]
  /// Who is behind handles of chat services and private numbers, by `Address.key`.
  public var handles: [String: HandleOwner] = [:]
  /// Addresses and patterns of the unions.
  public var unions: [String] = []
  /// The rosters' files, in order.
  public var rosters: [RosterFile] = []

  /// The index that stands for the rosters' files; nil when these are read themselves.
  public var rosterIndex: IndexFile?

  /// A profile that says nothing.
  public init() {}
}
