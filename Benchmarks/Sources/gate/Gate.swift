import Glibc
import Native
import Stages

/// The gate: measures every stage, prints one table, and fails when a stage got worse.
///
/// `gate check|update BASELINES [COUNTS]` compares with the files in the folder BASELINES, or writes
/// them; COUNTS holds what callgrind counted. `gate marked` runs every stage for callgrind.
@main
struct Gate {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    do throws(FileError) {
      let material = try Material.usual()
      switch arguments.first {
      case "marked":
        var runner = StageRunner(material)
        for stage in Stage.allCases { runner.runMarked(stage) }
      case "check", "update":
        guard arguments.count == 2 || arguments.count == 3 else { return usage() }
        let folder = FilePath(arguments[2])
        let counts = arguments.count == 3 ? FilePath(arguments[3]) : nil
        let passes = try run(
          material, folder: folder, counts: counts, updates: arguments.first == "update")
        if !passes { exit(1) }
      default: usage()
      }
    } catch {
      print("bench: \(error)")
      exit(2)
    }
  }

  private static func usage() {
    print("bench: gate marked | gate check|update BASELINES [COUNTS]")
    exit(2)
  }

  /// Measures; answers whether nothing got worse.
  private static func run(
    _ material: Material, folder: FilePath, counts: FilePath?, updates: Bool
  ) throws(FileError) -> Bool {
    var baselines = try Baselines(in: folder)
    let kind = Machine.kind
    let processor = try Machine.processor()
    var session = Session(material, counted: try counts.map(Counted.init))
    session.measureTimes(of: Stage.allCases)
    let known = baselines.times[processor] ?? [:]
    if !updates {
      // A busy machine makes a stage slow for a while, a change for good.
      for _ in 0..<Session.moreTries {
        let slow = session.slower(than: known)
        if slow.isEmpty { break }
        session.measureTimes(of: slow)
      }
    } else {
      for _ in 0..<Session.moreTries / 2 { session.measureTimes(of: Stage.allCases) }
    }
    Table.show(session, beside: known)
    if updates {
      baselines.times[processor] = session.times
      baselines.counts[kind] = session.counts(keeping: baselines.counts[kind] ?? [:])
      try baselines.write(to: folder)
      print("bench: the baselines in \(folder) were written anew for \(kind) and \(processor)")
      return true
    }
    if baselines.counts[kind] == nil {
      print("bench: no counts for \(kind); `make bench UPDATE=1` records them")
    }
    if known.isEmpty {
      print("bench: no times for \(processor); `make bench UPDATE=1` records them")
    }
    if counts == nil {
      print("bench: without valgrind no instructions are counted; times and allocations decide")
    }
    let changes = session.changes(from: baselines.counts[kind] ?? [:], known)
    for change in changes.better { print("better: \(change)") }
    for change in changes.worse { print("WORSE: \(change)") }
    if !changes.better.isEmpty, changes.worse.isEmpty {
      print("bench: keep what was gained with `make bench UPDATE=1`")
    }
    print(
      changes.worse.isEmpty
        ? "bench: passed, nothing got worse" : "bench: FAILED, see Benchmarks/README.md")
    return changes.worse.isEmpty
  }
}
