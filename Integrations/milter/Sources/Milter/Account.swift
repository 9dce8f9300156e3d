private import Glibc

/// Users, groups and what belongs to them.
public enum Account {
  /// Why a user or group cannot be used.
  public struct Problem: Error, Sendable {
    /// What is wrong, in a sentence.
    public var sentence: String

    /// Creates a problem.
    public init(sentence: String) { self.sentence = sentence }
  }

  /// Whether the process may become another user.
  public static var isRoot: Bool { geteuid() == 0 }

  /// Becomes a user with that user's groups, for good.
  ///
  /// - Throws: A problem when there is no such user, or the system does not let it happen.
  public static func become(_ name: String) throws(Problem) {
    // SAFETY: no other thread asks for users yet; the record is read before the next call.
    guard let entry = unsafe getpwnam(name) else {
      throw Problem(sentence: "there is no user '\(name)'")
    }
    let user = unsafe entry.pointee.pw_uid
    let group = unsafe entry.pointee.pw_gid
    if geteuid() == user && user != 0 { return }
    guard unsafe initgroups(name, group) == 0, setgid(group) == 0, setuid(user) == 0 else {
      throw Problem(sentence: "cannot become the user '\(name)': \(reason)")
    }
    // A process that could go back would have dropped nothing.
    if user != 0, setuid(0) == 0 {
      throw Problem(sentence: "the rights of root could not be given up")
    }
  }

  /// Gives a file to a user and a group (nil: as they are), with a mode.
  public static func give(
    _ path: String, toUser user: String?, group: String?, mode: UInt32
  ) throws(Problem) {
    var owner = uid_t.max
    var owners = gid_t.max
    if let user {
      // SAFETY: as above.
      guard let entry = unsafe getpwnam(user) else {
        throw Problem(sentence: "there is no user '\(user)'")
      }
      owner = unsafe entry.pointee.pw_uid
      owners = unsafe entry.pointee.pw_gid
    }
    if let group {
      // SAFETY: as above.
      guard let entry = unsafe getgrnam(group) else {
        throw Problem(sentence: "there is no group '\(group)'")
      }
      owners = unsafe entry.pointee.gr_gid
    }
    guard unsafe owner == uid_t.max && owners == gid_t.max || chown(path, owner, owners) == 0 else {
      throw Problem(sentence: "\(path): cannot be given to its user and group: \(reason)")
    }
    guard unsafe chmod(path, mode_t(mode)) == 0 else {
      throw Problem(sentence: "\(path): its mode cannot be set: \(reason)")
    }
  }

  private static var reason: String { unsafe String(cString: strerror(errno)) }
}
