import PlanModel

/// A task with how it stands on a day: what reports show of it beside its title.
struct TaskOnDay: Sendable {
    let task: PlanTask
    let standing: Standing
    /// Who of several has reported; nil if only one has to, or if nobody has yet and the plan does not ask for each.
    let reports: Reports?
    let lastEvent: TaskEvent?

    init(_ task: PlanTask, in ledger: Ledger, on day: CalendarDay) {
        self.init(task, ledger.standing(of: task, on: day), in: ledger, on: day)
    }

    /// Where the standing is known already.
    init(_ task: PlanTask, _ standing: Standing, in ledger: Ledger, on day: CalendarDay) {
        self.task = task
        self.standing = standing
        // Nearly every task of a new plan has none: nothing to work out.
        lastEvent = task.events.isEmpty ? nil : task.lastEvent(on: day)
        reports = task.eachMemberReports || lastEvent != nil ? task.reports(on: day, in: ledger.directory) : nil
    }

    /// From 0 to 100: what was reported or, where each of several reports, the share of those who have.
    var percent: Int? {
        if standing.finishedOn != nil { return 100 }
        return standing.percent ?? (task.eachMemberReports ? reports?.percent : nil)
    }

    /// 60%, 16/18已报; empty if nobody has said anything.
    var progressWords: String {
        if let reports, task.eachMemberReports || (1..<reports.expected.count).contains(reports.reported) {
            return reports.words
        }
        return percent.map { "\($0)%" } ?? ""
    }

    /// 逾期9天（16/18已报）, 推进中60%: standing and, of a task that is not done, how far it is.
    var words: String {
        guard !standing.isClosed, standing.state != .pendingReview else { return standing.words }
        if let reports, task.eachMemberReports || reports.reported > 0 { return "\(standing.words)（\(reports.words)）" }
        guard let percent else { return standing.words }
        return standing.isOverdue ? "\(standing.words)（进展\(percent)%）" : "\(standing.words)\(percent)%"
    }

    /// The leads; of a joint task on which somebody is still missing, each that has reported is marked so.
    var leadCell: Cell {
        let leads = task.units(.lead)
        guard let reports, leads.count > 1, !standing.isClosed, standing.state != .pendingReview,
            leads.contains(where: reports.hasReported)
        else { return .leads(leads) }
        return .names(leads.map { reports.hasReported($0) ? "\($0)（已报）" : $0 })
    }

    var progressCell: Cell { progressWords.isEmpty ? .empty : .text(progressWords) }
    var lastEventCell: Cell { .optional(lastEvent?.briefWords) }
    var missingCell: Cell { .optional(reports.flatMap { $0.missing.isEmpty ? nil : $0.missingWords }) }

    /// The keys that every report adds to a task.
    var json: [(String, JSON)] {
        [("progress", .optional(percent)), ("reports", JSON(reports)), ("lastEvent", JSON(brief: lastEvent))]
    }
}

extension Reports {
    /// 16/18已报
    var words: String { "\(reported)/\(expected.count)已报" }

    /// Who is missing, the first few by name.
    var missingWords: String { Self.shortened(missing, of: expected.count) }

    /// 甲镇、乙镇等12个, 全部18个: names where there are many.
    static func shortened(_ names: [String], of all: Int) -> String {
        let most = 6
        if names.count > most, names.count == all { return "全部\(all)个" }
        return names.prefix(most).joined(separator: "、") + (names.count > most ? "等\(names.count)个" : "")
    }
}

extension JSON {
    init(_ reports: Reports?) {
        guard let reports else {
            self = .null
            return
        }
        self = .object([
            ("expected", .number(reports.expected.count)), ("reported", .number(reports.reported)),
            ("missing", .strings(reports.missing)),
        ])
    }

    /// An event in a few keys, as part of a task.
    init(brief event: TaskEvent?) {
        guard let event else {
            self = .null
            return
        }
        self = .object([
            ("id", .number(event.id)), ("kind", .string(event.kind.name)), ("on", .string(event.day.description)),
            ("unit", .optional(event.unit)), ("period", .optional(event.period)), ("note", .string(event.note)),
        ])
    }
}
