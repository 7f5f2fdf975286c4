import ArgumentParser
import PlanReports

struct DutiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: DutiesReport.name, abstract: "\(DutiesReport.title)：\(DutiesReport.abstract)。",
        usage: "duban duties <单位> [选项]")

    @Argument(help: ArgumentHelp("单位的全称、简称、单位组或代码。", valueName: "单位"))
    var name: String

    @OptionGroup(title: "查看范围") var ledger: LedgerOptions
    @OptionGroup(title: "输出方式") var output: OutputOptions

    func run() throws {
        try output.write(DutiesReport(ledger.ledger(), on: ledger.day(), ofUnitNamed: name))
    }
}
