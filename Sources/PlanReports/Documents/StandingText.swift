import PlanModel

/// How a task or a problem stands, in one line: what a command says after it has recorded something.
public struct StandingText {
    public let text: String
    /// Only the state, and only the deadline: to tell what changed.
    public let state: String
    public let deadline: String

    public init(_ task: PlanTask, in ledger: Ledger, on day: CalendarDay) {
        let onDay = TaskOnDay(task, in: ledger, on: day)
        let standing = onDay.standing
        var parts = [onDay.words]
        if let requested = standing.requestedDeadline { parts.append("申请延期到\(requested)，待批") }
        if case .recurring = standing.deadline {
            if let next = standing.nextDue, let period = standing.nextPeriod { parts.append("下一期\(period)，\(next)到期") }
            if !standing.missed.isEmpty {
                let periods = standing.missed.prefix(4).map(\.period).joined(separator: "、")
                parts.append("欠：\(periods)\(standing.missed.count > 4 ? "等\(standing.missed.count)期" : "")")
            }
        } else if standing.deadline.due != nil, !standing.isClosed {
            let original = task.originalDue.map { $0 == standing.deadline.due ? "" : "，原定\($0)" } ?? ""
            let left = standing.daysLeft.map { $0 == 0 ? "，今天到期" : "，还剩\($0)天" } ?? ""
            parts.append("时限\(standing.deadline.inChinese)\(original)\(left)")
        }
        if let finished = standing.finishedOn, let due = standing.deadline.due {
            let days = due.distance(to: finished)
            parts.append(
                days > 0 ? "\(finished)完成，晚\(days)天" : days < 0 ? "\(finished)完成，提前\(-days)天" : "\(finished)按时完成")
        }
        text = parts.joined(separator: "；")
        state = onDay.words
        deadline = standing.deadline.inChinese
    }

    public init(_ problem: Problem, _ standing: Standing, _ ledger: Ledger, on day: CalendarDay) {
        let row = ProblemRow(problem, standing, ledger.plan.alertRule, on: day)
        let due = standing.isClosed ? nil : problem.deadline.due
        state = row.words
        deadline = ""
        text = row.words + (due.map { "；整改时限\($0)" + (standing.daysLeft.map { "，还剩\($0)天" } ?? "") } ?? "")
    }
}
