import Glibc
import Native
import Stages

/// The gate: measures every stage, prints one table, and fails when a stage got worse.
///
/// - `gate marked` runs every stage for callgrind.
/// - `gate times FILE` measures times and keeps in FILE the best of this and earlier processes: how a
///   process's memory happens to lie makes some stages a fifth slower or faster.
/// - `gate check|update BASELINES TIMES [COUNTS]` compares with the files in the folder BASELINES, or writes
///   them; TIMES is what `times` kept, COUNTS what callgrind counted. It ends with 1 when a count is worse,
///   with 3 when only times are.
@main
struct Gate {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do throws(FileError) {
      let material = try Material.usual()
      switch (arguments.first, arguments.count) {
      case ("marked", 1):
        var runner = StageRunner(material)
        for stage in Stage.allCases { runner.runMarked(stage) }
      case ("times", 2):
        let file = FilePath(arguments[1])
        var times = try Times(file)
        times.measure(material)
        try times.write(to: file)
      case ("check", 3...4), ("update", 3...4):
        let results = Results(
          material, try Times(FilePath(arguments[2])),
          try arguments.count == 4 ? Counted(FilePath(arguments[3])) : nil)
        try judge(results, FilePath(arguments[1]), updates: arguments[0] == "update")
      default:
        print("bench: gate marked | times FILE | check|update BASELINES TIMES [COUNTS]")
        exit(2)
      }
    } catch {
      print("bench: \(error)")
      exit(2)
    }
  }

  /// Compares with the baselines, or writes them.
  private static func judge(
    _ results: Results, _ folder: FilePath, updates: Bool
  ) throws(FileError) {
    var baselines = try Baselines(in: folder)
    let kind = Machine.kind
    let processor = try Machine.processor()
    let counts = baselines.counts[kind] ?? [:]
    let times = baselines.times[processor] ?? [:]
    Table.show(results, beside: times)
    if updates {
      baselines.times[processor] = results.times.walks
      baselines.counts[kind] = results.counts(keeping: counts)
      try baselines.write(to: folder)
      print("bench: the baselines were written anew for \(kind) and \(processor)")
      return
    }
    if counts.isEmpty {
      print("bench: no counts for \(kind); `make bench UPDATE=1` records them")
    }
    if times.isEmpty {
      print("bench: no times for \(processor); `make bench UPDATE=1` records them")
    }
    if !results.hasInstructions {
      print("bench: valgrind is not installed, so times and allocations alone decide")
    }
    let changes = results.changes(from: counts, times)
    for change in changes.better { print("better: \(change)") }
    for change in changes.worseCounts + changes.worseTimes { print("WORSE: \(change)") }
    if !changes.worseCounts.isEmpty || !changes.worseTimes.isEmpty {
      print("bench: FAILED; Benchmarks/README.md says how to read this")
      exit(changes.worseCounts.isEmpty ? 3 : 1)
    }
    if !changes.better.isEmpty {
      print("bench: keep what was gained with `make bench UPDATE=1`")
    }
    print("bench: passed, nothing got worse")
  }
}
