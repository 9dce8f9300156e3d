import ArgumentParser
import Filter
import Native
import People

/// `chaperone roster`: rosters for machines on which the district's files do not lie.
struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "Prepare the district's rosters for the machine that scans.",
    subcommands: [Build.self])

  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the index of a profile's rosters, sealed with a key.",
      discussion: """
        The profile names the rosters' files. The index and the key, both readable by their owner \
        alone, go to the machine that scans, whose profile says: roster index INDEX key KEYFILE. \
        Nothing in the index can be read without the key. The same key may be used again.
        """)

    @Option(help: "The district profile. Without it: $CHAPERONE_PROFILE.")
    var profile: String?

    @Option(help: ArgumentHelp("The index to write.", valueName: "index"))
    var out: String

    @Option(
      help: ArgumentHelp(
        "The file of the key, made when it is missing. Without it: the index's name and .key.",
        valueName: "key-file"))
    var key: String?

    func run() throws {
      try exit {
        guard let path = profile ?? Host.environment("CHAPERONE_PROFILE") else {
          throw Failure.usage("which profile? name it with --profile")
        }
        let bytes: [UInt8]
        do throws(FileError) {
          bytes = try FileReader.contents(of: FilePath(path), limit: 1 << 24)
        } catch {
          throw Failure.configuration(error.sentence)
        }
        let parser = ProfileParser(bytes.span, path: path)
        guard !parser.profile.rosters.isEmpty || !parser.diagnostics.isEmpty else {
          throw Failure.configuration(
            "\(path): the profile names no roster; add a line such as: roster students students.csv"
          )
        }
        let keyPath = key ?? out + ".key"
        let (secret, isNew) = try Self.secret(keyPath)
        let prepared = District.prepare(parser, profile: path, key: secret) { file in
          try FileReader.contents(of: FilePath(file), limit: 256 << 20)
        }
        for diagnostic in prepared.diagnostics { Standard.note(diagnostic.rendered + "\n") }
        guard let index = prepared.index else {
          throw Failure.configuration("\(path): the rosters have mistakes; no index was written")
        }
        var file = try OutputFile(replacing: FilePath(out))
        try file.append(index.span)
        try file.close()
        let counts = prepared.counts.map { "\($0.count) \(Self.noun($0.role))" }
        var output = OutputFile.standardOutput()
        try output.append("\(out): \(counts.joined(separator: ", "))\n")
        if isNew {
          try output.append("\(keyPath): a new key; keep it apart from the index\n")
        }
        try output.flush()
        return .nothing
      }
    }

    /// The key of a file, which is made when it is missing.
    private static func secret(_ path: String) throws(Failure) -> (key: KeyFile, isNew: Bool) {
      do throws(KeyFile.Problem) {
        return (try KeyFile(contentsOf: FilePath(path)), false)
      } catch {
        guard case .unreadable(let missing) = error, missing.isMissing else {
          throw .configuration("\(path): \(error.reason); \(error.rosterHint)")
        }
      }
      do throws(FileError) {
        return (try KeyFile(creating: FilePath(path)), true)
      } catch {
        throw .inputOutput(error.sentence)
      }
    }

    private static func noun(_ role: Role) -> String {
      switch role {
      case .student: "students"
      case .staff: "staff"
      case .guardian: "guardians"
      case .outside, .unknown: "others"
      }
    }
  }
}
