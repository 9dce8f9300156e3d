import Native

extension MailFormat {
  /// One's own messages of a channel, as Discord's data package had them until 2023.
  public static let discordPackage = MailFormat(
    .discordPackage, summary: "messages.csv of a Discord data package",
    recognizes: { head, _ in
      head.hasPrefix(ignoringCase: "ID,Timestamp,Contents,Attachments")
    },
    surroundings: { head, path, neighbours in
      var facts = Discord.facts(of: path, .discordPackage, &neighbours)
      facts.columns = MessageTable.facts(head, path, [:], service: .discordPackage).columns
      return facts
    },
    split: { bytes, isFinal, state in
      TableSplit.split(bytes, isFinal: isFinal, state: &state)
    })
}
