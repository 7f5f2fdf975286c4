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
    var percent: Int?

    @OptionGroup var period: PeriodOptions
    @OptionGroup var event: EventOptions

    func validate() throws {
        if let percent, !(0...100).contains(percent) { throw ValidationError("--percent 要在0到100之间：\(percent)") }
    }

    func run() throws {
        let note = event.note.map { "\(text)（\($0)）" } ?? text
        try event.record(.task(task.code), .progress(percent: percent), note: note, period: period.choice)
    }
}
