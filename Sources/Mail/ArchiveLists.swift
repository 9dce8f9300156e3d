import Native

/// The lists of people that an archive has beside its messages, found before the messages are read.
///
/// In an archive a list may stand behind the messages that need it, and cannot be asked for by name. So the archive is
/// gone through once more, and what is a list by its name is kept, up to `Limits.listBytes`. In a zip or a
/// tar everything else is passed over; what is compressed as a whole has to be unpacked for that, up to what may be unpacked
/// of such an archive anyway.
struct ArchiveLists: Sendable {
  private var contents: [FilePath: [UInt8]] = [:]
  /// Why lists are missing, when a limit was met; what is damaged or encrypted, reading the archive tells.
  private(set) var problem: String?

  /// The names of such lists.
  private static let names: Set<String> = [
    // Slack.
    "users.json", "org_users.json", "channels.json", "groups.json", "dms.json", "mpims.json",
    // Google Chat, Discord, GroupMe, X.
    "group_info.json", "channel.json", "user.json", "conversation.json", "account.js",
  ]

  /// Goes through an archive that lies at `path`.
  init(in reader: ArchiveReader, at path: FilePath, limits: Limits) {
    var kept = 0
    var passed = 0
    let most = ArchiveInput.most(of: reader, limits: limits)
    do throws(ArchiveError) {
      while let entry = try reader.next() {
        guard !reader.isSingle else { return }
        if reader.kind != .zip { passed += min(entry.size ?? 0, most) }
        guard passed <= most else {
          problem =
            "lists of people that may stand in it were not looked for: it unpacks to too much"
          return
        }
        guard entry.isFile, !entry.isEncrypted, !ArchiveWalk.isHidden(entry.name) else { continue }
        let name = FilePath(entry.name)
        guard Self.names.contains(name.name.description) else { continue }
        let list = reader.contents(limit: limits.listBytes - kept)
        guard !list.isCut else {
          problem =
            "its lists of people are longer than \(limits.listBytes) bytes, and people have their ids for names: unpack it"
          return
        }
        kept += list.bytes.count
        contents[path.appending(name)] = list.bytes
      }
    } catch {
      // The walk meets the same damage and tells it.
      return
    }
  }

  /// The content of a list; nil when there is none of that name.
  subscript(path: FilePath) -> [UInt8]? { contents[path] }
}
