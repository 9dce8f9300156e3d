public import Native

/// The services whose exports are read.
public enum ChatService: String, Sendable, CaseIterable {
  case slack, whatsapp
  case smsBackup = "sms-backup"
  case googleChat = "google-chat"
  case teams, messenger, instagram, telegram
  case telegramPage = "telegram-html"
  case discord
  case discordPackage = "discord-csv"
  case snapchat
  case twitter = "x"
  case googleVoice = "google-voice"
  case groupMe = "groupme"
  case skype
  case signal, imessage, csv

  /// The medium of its messages.
  var channel: Message.Channel {
    switch self {
    case .smsBackup, .googleVoice, .imessage: .sms
    case .messenger, .instagram, .snapchat, .twitter: .social
    default: .chat
    }
  }

  /// What stands before the colon of its handles: `discord:kyra`.
  var prefix: String {
    switch self {
    case .smsBackup: "sms"
    case .googleChat: "gchat"
    case .messenger: "facebook"
    case .telegramPage: "telegram"
    case .discordPackage: "discord"
    case .googleVoice: "voice"
    case .csv: "chat"
    default: rawValue
    }
  }
}

/// Somebody whom an export knows by an id of its own.
public struct ChatPerson: Sendable, Hashable {
  /// How reports and rosters know them.
  public var mailbox: Mailbox
  /// The time zone that the service has for them; nil when it has none.
  var zone: ZoneRules?

  init(_ mailbox: Mailbox, zone: ZoneRules? = nil) {
    self.mailbox = mailbox
    self.zone = zone
  }
}

/// What an export tells around its messages: which conversation they are of, and who is in it.
///
/// Readers make one for many messages, and parsers look names up in it. It never changes, so that
/// workers share it.
public final class Conversation: Sendable, Hashable {
  let facts: ConversationFacts

  init(_ facts: ConversationFacts) { self.facts = facts }

  /// The service.
  public var service: ChatService { facts.service }

  /// Whether the two are one object: what is told around messages is compared nowhere else.
  public static func == (one: Conversation, other: Conversation) -> Bool { one === other }

  /// Hashes which object it is.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// What a conversation is made of.
struct ConversationFacts: Sendable {
  let service: ChatService
  /// What tells it from the others of its source; empty when nothing does.
  var id = ""
  /// What people call it.
  var title = ""
  /// Everybody who is in it, as far as the export says.
  var participants: [Mailbox] = []
  /// People by the export's own ids.
  var people: [String: ChatPerson] = [:]
  /// Whose export it is, where it says so.
  var owner: Mailbox?
  /// In which order its dates have the day and the month.
  var dayOrder = DayOrder.dayFirst
  /// Which column of a table says what, by its number.
  var columns: [ChatColumn: Int] = [:]
  /// The columns' separator.
  var separator = UInt8(ascii: ",")

  init(_ service: ChatService) { self.service = service }

  /// The most people that a message is said to go to: a channel may have thousands.
  static let mostRecipients = 200

  /// Everybody but the sender.
  func recipients(besides sender: Mailbox?) -> [Mailbox] {
    var result: [Mailbox] = []
    for mailbox in participants where mailbox.address != sender?.address || sender == nil {
      guard result.count < Self.mostRecipients else { break }
      result.append(mailbox)
    }
    return result
  }

  /// Somebody by a name that is all the export has of them.
  func person(named name: String) -> Mailbox {
    if let known = people[name] { return known.mailbox }
    return Mailbox(name: name, address: "\(service.prefix):\(name)")
  }

  /// Adds somebody unless they are in it already.
  mutating func join(_ mailbox: Mailbox) {
    guard participants.count < 10_000,
      !participants.contains(where: { $0.address == mailbox.address })
    else { return }
    participants.append(mailbox)
  }
}

/// In which order a date has its day and its month; a year of four digits in front decides for itself.
enum DayOrder: Sendable { case dayFirst, monthFirst }

/// What a column of a table of messages says.
public enum ChatColumn: String, Sendable, CaseIterable {
  case id, date, from, to, body, conversation, attachment
  case name
}
