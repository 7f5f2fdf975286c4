import ArgumentParser
import PlanModel

struct ProgressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress", abstract: "登记一项任务的进展。", usage: "duban progress <编号> <进展> [--percent <数>] [选项]",
        discussion: "例：duban progress 7 已完成招标 --percent 40 --unit 县财政局")

    @OptionGroup var task: TaskArgument

    @Argument(help: ArgumentHelp("做了什么，一句话。", valueName: "进展"))
    var text: String

    @Option(help: ArgumentHelp("完成了百分之几，0到100。", valueName: "数"))
    var percent: String?

    private var number: Int? { percent.flatMap { Int($0.hasSuffix("%") ? $0.dropLast() : $0[...]) } }

    @OptionGroup var period: PeriodOptions
    @OptionGroup var event: EventOptions

    func validate() throws {
        if let percent, !(0...100).contains(number ?? -1) {
            throw ValidationError("--percent 要在0到100之间：\(percent)\n    → 只写数字，如 --percent 40")
        }
    }

    func run() throws {
        let note = event.note.map { "\(text)（\($0)）" } ?? text
        try event.record(.task(task.code), .progress(percent: number), note: note, period: period.choice)
    }
}
