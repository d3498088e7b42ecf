// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built alike: Swift 6 mode, declared imports, warnings are errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// What the harnesses look into.
let fuzzed: [Target.Dependency] = [
    "beaconing", "BeaconTransform", "BeaconReport", "BeaconScore", "SearchCluster", "PageDecoder",
]

let package = Package(
    name: "beaconing",
    products: [
        .executable(name: "beaconing", targets: ["beaconing"]),
        .library(name: "BeaconScore", targets: ["BeaconScore"]),
    ],
    targets: [
        // Pure numbers: a series in, a verdict out.
        .target(
            name: "BeaconScore", swiftSettings: strict,
            linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        // Labelled network traffic from a seed: what `simulate` and `demo` make.
        .target(name: "BeaconTraffic", swiftSettings: strict),
        // One request in, one response out.
        .target(name: "HTTPTransport", dependencies: ["CCurl", "CSSL", "CZlib"], swiftSettings: strict),
        // Composite pages and events through simdjson.
        .target(
            name: "PageDecoder",
            // Without NDEBUG simdjson checks at every step how it is used, which costs a third of the time.
            cxxSettings: [
                .unsafeFlags(["-Wall", "-Wextra", "-Werror"]), .define("NDEBUG", .when(configuration: .release)),
            ],
            linkerSettings: [.linkedLibrary("simdjson")]
        ),
        // Speaks to Elasticsearch and OpenSearch.
        .target(
            name: "SearchCluster", dependencies: ["HTTPTransport", "PageDecoder", "CCrypto"], swiftSettings: strict),
        // Runs a transform template: pull, judge, write.
        .target(
            name: "BeaconTransform",
            dependencies: ["BeaconScore", "SearchCluster", "PageDecoder", "CYAML", "CCrypto", "CZlib", "CSQLite"],
            resources: [.copy("../../transform-templates"), .copy("../../dashboards")],
            swiftSettings: strict
        ),
        // Verdicts and counts as table, JSON, CSV.
        .target(
            name: "BeaconReport", dependencies: ["BeaconScore", "BeaconTransform", "SearchCluster"],
            swiftSettings: strict),
        // Packs and checks the saved objects of dashboards; knows nothing of the network.
        .target(name: "BeaconDashboards", dependencies: ["BeaconTransform", "SearchCluster"], swiftSettings: strict),
        // Detection rules over the signals, for the products that run them.
        .target(name: "BeaconRules", dependencies: ["BeaconTransform", "SearchCluster"], swiftSettings: strict),
        // Words to calls.
        .executableTarget(
            name: "beaconing",
            dependencies: [
                "BeaconScore", "BeaconTransform", "BeaconReport", "BeaconTraffic", "BeaconDashboards", "BeaconRules",
                "SearchCluster", "HTTPTransport", "CProcess",
            ],
            swiftSettings: strict
        ),
        // The program beside other ways to the same end, its stages, and how its cost grows.
        .executableTarget(
            name: "Benchmarks", dependencies: ["BeaconScore", "BeaconTransform", "SearchCluster", "HTTPTransport"],
            swiftSettings: strict),

        // A rude HTTP server, a scripted cluster, a reference metric, random series: for tests alone.
        .target(name: "TestSupport", dependencies: ["BeaconScore", "SearchCluster", "CSSL"], swiftSettings: strict),
        .testTarget(name: "BeaconScoreTests", dependencies: ["BeaconScore", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "BeaconTrafficTests", dependencies: ["BeaconTraffic"], swiftSettings: strict),
        .testTarget(name: "HTTPTransportTests", dependencies: ["HTTPTransport", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "SearchClusterTests", dependencies: ["SearchCluster", "HTTPTransport", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "BeaconTransformTests",
            dependencies: [
                "BeaconTransform", "BeaconScore", "BeaconTraffic", "SearchCluster", "TestSupport", "CZlib", "CSQLite",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BeaconReportTests",
            dependencies: ["BeaconReport", "BeaconTransform", "BeaconScore", "SearchCluster"], swiftSettings: strict),
        .testTarget(
            name: "BeaconDashboardsTests", dependencies: ["BeaconDashboards", "BeaconTransform", "SearchCluster"],
            swiftSettings: strict),
        .testTarget(
            name: "BeaconRulesTests",
            dependencies: ["BeaconRules", "BeaconDashboards", "BeaconTransform", "SearchCluster", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "BenchmarksTests", dependencies: ["Benchmarks", "SearchCluster", "BeaconTransform", "TestSupport"],
            swiftSettings: strict),
        // The built program, as a person runs it.
        .testTarget(
            name: "BeaconingTests",
            dependencies: ["beaconing", "BeaconTransform", "SearchCluster", "HTTPTransport", "TestSupport"],
            swiftSettings: strict),
        // What is promised of bytes that others make: the harnesses of Fuzz, here on the inputs that are kept.
        .testTarget(
            name: "FuzzTests", dependencies: fuzzed, exclude: ["Driver"], swiftSettings: strict),
        // The same against each engine that BEACONING_TEST_ENGINES names; skipped where it names none.
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "beaconing", "Benchmarks", "BeaconTransform", "BeaconScore", "BeaconTraffic", "BeaconDashboards",
                "BeaconRules", "SearchCluster", "HTTPTransport", "TestSupport",
            ], swiftSettings: strict),

        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(name: "CProcess"),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    ],
    cxxLanguageStandard: .cxx17
)

// scripts/fuzz makes one program of the harnesses, which libFuzzer drives; nobody else needs libFuzzer.
if Context.environment["BEACONING_FUZZ"] != nil {
    // A program cannot be linked into another: without its first lines it is a library like the others.
    let program = package.targets.first { $0.name == "beaconing" }
    package.products.removeAll { $0.name == "beaconing" }
    package.targets.removeAll { ["beaconing", "FuzzTests"].contains($0.name) }
    package.targets += [
        .target(
            name: "beaconing", dependencies: program?.dependencies ?? [], exclude: ["Beaconing.swift"],
            swiftSettings: strict),
        .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "Fuzz", dependencies: fuzzed + ["CLibFuzzer"], path: "Tests/FuzzTests",
            exclude: ["CorpusTests.swift"], swiftSettings: strict),
    ]
}
