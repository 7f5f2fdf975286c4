import ArgumentParser
import Foundation
import PlanModel
import PlanStore

/// Which ledger file.
struct LedgerFileOptions: ParsableArguments {
    @Option(help: ArgumentHelp("台账文件。不写用环境变量 DUBAN_DB，再没有用当前文件夹的 duban.sqlite。", valueName: "文件"), completion: .file())
    var db: String?

    var path: String {
        db ?? Environment["DUBAN_DB"] ?? "duban.sqlite"
    }
}

/// Which plan, as of which day, and which part of it.
struct LedgerOptions: ParsableArguments {
    @OptionGroup var file: LedgerFileOptions

    @Option(help: ArgumentHelp("哪个方案。台账里只有一个时不用写。", valueName: "代码"))
    var plan: String?

    @Option(
        name: .customLong("as-of"), parsing: .unconditional,
        help: ArgumentHelp("截至哪一天，如 2024-06-30、昨天、-7。不写是今天（中国时间）。", valueName: "日期"))
    var asOf: String?

    @Option(
        name: .customLong("known-on"), parsing: .unconditional,
        help: ArgumentHelp("只计到这一天为止已经登记的，看当时掌握的情况；不写 --as-of 时也截至这一天。", valueName: "日期"))
    var knownOn: String?

    @Option(parsing: .unconditionalSingleValue, help: ArgumentHelp("只看这个单位参与的任务（全称、简称、单位组或代码），可写几次。", valueName: "单位"))
    var unit: [String] = []

    @Option(help: ArgumentHelp("只看对应这项指标的任务，如 1.4。", valueName: "指标"))
    var indicator: String?

    @Option(help: ArgumentHelp("只看这个阶段的任务。", valueName: "阶段"))
    var phase: String?

    func validate() throws {
        _ = try asOf.map { try DayArgument.checked($0, option: "--as-of") }
        _ = try knownOn.map { try DayArgument.checked($0, option: "--known-on") }
    }

    func day() throws -> CalendarDay {
        try asOf.flatMap(DayArgument.init(argument:))?.day() ?? knownDay() ?? CalendarDay.today()
    }

    private func knownDay() throws -> CalendarDay? { try knownOn.flatMap(DayArgument.init(argument:))?.day() }

    /// The ledger with one task in it; with every task that ever was if the plan has none of that code.
    func ledger(ofTask code: String) throws -> Ledger {
        let ledger = try ledger(.only([code]))
        return ledger.tasks.contains { $0.code == code } ? ledger : try self.ledger(.allEver)
    }

    /// The ledger, narrowed to what was asked for. An unknown name throws: it must never read as an empty list.
    func ledger(_ tasks: TasksToRead = .all) throws -> Ledger {
        var ledger = try Store.reading(file.path)
            .ledger(ofPlan: plan, on: day(), knownOn: knownDay(), tasks: tasks)
        if !unit.isEmpty { ledger = try ledger.limited(toUnitsNamed: unit) }
        if let indicator { ledger = try ledger.limited(toIndicator: indicator) }
        if let phase { ledger = try ledger.limited(toPhase: phase) }
        return ledger
    }
}
