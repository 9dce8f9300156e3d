// swift-tools-version: 6.2
import PackageDescription

// The daemon, a package of its own: who builds Chaperone's command line needs no libmilter.

/// Settings of every Swift target: strict memory safety makes unsafe code visible to the compiler.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
]

/// `Milter` is the one target that may hold unsafe code; everywhere else its warnings are errors.
let safe: [SwiftSetting] = strict + [.treatWarning("StrictMemorySafety", as: .error)]

let chaperone: Target.Dependency = .product(name: "Chaperone", package: "Chaperone")

let package = Package(
  name: "ChaperoneMilter",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "chaperone-milter", targets: ["chaperone-milter"])],
  dependencies: [.package(name: "Chaperone", path: "../..")],
  targets: [
    // The door to libmilter (apt-get install libmilter-dev).
    .target(name: "CMilter", linkerSettings: [.linkedLibrary("milter")]),
    // libmilter, threads, signals and sockets as safe Swift.
    .target(name: "Milter", dependencies: ["CMilter"], swiftSettings: strict),
    // What is decided: configuration, directions, actions, overrides, counters, reloading.
    .target(name: "Gateway", dependencies: ["Milter", chaperone], swiftSettings: safe),
    .executableTarget(
      name: "chaperone-milter", dependencies: ["Gateway", "Milter", chaperone], swiftSettings: safe),
    .testTarget(
      name: "GatewayTests", dependencies: ["Gateway", "Milter", chaperone], swiftSettings: safe),
  ],
  cxxLanguageStandard: .cxx17
)
