import Native

extension MailFormat {
  /// Files of an export that hold no messages: lists of people and channels, settings, counts.
  ///
  /// They are read for names where messages stand beside them, and are no problem by themselves.
  public static let companion = MailFormat(
    name: "companion", summary: "lists that come with an export and hold no messages",
    syntax: .json,
    recognizes: { head, path in Companion.recognizes(head, path) },
    split: { bytes, _, state in state.position = state.base + bytes.count })
}

/// What the files beside messages look like.
enum Companion {
  private static let names: Set<String> = [
    // Slack.
    "users.json", "org_users.json", "channels.json", "groups.json", "dms.json", "mpims.json",
    "integration_logs.json", "canvases.json", "lists.json", "huddle_transcripts.json",
    "file_conversations.json",
    // Google Chat.
    "group_info.json", "user_info.json",
    // Discord's package, GroupMe's.
    "channel.json", "index.json", "guild.json", "user.json", "conversation.json",
  ]

  static func recognizes(_ head: Span<UInt8>, _ path: FilePath) -> Bool {
    // Google Vault's lists, and the page with which a Takeout shows what is in it.
    if VaultCounts.isList(path) || path.name == "archive_browser.html" { return true }
    if path.name == "account.js", head.contains("window.YTD.account") { return true }
    var start = 0
    while start < head.count, head[start] <= 0x20 || head[start] >= 0xEF { start += 1 }
    guard start < head.count, head[start] == UInt8(ascii: "[") || head[start] == UInt8(ascii: "{")
    else { return false }
    if names.contains(path.name.description.lowercased()) { return true }
    // A day without messages.
    return head.count < 64 && String(utf8: head).filter { !$0.isWhitespace } == "[]"
  }
}
