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

    @Flag(name: .shortAndLong, help: "会让已登记的内容变了意思的（定期任务改了周期、合并了单位），也写入。")
    var yes = false

    @OptionGroup var actor: ActorOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("从哪一天起按这一稿算，以前各日的报告仍按原来的（默认今天）。改正录入错误、要连以前的报告一起改的，写印发日期。", valueName: "日期"))
    var on: String?

    func validate() throws { _ = try on.map { try DayArgument.checked($0, option: "--on") } }

    func run() throws {
        let plans = try files.plans()
        let issues = plans.flatMap(\.issues)
        guard !issues.contains(where: { $0.severity == .error }) else { throw PlanFileError(issues: issues) }
        let usable = plans.compactMap(\.plan)
        let differences = try dryRun ? usable.map(preview) : write(usable)
        for (plan, difference) in zip(usable, differences) {
            try StandardOutput.write(DifferenceText(plan, difference, isDryRun: dryRun).text)
        }
        try tellOfThePast(usable, differences)
        guard !issues.isEmpty else { return }
        let note =
            "还有\(issues.count)处待明确（如没有牵头单位），不影响入台账\n    → 运行 duban check \(files.paths.joined(separator: " ")) 查看\n"
        FileHandle.standardError.write(Data(note.utf8))
    }

    /// Says so where reports of past days go on showing the plan as it was.
    private func tellOfThePast(_ plans: [Plan], _ differences: [PlanDifference]) throws {
        guard !dryRun, zip(plans, differences).contains(where: { !$1.isEmpty }) else { return }
        let store = try Store.reading(ledger.path)
        for (plan, difference) in zip(plans, differences) where !difference.isEmpty {
            let counts = try store.eventCounts(ofPlan: plan.code)
            for code in difference.retitledTasks {
                guard let count = counts[code] else { continue }
                note(
                    "任务\(code)改了标题，它已有的\(count)条记录仍记在这个编号下",
                    "如果换成了另一项任务，请给新任务用一个没用过的编号，再 duban apply")
            }
            let moved = difference.tasksWithOtherDeadline
            // Put right from the beginning on, it was never anything else.
            guard !moved.isEmpty, try store.newestVersionDay(ofPlan: plan.code) != nil else { continue }
            note(
                "方案文件改了任务\(moved.joined(separator: "、"))的完成时限；原定时限仍照最初的方案留着，报告里会写明",
                "这不是延期：任务延期请用 duban extend，不要改方案文件")
        }
        for (plan, difference) in zip(plans, differences) where !difference.isEmpty {
            guard let day = try store.newestVersionDay(ofPlan: plan.code) else { continue }
            note(
                "方案 \(plan.code) 从\(day.inChinese)起按这一稿算，以前各日的报告仍按原来的",
                "改正录入错误、要连以前的报告一起改的，写明从哪一天起：duban apply … --on 日期")
        }
    }

    private func note(_ what: String, _ remedy: String) {
        FileHandle.standardError.write(Data("\(what)\n    → \(remedy)\n".utf8))
    }

    private func preview(_ plan: Plan) throws -> PlanDifference {
        // Nothing is made for a preview: without a file everything is new.
        guard FileManager.default.fileExists(atPath: ledger.path) else { return PlanDifference(from: nil, to: plan) }
        let store = try Store.reading(ledger.path)
        if !yes { try store.refuseWhatNeedsConfirming(plan) }
        return try store.difference(to: plan)
    }

    /// All plans or none.
    private func write(_ plans: [Plan]) throws -> [PlanDifference] {
        let today = try CalendarDay.today()
        let day = try on.map { try DayArgument.checked($0, option: "--on").day() } ?? today
        guard day <= today else {
            throw Refusal("--on 不能晚于今天（\(today.inChinese)）", remedy: "新的方案到那一天再写入")
        }
        return try Store.writing(ledger.path).apply(
            plans, on: day, at: Clock.now(), by: actor.name, folders: files.folders(of: plans),
            isConfirmed: yes)
    }
}
