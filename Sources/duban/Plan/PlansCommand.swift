import ArgumentParser
import PlanStore

struct PlansCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plans", abstract: "列出台账里的方案。", usage: "duban plans [选项]")

    @OptionGroup var ledger: LedgerFileOptions

    func run() throws {
        let plans = try Store.reading(ledger.path).plans()
        guard !plans.isEmpty else { throw StoreError.noPlans(path: ledger.path) }
        try StandardOutput.write(
            plans.map { "\($0.code)  \($0.county)  \($0.title)  \($0.taskCount)项任务\n" }.joined())
    }
}
