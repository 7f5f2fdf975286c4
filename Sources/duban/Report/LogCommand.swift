import ArgumentParser
import PlanModel
import PlanReports

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: LogReport.name, abstract: "\(LogReport.title)：\(LogReport.abstract)。",
        usage: "duban log [<编号>] [选项]")

    @Argument(help: ArgumentHelp("任务编号，或问题编号如 P3；不写是全部。", valueName: "编号"))
    var code: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "只看这一类，可写几次：\(TaskEvent.Kind.all.map(\.inChinese).joined(separator: "、"))。", valueName: "类别"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("只看这个人登记的。", valueName: "姓名"))
    var actor: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("从哪一天起。", valueName: "日期"))
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("到哪一天止。", valueName: "日期"))
    var to: String?

    @Flag(help: "只看补记的：登记的日子晚于事情发生的日子。")
    var late = false

    @OptionGroup(title: "查看范围") var ledger: LedgerOptions
    @OptionGroup(title: "输出方式") var output: OutputOptions

    func validate() throws {
        _ = try from.map { try DayArgument.checked($0, option: "--from") }
        _ = try to.map { try DayArgument.checked($0, option: "--to") }
        for word in kind where Self.kind(word) == nil {
            let words = TaskEvent.Kind.all.map(\.inChinese).joined(separator: "、")
            throw ValidationError("没有“\(word)”这一类记录\n    → 可用：\(words)")
        }
    }

    private static func kind(_ word: String) -> String? {
        TaskEvent.Kind.all.first { $0.name == word || $0.inChinese == word }?.name
    }

    func run() throws {
        var filter = LogReport.Filter()
        filter.kinds = Set(kind.compactMap(Self.kind))
        filter.actor = actor
        filter.from = try from.map { try DayArgument.checked($0, option: "--from").day() }
        filter.through = try to.map { try DayArgument.checked($0, option: "--to").day() }
        filter.isLateOnly = late
        let ledger = try code.map(ledger.ledger(ofTask:)) ?? ledger.ledger(.allEver)
        try output.write(LogReport(ledger, on: self.ledger.day(), of: code, filter))
    }
}
