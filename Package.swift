// swift-tools-version: 6.2
import PackageDescription

/// In CI a warning is an error; for who builds it with a newer compiler it is not.
let settings: [SwiftSetting] = Context.environment["DUBAN_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let package = Package(
    name: "duban",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "duban", targets: ["duban"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // What the office knows, and the rules. Imports nothing, not even Foundation.
        .target(name: "PlanModel"),
        // Ways in.
        .target(name: "PlanFiles", dependencies: ["PlanModel", "Yams"]),
        // The database. All SQL.
        .target(
            name: "PlanStore",
            dependencies: [
                "PlanModel", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        // Ways out.
        .target(name: "PlanReports", dependencies: ["PlanModel"]),
        // The command line.
        .executableTarget(
            name: "duban",
            dependencies: [
                "PlanFiles", "PlanModel", "PlanReports", "PlanStore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "PlanModelTests", dependencies: ["PlanModel"]),
        .testTarget(name: "PlanFilesTests", dependencies: ["PlanFiles", "PlanModel"]),
        .testTarget(
            name: "PlanStoreTests",
            dependencies: ["PlanModel", "PlanStore", .product(name: "GRDB", package: "GRDB.swift")],
            exclude: ["Golden"]),
        .testTarget(name: "PlanReportsTests", dependencies: ["PlanModel", "PlanReports"], exclude: ["Golden"]),
        .testTarget(
            name: "DubanTests", dependencies: ["duban", "PlanFiles", "PlanModel", "PlanReports"], exclude: ["Golden"]),
    ]
)

for target in package.targets { target.swiftSettings = settings }
