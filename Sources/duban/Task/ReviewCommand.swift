import ArgumentParser
import PlanModel
import PlanReports
import PlanStore

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewReport.name, abstract: "审核报完成的任务：通过则销号，不通过则退回；不写编号时列出待审核的。",
        usage: "duban review [<编号> --accept | <编号> --return <意见>] [选项]")

    @Argument(help: ArgumentHelp("任务编号。不写则列出待审核的。", valueName: "编号"))
    var code: String?

    @Flag(help: "通过，销号。")
    var accept = false

    @Option(name: .customLong("return"), help: ArgumentHelp("不通过，退回，写明意见；只退一个单位的用 --unit。", valueName: "意见"))
    var opinion: String?

    @Option(
        help: ArgumentHelp("定期任务的哪一期，如 2024-W27；待审核的只有一期时不用写，all 是全部。", valueName: "期次"))
    var period: String?

    @OptionGroup(title: "登记") var event: EventOptions

    @Option(
        name: .customLong("as-of"), parsing: .unconditional, help: ArgumentHelp("列清单时截至哪一天。", valueName: "日期"))
    var asOf: String?

    @OptionGroup(title: "输出方式") var output: OutputOptions

    func validate() throws {
        _ = try asOf.map { try DayArgument.checked($0, option: "--as-of") }
        guard code != nil else {
            guard !accept, opinion == nil else { throw ValidationError("没有写审核哪项任务\n    → duban review 编号 --accept") }
            return
        }
        guard !accept || event.unit == nil else {
            throw ValidationError(
                "--accept 是整项任务（或一期）销号，不用 --unit\n    → 只退一个单位的：duban review \(code ?? "编号") --return 意见 --unit 单位")
        }
        guard accept != (opinion != nil) else {
            throw ValidationError(
                "通过还是退回，要写其中一个\n    → 通过：duban review \(code ?? "编号") --accept；退回：duban review \(code ?? "编号") --return 意见"
            )
        }
    }

    func run() throws {
        guard let code else { return try list() }
        let choice = PeriodChoice(argument: period)
        if let opinion {
            try event.record(.task(code), .returned, note: opinion, period: choice)
        } else {
            try event.record(.task(code), .signedOff, period: choice)
        }
    }

    private func list() throws {
        let day = try asOf.map { try DayArgument.checked($0, option: "--as-of").day() } ?? event.day()
        var ledger = try Store.reading(event.file.path).ledger(ofPlan: event.plan, on: day)
        if let unit = event.unit { ledger = try ledger.limited(toUnitsNamed: [unit]) }
        try output.write(ReviewReport(ledger, on: day))
    }
}
