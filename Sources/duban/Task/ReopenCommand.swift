import ArgumentParser
import PlanModel

struct ReopenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "重新打开已销号或已取消的任务（回头看），写明原因。",
        usage: "duban reopen <编号> --reason <文字> [选项]")

    @OptionGroup var task: TaskArgument
    @OptionGroup var reason: ReasonOptions
    @OptionGroup var period: PeriodOptions
    @OptionGroup var event: EventOptions

    func run() throws {
        try event.record(
            .task(task.code), .reopened, note: reason.reason ?? event.note ?? "", period: period.choice)
    }
}
