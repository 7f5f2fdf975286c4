import ArgumentParser
import Foundation
import PlanFiles
import PlanModel
import PlanStore

struct ApplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "把方案文件写入台账，列出新增、修改和撤下的内容。",
        usage: "duban apply <路径> ... [选项]",
        discussion: """
            写入要么全部成功，要么台账不变；重复写入不会重复。方案里不再有的任务标记为“撤下”，已有的进展记录一概不动。
            文件有必须改正的问题时不写入（退出码3），先用 duban check 看全部问题。
            """)

    @OptionGroup var files: PlanFileOptions
    @OptionGroup var ledger: LedgerFileOptions

    @Flag(name: [.customShort("n"), .long], help: "只看会改什么，不写入。")
    var dryRun = false

    @Flag(name: .shortAndLong, help: .hidden)
    var yes = false

    @Option(help: ArgumentHelp("谁写入的。不写用环境变量 DUBAN_ACTOR，再没有用系统用户名。", valueName: "姓名"))
    var actor: String?

    func run() throws {
        let plans = try files.plans()
        let issues = plans.flatMap(\.issues)
        guard !issues.contains(where: { $0.severity == .error }) else { throw PlanFileError(issues: issues) }
        let usable = plans.compactMap(\.plan)
        let differences = try dryRun ? usable.map(preview) : write(usable)
        for (plan, difference) in zip(usable, differences) {
            try StandardOutput.write(DifferenceText(plan, difference, isDryRun: dryRun).text)
        }
        guard !issues.isEmpty else { return }
        let note =
            "还有\(issues.count)处待明确（如没有牵头单位），不影响入台账\n    → 运行 duban check \(files.paths.joined(separator: " ")) 查看\n"
        FileHandle.standardError.write(Data(note.utf8))
    }

    private func preview(_ plan: Plan) throws -> PlanDifference {
        // Nothing is made for a preview: without a file everything is new.
        guard FileManager.default.fileExists(atPath: ledger.path) else { return PlanDifference(from: nil, to: plan) }
        return try Store.reading(ledger.path).difference(to: plan)
    }

    /// All plans or none.
    private func write(_ plans: [Plan]) throws -> [PlanDifference] {
        let today = try CalendarDay.today()
        return try Store.writing(ledger.path).apply(plans, on: today, at: Self.now, by: actorName)
    }

    private var actorName: String {
        let environment = ProcessInfo.processInfo.environment
        return [actor, environment["DUBAN_ACTOR"], environment["USER"]].compactMap { $0 }.first { !$0.isEmpty }
            ?? NSUserName()
    }

    /// In UTC to the second: `2024-07-08T02:11:45Z`.
    private static var now: String { Date().formatted(.iso8601) }
}
