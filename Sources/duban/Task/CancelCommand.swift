import ArgumentParser
import PlanModel

struct CancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "取消一项任务（或定期任务的一期），写明原因。",
        usage: "duban cancel <编号> --reason <文字> [选项]")

    @OptionGroup var task: TaskArgument
    @OptionGroup var reason: ReasonOptions

    @Option(help: ArgumentHelp("只取消定期任务的这一期，如 2024-W27；all 是欠着的各期（如启用台账以前的）；不写是整项任务。", valueName: "期次"))
    var period: String?

    @OptionGroup var event: EventOptions

    func run() throws {
        try event.record(
            .task(task.code), .cancelled, note: reason.reason ?? event.note ?? "",
            period: PeriodChoice(argument: period))
    }
}
