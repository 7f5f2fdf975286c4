import ArgumentParser
import PlanModel
import PlanReports

/// 延期: the only thing that moves a deadline.
struct ExtendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "延期：申请、批准、不同意，列出申请。",
        usage: "duban extend <request|approve|refuse|list> …",
        subcommands: [Request.self, Approve.self, Refuse.self, List.self])

    struct Request: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "request", abstract: "登记延期申请；要在到期前申请。",
            usage: "duban extend request <编号> --to <日期> --reason <文字> [选项]",
            discussion: "申请本身不改时限，领导批准（extend approve）以后才改；原定时限一直保留。")

        @OptionGroup var task: TaskArgument

        @Option(parsing: .unconditional, help: ArgumentHelp("申请延到哪一天。", valueName: "日期"))
        var to: String

        @OptionGroup var reason: ReasonOptions

        @Flag(help: "到期以后才申请，领导同意破例；会写进记录。")
        var late = false

        @OptionGroup var event: EventOptions

        func validate() throws { _ = try DayArgument.checked(to, option: "--to") }

        func run() throws {
            let day = try DayArgument.checked(to, option: "--to").day()
            try event.record(
                .task(task.code), .extensionRequested(to: day, isLate: late), note: reason.reason ?? event.note ?? "")
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "登记领导同意延期，时限随之改变。",
            usage: "duban extend approve <编号> --document <文号> [选项]")

        @OptionGroup var task: TaskArgument

        @Option(help: ArgumentHelp("同意延期的文件或批示的文号。", valueName: "文号"))
        var document: String?

        @Option(parsing: .unconditional, help: ArgumentHelp("批准延到哪一天；不写是申请的那一天。", valueName: "日期"))
        var to: String?

        @OptionGroup var event: EventOptions

        func validate() throws { _ = try to.map { try DayArgument.checked($0, option: "--to") } }

        func run() throws {
            let day = try to.map { try DayArgument.checked($0, option: "--to").day() }
            // Which day was asked for is looked up where it is recorded, so that nothing comes between.
            try event.record(
                .task(task.code), .extensionApproved(to: day ?? .latest, document: document ?? ""),
                grantsWhatWasAsked: day == nil)
        }
    }

    struct Refuse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refuse", abstract: "登记领导不同意延期，时限不变。",
            usage: "duban extend refuse <编号> --reason <文字> [选项]")

        @OptionGroup var task: TaskArgument
        @OptionGroup var reason: ReasonOptions
        @OptionGroup var event: EventOptions

        func run() throws {
            try event.record(.task(task.code), .extensionRefused, note: reason.reason ?? event.note ?? "")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "\(ExtensionsReport.title)：\(ExtensionsReport.abstract)。",
            usage: "duban extend list [选项]")

        @OptionGroup(title: "查看范围") var ledger: LedgerOptions
        @OptionGroup(title: "输出方式") var output: OutputOptions

        func run() throws { try output.write(ExtensionsReport(ledger.ledger(), on: ledger.day())) }
    }
}
