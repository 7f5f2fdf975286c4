import ArgumentParser
import PlanReports

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ListReport.name, abstract: "\(ListReport.title)：\(ListReport.abstract)。",
        usage: "duban list [--standing <状态>] [选项]")

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("只看这种状态的，可写几次：\(ListReport.Filter.words.joined(separator: "、"))。", valueName: "状态"))
    var standing: [String] = []

    @OptionGroup(title: "查看范围") var ledger: LedgerOptions
    @OptionGroup(title: "输出方式") var output: OutputOptions

    func validate() throws {
        for word in standing where ListReport.Filter(word) == nil {
            throw ValidationError("没有状态“\(word)”\n    → 可用：\(ListReport.Filter.words.joined(separator: "、"))")
        }
    }

    func run() throws {
        let filters = Set(standing.compactMap(ListReport.Filter.init))
        try output.write(ListReport(ledger.ledger(), on: ledger.day(), standing: filters))
    }
}
