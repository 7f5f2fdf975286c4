import PlanModel

/// A task as the lists of deadlines show it: overdue and upcoming share the row and its keys.
struct TaskRow: Sendable {
    var code: String
    var title: String
    /// With how often it comes and how many turns are owed, if it comes again.
    var listTitle: String
    var leadUnits: [String]
    var responsibleUnits: [String]
    /// The day that was missed, or that comes next.
    var deadline: CalendarDay?
    var originalDeadline: CalendarDay?
    var daysOverdue: Int?
    var daysLeft: Int?
    var alert: Alert?
    var fixes: [String]
    /// The turn of a recurring duty that the deadline belongs to: the oldest owed, or the next.
    var period: String?
    var missedTurns: Int

    let onDay: TaskOnDay

    init(_ onDay: TaskOnDay, _ rule: AlertRule, isUpcoming: Bool = false) {
        let (task, standing) = (onDay.task, onDay.standing)
        self.onDay = onDay
        code = task.code
        title = task.title
        let reports = task.eachMemberReports ? onDay.reports.map { "（\($0.words)）" } ?? "" : ""
        listTitle = task.titleWithTurns(standing) + reports
        leadUnits = task.units(.lead)
        responsibleUnits = task.units(.responsible)
        deadline = isUpcoming ? standing.nextDue : standing.dueDay
        originalDeadline = task.deadline.due ?? deadline
        daysOverdue = standing.daysOverdue
        daysLeft = standing.daysLeft
        // What is owed from earlier turns is told by the list of what is overdue.
        alert = isUpcoming ? standing.daysLeft.map(rule.alert(daysLeft:)) : rule.alert(for: standing)
        fixes = task.fixes.map { $0.indicator }
        period = isUpcoming ? standing.nextPeriod : standing.missed.first?.period
        missedTurns = standing.missed.count
    }

    /// The keys of one task, with `daysOverdue` or `daysLeft` in its place.
    func json(_ days: (String, JSON)) -> [(String, JSON)] {
        [
            ("code", .string(code)), ("title", .string(title)), ("leadUnits", .strings(leadUnits)),
            ("responsibleUnits", .strings(responsibleUnits)), ("deadline", .optional(deadline)),
            ("originalDeadline", .optional(originalDeadline)), days, ("alert", .optional(alert?.rawValue)),
            ("fixes", .strings(fixes)), ("period", .optional(period)), ("missedPeriods", .number(missedTurns)),
            ("standing", .string(onDay.standing.state.rawValue)),
        ] + onDay.json
    }

    var leadCell: Cell { .leads(leadUnits) }

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
