// swift-tools-version: 6.2
import PackageDescription

// The fuzz targets, a package of their own: they need libFuzzer and coverage instrumentation of
// everything they call, so the whole graph is built again with `--sanitize=fuzzer` (`make fuzz`).
let package = Package(
  name: "ChaperoneFuzz",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "Chaperone", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [.product(name: "Chaperone", package: "Chaperone")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
