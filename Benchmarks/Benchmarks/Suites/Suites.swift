// One suite a stage, for a closer look than the gate's table: percentiles, samples, comparisons of two
// baselines. Its library's own counts of allocations and references need traits that are left out
// (they stay zero, and its hooks crash under Swift 6.3), so allocations come from this package's meter.
import Benchmark
import Corpus
import Native
import Stages

let benchmarks: @Sendable () -> Void = {
  let walks = BenchmarkMetric.custom("Time, in thousandths of the yardstick's")
  let speed = BenchmarkMetric.custom("MB/s", polarity: .prefersLarger)
  let allocations = BenchmarkMetric.custom("Allocations")
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, speed, walks, allocations], warmupIterations: 2,
    maxDuration: .seconds(1), maxIterations: 30,
    thresholds: [
      speed: .init(relative: [.p50: 15]), walks: .init(relative: [.p50: 15]),
      allocations: .init(relative: [.p50: 3]),
    ])

  let material: Material
  do throws(FileError) {
    material = try Material.usual()
  } catch {
    fatalError("no rules: \(error)")
  }
  for stage in Stage.allCases {
    let bytes = material.bytes(of: stage)
    Benchmark(stage.name, configuration: configuration) { benchmark in
      var runner = StageRunner(material)
      benchmark.measurement(allocations, runner.allocations(of: stage))
      var timing = Timing()
      for _ in 0..<3 { runner.addPair(of: stage, bytes: bytes, to: &timing) }
      benchmark.measurement(walks, Int(timing.ratio * 1000))
      benchmark.measurement(speed, Int(Double(bytes) * 1000 / timing.time))
      benchmark.startMeasurement()
      blackHole(runner.run(stage))
      benchmark.stopMeasurement()
    }
  }
}
