// swift-tools-version: 6.2
import PackageDescription

/// Language rules that hold in every room.
let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A room of the house: what it may import of ours stands here and in `Tests/HouseTests`.
func room(
  _ name: String, ours: [Target.Dependency] = [], others: [Target.Dependency] = [], exclude: [String] = [],
  resources: [Resource]? = nil
) -> Target {
  .target(name: name, dependencies: ours + others, exclude: exclude, resources: resources, swiftSettings: rules)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: rules)
}

let package = Package(
  name: "polder",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "PolderClient", targets: ["PolderClient", "PolderCore", "PolderCrypto", "PolderTransport"]),
    .library(name: "PolderAlgorithm", targets: ["PolderAlgorithm"]),
    .executable(name: "polder", targets: ["polder"]),
    .executable(name: "polder-shim", targets: ["polder-shim"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    .systemLibrary(name: "CCrypt", path: "Sources/CCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CMalloc", path: "Sources/CMalloc"),
    room("PolderCore", others: [collections]),
    room("PolderCrypto", ours: ["PolderCore"], others: [crypto, cryptoExtras]),
    room("PolderRealtime", ours: ["PolderCore"], others: [deque, nioCore, nioPosix, nioHTTP1, nioSSL, nioWebSocket]),
    room(
      "PolderTransport", ours: ["PolderCore"], others: [asyncHTTPClient, logging, nioCore, nioHTTP1, nioPosix, nioSSL]),
    room("PolderData", ours: ["PolderCore"]),
    room(
      "PolderClient", ours: ["PolderCore", "PolderCrypto", "PolderRealtime", "PolderTransport"], others: [logging]),
    room("PolderPrompt", ours: ["PolderCore", "PolderCrypto", "PolderTransport", "PolderClient"]),
    room("PolderAlgorithm", ours: ["PolderCore", "PolderData", "PolderTransport"]),
    room("PolderStatistics", ours: ["PolderCore", "PolderData", "PolderAlgorithm"]),
    room("PolderSQL"),
    room("PolderSQLite", ours: ["PolderSQL"], others: [grdb, grdbSQLite]),
    .systemLibrary(name: "CLibPQ", path: "Sources/CLibPQ"),
    room("PolderPostgres", ours: ["PolderSQL", "CLibPQ"], others: [deque]),
    room("PolderPassword", ours: ["CCrypt"]),
    room(
      "PolderHTTP", ours: ["PolderCore", "PolderRealtime", "PolderSQL"],
      others: [
        hummingbird, hummingbirdCore, httpTypes, logging, nioCore, nioPosix, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1,
        nioSSL, nioWebSocket,
      ]),
    .target(name: "CCurl", path: "Sources/CCurl"),
    room(
      "PolderService", ours: ["CCurl", "PolderCore", "PolderSQL"],
      others: [crypto, lifecycle, logging, unixSignals, yams]),
    room(
      "PolderServer",
      ours: [
        "PolderCore", "PolderCrypto", "PolderRealtime", "PolderTransport", "PolderSQL", "PolderSQLite",
        "PolderPostgres",
        "PolderPassword", "PolderHTTP", "PolderService",
      ],
      others: [
        asyncHTTPClient, crypto, cryptoExtras, hummingbird, lifecycle, logging, nioCore, nioHTTP1, nioPosix, httpTypes,
      ]),
    room(
      "PolderNode",
      ours: [
        "PolderCore", "PolderCrypto", "PolderRealtime", "PolderTransport", "PolderData", "PolderSQL", "PolderSQLite",
        "PolderPostgres", "PolderHTTP", "PolderService",
      ],
      others: [
        crypto, hummingbird, lifecycle, logging, nioCore, nioHTTP1, nioPosix, httpTypes, subprocess, systemPackage,
      ]),
    room(
      "PolderTesting",
      ours: [
        "PolderCore", "PolderTransport", "PolderClient", "PolderSQL", "PolderPostgres", "PolderHTTP", "PolderService",
        "PolderServer", "PolderNode",
      ],
      others: [logging, nioCore, nioPosix, nioSSL, subprocess, systemPackage]),
    room(
      "PolderDemo", ours: ["PolderCore", "PolderData", "PolderClient", "PolderStatistics"],
      others: [subprocess, systemPackage], exclude: ["Resources/lung.md"],
      resources: [.embedInCode("Resources/lung.csv")]),
    .executableTarget(
      name: "polder",
      dependencies: [
        "PolderCore", "PolderCrypto", "PolderTransport", "PolderAlgorithm", "PolderStatistics", "PolderClient",
        "PolderPrompt", "PolderServer", "PolderNode", "PolderService", "PolderPassword", "PolderDemo", "CMalloc",
        argumentParser, logging, unixSignals,
      ], swiftSettings: rules),
    .executableTarget(
      name: "polder-bare", dependencies: [argumentParser, hummingbird, nioCore], swiftSettings: rules),
    .executableTarget(
      name: "polder-meter",
      dependencies: [
        "PolderCore", "PolderCrypto", "PolderTransport", "PolderClient", argumentParser, asyncHTTPClient, nioCore,
        nioHTTP1,
      ], swiftSettings: rules),
    .target(name: "CShim", path: "Sources/CShim"),
    .executableTarget(
      name: "polder-shim", dependencies: ["CShim"], swiftSettings: rules,
      linkerSettings: [.unsafeFlags(["-static-executable"], .when(platforms: [.linux]))]),
    tests("HouseTests", []),
    tests("PolderCoreTests", ["PolderCore"]),
    tests("PolderCryptoTests", ["PolderCrypto", "PolderCore"], resources: [.copy("Fixtures")]),
    tests("PolderPromptTests", ["PolderPrompt", "PolderCore", "PolderCrypto", "PolderTransport", "PolderClient"]),
    tests(
      "PolderRealtimeTests",
      ["PolderRealtime", "PolderCore", "PolderTesting", nioCore, nioPosix, nioHTTP1, nioSSL, nioWebSocket]),
    tests(
      "PolderTransportTests",
      ["PolderTransport", "PolderCore", "PolderTesting", nioCore, nioPosix, nioHTTP1, nioSSL]),
    tests("PolderDataTests", ["PolderData", "PolderCore"]),
    tests("PolderAlgorithmTests", ["PolderAlgorithm", "PolderData", "PolderCore", "PolderTransport"]),
    tests(
      "PolderStatisticsTests", ["PolderStatistics", "PolderAlgorithm", "PolderData", "PolderCore"],
      resources: [.copy("Fixtures")]),
    tests("PolderSQLTests", ["PolderSQL", "PolderSQLite", "PolderPostgres", "PolderTesting"]),
    tests("PolderPasswordTests", ["PolderPassword"]),
    tests(
      "PolderHTTPTests",
      [
        "PolderHTTP", "PolderCore", "PolderRealtime", "PolderSQL", "PolderSQLite", hummingbird, hummingbirdTesting,
        httpTypes, lifecycle, logging, nioCore, nioPosix, nioSSL,
      ]),
    tests(
      "PolderServiceTests",
      [
        "PolderService", "PolderCore", "PolderSQL", "PolderSQLite", crypto, lifecycle, logging, unixSignals,
      ]),
    tests(
      "PolderServerTests",
      [
        "PolderServer", "PolderCore", "PolderCrypto", "PolderHTTP", "PolderRealtime", "PolderSQL", "PolderSQLite",
        "PolderPostgres", "PolderService", "PolderTransport", "PolderPassword", "PolderTesting", hummingbird,
        hummingbirdTesting, httpTypes, jwt, logging, nioCore,
      ], resources: [.copy("Fixtures")]),
    tests(
      "PolderClientTests",
      ["PolderClient", "PolderCore", "PolderCrypto", "PolderRealtime", "PolderTransport", "PolderTesting"],
      resources: [.copy("Fixtures")]),
    tests(
      "PolderNodeTests",
      [
        "PolderNode", "PolderCore", "PolderCrypto", "PolderRealtime", "PolderService", "PolderTransport",
        "PolderTesting", "PolderSQLite", "PolderPostgres", "PolderSQL", logging, subprocess, systemPackage,
      ], resources: [.copy("Fixtures")]),
    tests("PolderShimTests", []),
    tests(
      "PolderDemoTests",
      [
        "PolderDemo", "PolderCore", "PolderData", "PolderStatistics", "PolderTesting", "PolderClient",
        "PolderTransport", "PolderSQL", "PolderSQLite", subprocess,
      ]),
  ]
)
