import ArgumentParser
import PlanModel

struct DoneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "登记一项任务报完成，转为待审核。", usage: "duban done <编号> [--unit <单位>] [选项]",
        discussion: """
            几个单位共同牵头的，每个牵头单位都报了才算完成，用 --unit 写明是哪个；不写 --unit 是办公室代全部单位登记。
            报完成以后由办公室审核：duban review。
            """)

    @OptionGroup var task: TaskArgument
    @OptionGroup var period: PeriodOptions
    @OptionGroup var event: EventOptions

    func run() throws { try event.record(.task(task.code), .reportedDone, period: period.choice) }
}
