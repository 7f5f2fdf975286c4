import ArgumentParser
import Foundation
import PlanModel
import PlanStore

/// What every command that records something asks: which plan, on which day, by whom, for which unit, with which files.
struct EventOptions: ParsableArguments {
    @OptionGroup var file: LedgerFileOptions

    @Option(help: ArgumentHelp("哪个方案。台账里只有一个时不用写。", valueName: "代码"))
    var plan: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("事情发生在哪一天（默认今天）；以前的事现在补登，写当时的日期。", valueName: "日期"))
    var on: String?

    @Option(help: ArgumentHelp("以哪个单位的名义（全称、简称或代码）。", valueName: "单位"))
    var unit: String?

    @Option(help: ArgumentHelp("说明。", valueName: "文字"))
    var note: String?

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("佐证材料，可写几个文件；登记它的大小和校验码，文件留在原处。", valueName: "文件"),
        completion: .file())
    var evidence: [String] = []

    @OptionGroup var actor: ActorOptions

    @Flag(name: [.customShort("n"), .long], help: "只看能不能登记、结果怎样，不写入。")
    var dryRun = false

    @Flag(name: .shortAndLong, help: .hidden)
    var yes = false

    func validate() throws { _ = try on.map { try DayArgument.checked($0, option: "--on") } }

    func day() throws -> CalendarDay {
        try on.map { try DayArgument.checked($0, option: "--on").day() } ?? CalendarDay.today()
    }

    func recording() throws -> Recording {
        try Recording(
            by: actor.name, at: Clock.now(), today: CalendarDay.today(), isDryRun: dryRun,
            commandSuffix: plan.map { " --plan \($0)" } ?? "")
    }

    /// The files' sizes and digests, read before the ledger is locked.
    func files() throws -> [TaskEvent.Evidence] { try Store.evidence(evidence, ledger: file.path) }

    /// An existing ledger: recording never makes one.
    func store() throws -> Store { try Store.recording(file.path) }

    /// Records the event and says what changed, how the task stands now, and what comes next.
    func record(
        _ subject: Entry.Subject, _ kind: TaskEvent.Kind, note reason: String? = nil, period: PeriodChoice = .current,
        grantsWhatWasAsked: Bool = false
    ) throws {
        var entry = try Entry(
            subject, kind, on: day(), period: period, unit: unit, note: reason ?? note ?? "", evidence: files())
        entry.grantsWhatWasAsked = grantsWhatWasAsked
        let recorded = try store().record(entry, ofPlan: plan, recording())
        try StandardOutput.write(RecordedText(recorded, on: CalendarDay.today(), plan: plan, isDryRun: dryRun).text)
    }
}

/// Which turn of a recurring duty.
struct PeriodOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "定期任务的哪一期，如 2024-W27、2024-07、2024-Q3；不写是那一天（--on，默认今天）所在的一期；all 是欠着的各期。", valueName: "期次"))
    var period: String?

    var choice: PeriodChoice { PeriodChoice(argument: period) }
}

extension PeriodChoice {
    init(argument: String?) {
        switch argument {
        case "all", "全部": self = .all
        case let period?: self = .named(period)
        case nil: self = .current
        }
    }
}

/// Why: asked for by what cannot be done without a reason.
struct ReasonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("原因。", valueName: "文字"))
    var reason: String?
}

/// A task by its code.
struct TaskArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("任务编号，如 7 或 5.3.2。", valueName: "编号"))
    var code: String
}
