// swift-tools-version: 6.2
import PackageDescription

// The package graph is the rule book: a target imports only what stands below it. Build with
// `--explicit-target-dependency-import-check error` (the Makefile does), so that an undeclared
// import is an error and not an accident of build order.

/// Settings of every Swift target: strict memory safety makes unsafe code visible to the compiler.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
]

/// `Native` is the one target that may hold unsafe code; everywhere else its warnings are errors.
let safe: [SwiftSetting] = strict + [.treatWarning("StrictMemorySafety", as: .error)]

/// What the static libarchive needs behind it, of all that it could be built with: the door asks for
/// zip, tar and 7z with these compressions, and nothing else of the library is linked.
let archiveLibraries: [LinkerSetting] = ["nettle", "lzma", "zstd", "bz2", "z"].map {
  .linkedLibrary($0, .when(platforms: [.linux]))
}

let package = Package(
  name: "Chaperone",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "chaperone", targets: ["chaperone"]),
    .library(
      name: "Chaperone",
      targets: [
        "Native", "Mail", "Documents", "Text", "People", "Lexicons", "Scanning", "Reports",
        "Filter", "Loading", "Fitting", "Store", "Reviews",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C doors.
    .systemLibrary(
      name: "CICU", pkgConfig: "icu-i18n",
      providers: [.apt(["libicu-dev"]), .brew(["icu4c"])]),
    .target(name: "CICUClasses", dependencies: ["CICU"]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CSodium", pkgConfig: "libsodium",
      providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .target(name: "CConfine"),
    .target(name: "CSIMD"),

    // The pipeline, from bytes to verdicts; Fitting stands above it and learns from labelled messages.
    .target(
      name: "Native",
      dependencies: [
        "CICU", "CICUClasses", "CPCRE2", "CSodium", "CSQLite", "CArchive", "CExpat", "CConfine",
        "CSIMD",
      ],
      swiftSettings: strict, linkerSettings: archiveLibraries),
    .target(name: "Mail", dependencies: ["Native"], swiftSettings: safe),
    .target(name: "Lexicons", dependencies: ["Native"], swiftSettings: safe),
    .target(name: "Documents", dependencies: ["Mail", "Native"], swiftSettings: safe),
    .target(name: "Text", dependencies: ["Documents", "Mail", "Native"], swiftSettings: safe),
    .target(name: "People", dependencies: ["Mail", "Native"], swiftSettings: safe),
    .target(
      name: "Scanning", dependencies: ["Text", "People", "Lexicons", "Mail", "Native"],
      swiftSettings: safe),
    .target(
      name: "Fitting", dependencies: ["Scanning", "Lexicons", "Mail", "Native"],
      swiftSettings: safe),
    .target(
      name: "Reports",
      dependencies: ["Scanning", "Text", "People", "Lexicons", "Mail", "Native"],
      // The page's style and script are in the binary: a report is one file that needs no other.
      resources: [.embedInCode("HTML/page.css"), .embedInCode("HTML/page.js")],
      swiftSettings: safe),
    .target(
      name: "Store", dependencies: ["Reports", "Scanning", "People", "Lexicons", "Mail", "Native"],
      exclude: ["README.md"], swiftSettings: safe),
    .target(
      name: "Reviews",
      dependencies: [
        "Reports", "Scanning", "People", "Lexicons", "Mail", "Native",
      ], swiftSettings: safe),
    .target(
      name: "Filter", dependencies: ["Scanning", "Lexicons", "Mail", "Native"], swiftSettings: safe),
    .target(
      name: "Loading", dependencies: ["Reports", "Scanning", "People", "Lexicons", "Native"],
      swiftSettings: safe),
    .executableTarget(
      name: "chaperone",
      dependencies: [
        "Loading", "Store", "Reviews", "Reports", "Filter", "Fitting", "Scanning", "People",
        "Lexicons",
        "Text", "Mail",
        "Native", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: safe),

    // Tests: one target for each of the above; CommandTests runs the built binary.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: safe),
    .testTarget(
      name: "NativeTests", dependencies: ["Native", "CSIMD", "TestSupport"], swiftSettings: safe),
    .testTarget(
      name: "MailTests", dependencies: ["Mail", "Native", "TestSupport"], swiftSettings: safe),
    .testTarget(
      name: "LexiconsTests", dependencies: ["Lexicons", "Native", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Mail", "Native", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "TextTests", dependencies: ["Text", "Mail", "Native", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "PeopleTests", dependencies: ["People", "Mail", "Native", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "ScanningTests",
      dependencies: ["Scanning", "Text", "People", "Lexicons", "Mail", "Native", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "FittingTests",
      dependencies: ["Fitting", "Scanning", "People", "Lexicons", "Mail", "Native", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Scanning", "Text", "People", "Lexicons", "Mail", "Native", "TestSupport",
      ],
      swiftSettings: safe),
    .testTarget(
      name: "ReviewsTests",
      dependencies: [
        "Reviews", "Reports", "Scanning", "People", "Lexicons", "Mail", "Native", "TestSupport",
      ],
      swiftSettings: safe),
    .testTarget(
      name: "FilterTests",
      dependencies: ["Filter", "Scanning", "Lexicons", "Mail", "Native", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "CommandTests", dependencies: ["chaperone", "TestSupport"], swiftSettings: safe),
  ],
  cxxLanguageStandard: .cxx17
)
