import ArgumentParser
import PlanReports

struct MatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: MatrixReport.name, abstract: "\(MatrixReport.title)：\(MatrixReport.abstract)。",
        usage: "duban matrix [--expand] [选项]")

    @Flag(help: "把单位组按已知成员展开。")
    var expand = false

    @OptionGroup(title: "查看范围") var ledger: LedgerOptions
    @OptionGroup(title: "输出方式") var output: OutputOptions

    func run() throws {
        try output.write(MatrixReport(ledger.ledger(), on: ledger.day(), expandingGroups: expand))
    }
}
