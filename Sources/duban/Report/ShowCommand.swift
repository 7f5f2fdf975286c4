import ArgumentParser
import PlanReports

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ShowReport.name, abstract: "\(ShowReport.title)：\(ShowReport.abstract)。",
        usage: "duban show <编号> [选项]")

    @OptionGroup var task: TaskArgument
    @OptionGroup(title: "查看范围") var ledger: LedgerOptions
    @OptionGroup(title: "输出方式") var output: OutputOptions

    func run() throws {
        // A problem has no page of its own: its story says all.
        if let letter = task.code.first, "Pp".contains(letter), Int(task.code.dropFirst()) != nil {
            return try output.write(LogReport(ledger.ledger(.allEver), on: ledger.day(), of: task.code))
        }
        let ledger = try self.ledger.ledger(ofTask: task.code)
        // Of a task that is not in the plan any more its story is what is left.
        if ledger.formerTasks.contains(where: { $0.code == task.code }) {
            return try output.write(LogReport(ledger, on: self.ledger.day(), of: task.code))
        }
        try output.write(ShowReport(ledger, on: self.ledger.day(), of: task.code))
    }
}
