import ArgumentParser
import PlanReports

/// `duban overdue`, `duban summary`, …: any report that needs nothing but the ledger and the day.
struct ReportCommand<R: LedgerReport>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: R.name, abstract: "\(R.title)：\(R.abstract)。",
            usage: "duban \(R.name) [选项]")
    }

    @OptionGroup(title: "查看范围") var ledger: LedgerOptions
    @OptionGroup(title: "输出方式") var output: OutputOptions

    func run() throws {
        let day = try ledger.day()
        try output.write(R(ledger.ledger(R.tasksToRead(on: day)), on: day))
    }
}
