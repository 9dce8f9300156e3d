import Foundation
import Gateway
import Loading
import Milter
import Testing

/// A district of one rule in a temporary folder, and the daemon's parts on top of it.
final class Office {
  let folder: URL
  let counters = Counters()
  let log: EventLog
  let reloader: Reloader
  let gatekeeper: Gatekeeper

  static let lexicon = """
    lexicon own
    concern student
    clause 3.3
    rule fox
      about  Foxes.
      +90  quick fox
      hit    «quick fox»
      miss   slow fox
    rule hen
      about  Hens.
      +40  brown hen
      hit    «brown hen»
      miss   grey hen
    """

  /// Rules are not kept between runs of the tests.
  ///
  /// Said once, before any office looks: the environment can
  /// be changed safely only while nobody reads it.
  private static let isWithoutCache = unsafe setenv("CHAPERONE_CACHE", "off", 1) == 0

  /// An office with lines of its own in the configuration.
  init(_ lines: String, lexicon: String = Office.lexicon) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "gateway-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "Lexicons"), withIntermediateDirectories: true)
    #expect(Self.isWithoutCache)
    try Self.write(lexicon, folder.appending(path: "Lexicons/own.lexicon"))
    try Self.write(
      "domain inside.example staff\ndomain families.example guardian\n",
      folder.appending(path: "district.profile"))
    try Self.write(Self.configuration(lines, folder), folder.appending(path: "c.conf"))
    let loader = SnapshotLoader(path: folder.appending(path: "c.conf").path)
    log = EventLog(LogFile(path: folder.appending(path: "log").path), counters: counters)
    reloader = Reloader(
      loader, first: try loader.snapshot(generation: 0, isStrict: false), log: log,
      counters: counters)
    gatekeeper = Gatekeeper(
      reloader, pool: try #require(ScanPool(workers: 2)), log: log, counters: counters)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static func configuration(_ lines: String, _ folder: URL) -> String {
    """
    socket unix:\(folder.path)/socket
    lexicons \(folder.path)/Lexicons
    profile \(folder.path)/district.profile
    \(lines)
    """
  }

  static func write(_ text: String, _ file: URL) throws {
    try Data(text.utf8).write(to: file)
  }

  /// What becomes of a message.
  func reply(
    _ body: String, from sender: String? = "a@inside.example", to recipients: [String],
    fields: [(String, String)] = [], isAuthenticated: Bool = false
  ) -> Reply {
    let first = Transaction(client: Client(address: [192, 0, 2, 1]), limit: 0)
    guard case .read(let limit) = gatekeeper.begin(first) else { return Reply(.accept) }
    var transaction = Transaction(client: first.client, limit: limit)
    transaction.sender = sender
    transaction.recipients = recipients
    transaction.isAuthenticated = isAuthenticated
    transaction.queueID = "4XYZ"
    transaction.add(field: "Subject", value: Array(" animals".utf8))
    for (name, value) in fields { transaction.add(field: name, value: Array(" \(value)".utf8)) }
    transaction.endHeader()
    transaction.append(Array(body.utf8))
    return gatekeeper.judge(transaction)
  }

  /// The log's lines, as objects.
  func events() throws -> [[String: Any]] {
    let text = try String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
    return try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }
}
