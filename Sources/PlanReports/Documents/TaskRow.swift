import PlanModel

/// A task as the lists of deadlines show it: overdue and upcoming share the row and its keys.
struct TaskRow: Sendable {
    let onDay: TaskOnDay
    private let rule: AlertRule
    private let isUpcoming: Bool

    init(_ onDay: TaskOnDay, _ rule: AlertRule, isUpcoming: Bool = false) {
        self.onDay = onDay
        self.rule = rule
        self.isUpcoming = isUpcoming
    }

    private var task: PlanTask { onDay.task }
    private var standing: Standing { onDay.standing }
    var code: String { task.code }
    var leadUnits: [String] { task.units(.lead) }
    var responsibleUnits: [String] { task.units(.responsible) }
    var hasLead: Bool { task.assignments.contains { $0.role == .lead } }
    var fixes: [String] { task.fixes.map(\.indicator) }

    /// With how often it comes and how many turns are owed, if it comes again, and how many members have reported.
    var listTitle: String {
        let title = task.titleWithTurns(standing)
        guard task.eachMemberReports, let reports = onDay.reports else { return title }
        return "\(title)（\(reports.words)）"
    }

    /// The day that was missed, or that comes next.
    var deadline: CalendarDay? { isUpcoming ? standing.nextDue : standing.dueDay }
    var originalDeadline: CalendarDay? { task.originalDue ?? deadline }
    var daysOverdue: Int? { standing.daysOverdue }
    var daysLeft: Int? { standing.daysLeft }
    // What is owed from earlier turns is told by the list of what is overdue.
    var alert: Alert? { isUpcoming ? standing.daysLeft.map(rule.alert(daysLeft:)) : rule.alert(for: standing) }
    /// The turn of a recurring duty that the deadline belongs to: the oldest owed, or the next.
    var period: String? { isUpcoming ? standing.nextPeriod : standing.missed.first?.period }
    var missedTurns: Int { standing.missed.count }

    /// The keys of one task, with `daysOverdue` or `daysLeft` in its place.
    func json(_ days: (String, JSON)) -> [(String, JSON)] {
        [
            ("code", .string(code)), ("title", .string(task.title)), ("leadUnits", .strings(leadUnits)),
            ("responsibleUnits", .strings(responsibleUnits)), ("deadline", .optional(deadline)),
            ("originalDeadline", .optional(originalDeadline)), days, ("alert", .optional(alert?.rawValue)),
            ("fixes", .strings(fixes)), ("period", .optional(period)), ("missedPeriods", .number(missedTurns)),
            ("standing", .string(onDay.standing.state.rawValue)),
        ] + onDay.json
    }

    var leadCell: Cell { onDay.leadCell }

    var alertCell: Cell {
        guard let alert else { return .empty }
        let tone: Tone =
            switch alert {
            case .red: .red
            case .yellow: .yellow
            case .blue: .blue
            case .green: .plain
            }
        return .marked(alert.inChinese, tone)
    }
}

/// Tasks that no day is set for.
struct UndatedCount: Hashable, Sendable {
    var ongoing = 0
    var unstated = 0

    mutating func count(_ standing: Standing) {
        guard !standing.isClosed, standing.state != .pendingReview else { return }
        switch standing.deadline {
        case .ongoing: ongoing += 1
        case .unstated: unstated += 1
        case .by, .window, .recurring: break
        }
    }

    /// 长期坚持2项，未写明时限1项; nil if there are none.
    var words: String? {
        let words = [ongoing > 0 ? "长期坚持\(ongoing)项" : nil, unstated > 0 ? "未写明时限\(unstated)项" : nil].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: "，")
    }
}

extension Cell {
    /// The leads. Where no lead is named the list says so, and blames nobody.
    static func leads(_ leads: [String]) -> Cell { leads.isEmpty ? .marked("（未明确）", .grey) : .names(leads) }
}
