import Foundation
import Testing

/// The program itself, run as a process.
struct Program {
    /// The folder of the run, with a copy of nothing: what it needs is passed by path.
    let folder: String
    var environment: [String: String]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    /// Beside the test runner, where the build put it.
    static let executable: String = {
        let runner =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        var folder = URL(filePath: runner).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.isExecutableFile(atPath: folder.appending(path: "duban").path) {
            folder = folder.deletingLastPathComponent()
        }
        let beside = folder.appending(path: "duban").path
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : "\(root)/.build/debug/duban"
    }()

    struct Result {
        var output: String
        var error: String
        var code: Int32
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "duban-run-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        environment = [
            "PATH": "/usr/bin:/bin", "DUBAN_DB": "\(folder)/duban.sqlite", "DUBAN_TODAY": "2024-07-08",
            "DUBAN_ACTOR": "测试",
            "TMPDIR": folder, "HOME": folder,
        ]
    }

    @discardableResult
    func run(_ arguments: String..., in directory: String = root) throws -> Result {
        try run(arguments, in: directory)
    }

    func run(_ arguments: [String], in directory: String = root) throws -> Result {
        try run(Self.executable, arguments, in: directory)
    }

    func run(_ program: String, _ arguments: [String], in directory: String) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: directory)
        // Files, not pipes: a long output would fill a pipe before anyone reads it.
        let output = "\(folder)/\(UUID().uuidString)"
        for ending in [".out", ".err"] { try Data().write(to: URL(filePath: output + ending)) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output + ".out"))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: output + ".err"))
        try process.run()
        process.waitUntilExit()
        func text(_ ending: String) throws -> String {
            let data = try Data(contentsOf: URL(filePath: output + ending))
            try FileManager.default.removeItem(atPath: output + ending)
            return String(decoding: data, as: UTF8.self)
        }
        return try Result(output: text(".out"), error: text(".err"), code: process.terminationStatus)
    }

    /// A ledger with both plans of the project in it.
    static func withBothPlans() throws -> Program {
        let program = try Program()
        let applied = try program.run("apply", "Plans/eshan", "Plans/puxian")
        try #require(applied.code == 0, "\(applied.error)")
        return program
    }

    func json(_ arguments: String...) throws -> [String: Any] {
        let result = try run(arguments + ["-O", "json"])
        try #require(result.code == 0, "\(result.error)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }
}
