import ArgumentParser
import PlanModel

struct SuperviseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise", abstract: "登记发出一张督办单（蓝、黄、红）。",
        usage: "duban supervise <编号> --level <blue|yellow|red> --number <编号> [选项]",
        discussion: "督办单是一件有日期、有编号的公文，与报告里按天数算出的预警颜色是两回事。")

    @OptionGroup var task: TaskArgument

    @Option(help: ArgumentHelp("颜色：blue（蓝）、yellow（黄）、red（红）。", valueName: "颜色"))
    var level: String

    @Option(help: ArgumentHelp("督办单编号。", valueName: "编号"))
    var number: String?

    @OptionGroup var event: EventOptions

    private var alert: Alert? {
        Alert.allCases.filter { $0 != .green }.first {
            [$0.rawValue, $0.inChinese, "\($0.inChinese)色", "\($0.inChinese)单"].contains(level)
        }
    }

    func validate() throws {
        guard alert != nil else {
            throw ValidationError("--level 不能是“\(level)”\n    → 可用：blue（蓝）、yellow（黄）、red（红）")
        }
    }

    func run() throws {
        try event.record(.task(task.code), .supervised(alert ?? .red, number: number ?? ""))
    }
}
