// swift-tools-version: 6.2
import PackageDescription

// The benchmarks, a package of their own: who uses or builds Chaperone never resolves or builds the
// benchmark library. See README.md for what is measured and how the gate works.

/// The settings of the package that is measured; unsafe code is an error in every Swift target.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

let chaperone: Target.Dependency = .product(name: "Chaperone", package: "Chaperone")

let package = Package(
  name: "ChaperoneBenchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "Chaperone", path: ".."),
    // Without traits: the interposers of its default traits are packages of their own.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // Clock, yardstick and allocation counter: what Swift cannot do without unsafe code.
    .target(name: "CMeter"),
    // Mail and phrases to measure on, made from a seed.
    .target(name: "Corpus", dependencies: [chaperone], swiftSettings: strict),
    // Every stage of the pipeline as a closure over prepared input.
    .target(name: "Stages", dependencies: ["Corpus", "CMeter", chaperone], swiftSettings: strict),
    // The stages as suites of the benchmark library.
    .executableTarget(
      name: "Suites",
      dependencies: ["Stages", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/Suites", swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // The table and the comparison with the committed baselines.
    .executableTarget(
      name: "gate", dependencies: ["Stages", "CMeter", "Corpus", chaperone], swiftSettings: strict),
    // Chaperone's half of the comparison with other programs.
    .executableTarget(
      name: "peers", dependencies: ["Stages", "CMeter", "Corpus", chaperone], swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
