import ArgumentParser
import PlanModel
import PlanReports
import PlanStore

/// 问题清单: what inspections find, from finding to striking off.
struct ProblemCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "problem", abstract: "问题清单：登记、整改、核查、销号。",
        usage: "duban problem <add|list|rectify|verify|close|return|reopen> …",
        discussion: "自查、督查、模拟评估发现的问题，从登记（add）到整改（rectify）、核查（verify）、销号（close）。",
        subcommands: [
            ProblemAddCommand.self, List.self, Rectify.self, Verify.self, Close.self, Return.self, Reopen.self,
        ])

    struct Number: ParsableArguments {
        @Argument(help: ArgumentHelp("问题编号，如 3 或 P3。", valueName: "编号"))
        var number: String

        func validate() throws {
            guard value != nil else { throw ValidationError("不是问题编号：\(number)\n    → 写成 3 或 P3，见 duban problem list") }
        }

        private var value: Int? {
            Int(number.hasPrefix("P") || number.hasPrefix("p") ? number.dropFirst() : number[...])
        }

        var subject: Entry.Subject { .problem(value ?? 0) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "\(ProblemsReport.title)：\(ProblemsReport.abstract)。",
            usage: "duban problem list [选项]")

        @OptionGroup(title: "查看范围") var ledger: LedgerOptions
        @OptionGroup(title: "输出方式") var output: OutputOptions

        func run() throws { try output.write(ProblemsReport(ledger.ledger(), on: ledger.day())) }
    }

    struct Rectify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rectify", abstract: "登记一个问题整改完成，等待核查。", usage: "duban problem rectify <编号> [选项]")

        @OptionGroup var number: Number
        @OptionGroup var event: EventOptions

        func run() throws { try event.record(number.subject, .reportedDone) }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "登记核查通过，可以销号；没改好的用 problem return 退回。",
            usage: "duban problem verify <编号> [选项]")

        @OptionGroup var number: Number
        @OptionGroup var event: EventOptions

        func run() throws { try event.record(number.subject, .verified) }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close", abstract: "销号；要先核查。", usage: "duban problem close <编号> [选项]")

        @OptionGroup var number: Number
        @OptionGroup var event: EventOptions

        func run() throws { try event.record(number.subject, .signedOff) }
    }

    struct Return: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "return", abstract: "退回：整改没有到位，写明意见；从整改时限起仍算逾期。",
            usage: "duban problem return <编号> <意见> [选项]")

        @OptionGroup var number: Number

        @Argument(help: ArgumentHelp("哪里没有改好。", valueName: "意见"))
        var opinion: String

        @OptionGroup var event: EventOptions

        func run() throws { try event.record(number.subject, .returned, note: opinion) }
    }

    struct Reopen: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "重新打开已销号的问题（回头看），写明原因。",
            usage: "duban problem reopen <编号> --reason <文字> [选项]")

        @OptionGroup var number: Number
        @OptionGroup var reason: ReasonOptions
        @OptionGroup var event: EventOptions

        func run() throws {
            try event.record(number.subject, .reopened, note: reason.reason ?? event.note ?? "")
        }
    }
}
