/// Which build of the program runs, so that it never reads what another one prepared.
public enum BuildIdentity {
  /// A number that changes whenever the executable is replaced.
  ///
  /// It is made of the file's place, length and times: reading a hash that the linker left would take
  /// longer, and tells no two builds apart that these do not.
  public static let current: UInt64 = FileVersion(of: "/proc/self/exe")?.number ?? 0
}
