import Corpus
import Glibc
import Mail
import Native
import Stages

/// Chaperone's half of the comparison with other programs; `Benchmarks/Peers/run` drives it.
///
/// All files stand in one folder: `messages` and `texts` (records), `rules.tsv` and `names.tsv`.
@main
struct Peers {
  private static let usage = """
    peers mail FOLDER [MBOX…]        messages, texts, check.eml; without files from the seeded corpus
    peers rules FOLDER LEXICONS|TSV  rules.tsv, names.tsv, patterns.txt
    peers match FOLDER LEXICONS|TSV [PAIRS]
    peers phrases FOLDER COUNT       phrases-COUNT.tsv, and the time and hits of so many phrases
    peers stages FOLDER              every reading stage beside the yardstick

    """

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else { return refuse() }
    let folder = FilePath(arguments[1])
    do throws(FileError) {
      switch (arguments[0], arguments.count) {
      case ("mail", _): try Exchange.writeMail(to: folder, from: Array(arguments.dropFirst(2)))
      case ("rules", 3): try PeerRules(arguments[2]).write(to: folder)
      case ("match", 3...4):
        let pairs = arguments.count == 4 ? FilePath(arguments[3]) : nil
        try Matching.run(try PeerRules(arguments[2]), in: folder, pairs: pairs)
      case ("phrases", 3):
        guard let count = Int(arguments[2]) else { return refuse() }
        try PhraseSets.run(count, in: folder)
      case ("stages", 2): try stages(folder)
      default: refuse()
      }
    } catch {
      print("peers: \(error)")
      exit(1)
    }
  }

  private static func refuse() {
    print(usage)
    exit(2)
  }

  /// The most mail that the stages are measured on.
  private static let stageBytes = 8 << 20

  private static func stages(_ folder: FilePath) throws(FileError) {
    let records = try Exchange.records(of: folder.appending("messages"))
    var mbox: [UInt8] = []
    // Evenly from all of it, since each file holds mail of its own kind.
    let step = max(1, records.bytes.count / stageBytes)
    for index in stride(from: 0, to: records.ranges.count, by: step) {
      let range = records.ranges[index]
      mbox += Array("From peer@office.example Tue Mar 10 09:00:00 2026\n".utf8)
      mbox += records.bytes[range]
      mbox += [0x0A, 0x0A]
    }
    let material = try Material(mbox: mbox, lexicons: ShippedLexicons.folder)
    var runner = StageRunner(material)
    let stages: [Stage] = [
      .split, .mime, .quotedPrintable, .base64, .charset, .html, .plain, .fold, .phrases, .patterns,
    ]
    for stage in stages where material.bytes(of: stage) > 1_000 {
      var timing = Timing()
      let bytes = material.bytes(of: stage)
      for _ in 0..<15 { runner.addPair(of: stage, bytes: bytes, to: &timing) }
      let speed = Int(Double(bytes) * 1000 / timing.time)
      let faster = Int(100 / timing.ratio)
      print("\(stage.name)\t\(stage.input)\t\(speed)\t\(faster / 100).\(faster % 100 / 10)")
    }
  }
}
