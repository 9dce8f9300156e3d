extension MailFormat {
  /// A conversation of Instagram: Messenger's format under another roof.
  public static let instagram = MailFormat(
    .instagram, summary: "Instagram's direct messages (message_1.json)",
    recognizes: { head, path in Messenger.recognizes(head) && Messenger.isInstagram(path) },
    surroundings: { _, path, _ in Messenger.facts(of: path, .instagram) },
    split: { bytes, isFinal, state in
      JSONWalk.split(bytes, isFinal: isFinal, state: &state, by: Messenger.plan)
    })
}
