import Foundation
import Testing

/// Every `$ duban …` in the READMEs, run in its order on a ledger of its own, prints what stands under it.
///
/// `GOLDEN=write swift test` writes the outputs anew; read the difference before committing it.
@Suite struct TranscriptTests {
    @Test(arguments: ["README.md", "README.zh-CN.md"])
    func printsWhatItSays(file: String) throws {
        try expectTranscript("\(Program.root)/\(file)")
    }

    /// One year of 峨山县, as the office would have recorded it: tasks done in time, late, returned, extended, undone.
    @Test func oneYearOfEshan() throws { try expectTranscript("\(Program.root)/Tests/DubanTests/Golden/eshan-year.md") }

    /// Besides commands, a line `# 今天：2024-07-08` sets the clock.
    private func expectTranscript(_ path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var program = try Program()
        // Commands run in a folder with the plans in it, as in the project's own.
        try FileManager.default.copyItem(atPath: "\(Program.root)/Plans", toPath: "\(program.folder)/Plans")
        try FileManager.default.createDirectory(atPath: "\(program.folder)/佐证", withIntermediateDirectories: true)
        try Data("签到".utf8).write(to: URL(filePath: "\(program.folder)/佐证/签到表.pdf"))
        var lines: [String] = []
        var isInside = false
        var isOutput = false
        var commands = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                isInside = line == "```console"
                isOutput = false
            }
            if isInside, line.hasPrefix("# 今天：") {
                program.environment["DUBAN_TODAY"] = String(line.dropFirst(5))
                isOutput = false
            }
            if isInside, line.hasPrefix("$ duban ") {
                let arguments = line.dropFirst(8).split(separator: " ").map(String.init)
                let result = try program.run(arguments, in: program.folder)
                lines.append(line)
                let output = (result.output + result.error).split(separator: "\n", omittingEmptySubsequences: false)
                lines += output.dropLast().map { String($0).replacing(program.folder + "/", with: "") }
                if result.code != 0 { lines.append("（退出码\(result.code)）") }
                isOutput = true
                commands += 1
            } else if !(isInside && isOutput) {
                lines.append(line)
            }
        }
        let printed = lines.joined(separator: "\n")

        #expect(commands > 3)
        if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
            try printed.write(toFile: path, atomically: true, encoding: .utf8)
        } else {
            #expect(printed == text)
        }
    }

    /// The plan files that the READMEs show as examples are good plan files.
    @Test(arguments: ["README.md", "README.zh-CN.md"])
    func examplesAreGoodPlanFiles(file: String) throws {
        let text = try String(contentsOfFile: "\(Program.root)/\(file)", encoding: .utf8)
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
        let program = try Program()
        try #require(blocks.count == 2)
        for (name, block) in zip(["plan.yaml", "units.yaml"], blocks) {
            try block.write(toFile: "\(program.folder)/\(name)", atomically: true, encoding: .utf8)
        }

        let result = try program.run("check", program.folder)

        #expect(result.code == 0, "\(result.output)\(result.error)")
    }
}
