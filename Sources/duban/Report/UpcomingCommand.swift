import ArgumentParser
import PlanReports

struct UpcomingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: UpcomingReport.name, abstract: "\(UpcomingReport.title)：\(UpcomingReport.abstract)。",
        usage: "duban upcoming [--days <天数>] [选项]")

    @Option(parsing: .unconditional, help: ArgumentHelp("看多少天以内。", valueName: "天数"))
    var days = 14

    @OptionGroup(title: "查看范围") var ledger: LedgerOptions
    @OptionGroup(title: "输出方式") var output: OutputOptions

    func validate() throws {
        guard (0...3660).contains(days) else { throw ValidationError("--days 要在0到3660之间：\(days)") }
    }

    func run() throws {
        try output.write(UpcomingReport(ledger.ledger(), on: ledger.day(), within: days))
    }
}
