import PlanModel
import PlanReports
import PlanStore

/// What a recording command says: what was recorded, how the task or problem stands now, and what comes next.
struct RecordedText {
    private let recorded: Recorded
    private let day: CalendarDay
    private let isDryRun: Bool
    /// What the next command has to name as well.
    private let suffix: String

    init(_ recorded: Recorded, on day: CalendarDay, plan: String?, isDryRun: Bool) {
        self.recorded = recorded
        self.day = day
        self.isDryRun = isDryRun
        suffix = plan.map { " --plan \($0)" } ?? ""
    }

    var text: String {
        var text = isDryRun ? "试运行，没有写入：\n" : ""
        let isProblem = recorded.after.tasks.isEmpty
        for event in recorded.events {
            let number = isDryRun ? "可以登记" : "已登记第\(event.id)条"
            let late = event.isRecordedLate ? "（补记）" : ""
            text += "\(number)：\(subject)\n  \(event.day.inChinese)\(late) \(event.sentence(isProblem: isProblem))"
            text += "\(undone(by: event))\n"
            for file in event.evidence { text += "  附件：\(file.path)（\(file.size)字节）\n" }
        }
        let (before, after) = (standing(recorded.before), standing(recorded.after))
        let isChanged = before.map { $0.brief != after?.brief } ?? false
        text += "现在：\(after?.text ?? "没有登记")\(isChanged ? "（原为：\(before?.brief ?? "")）" : "")\n"
        return text + "接下来：\(next)\n"
    }

    /// What an undoing undid.
    private func undone(by event: TaskEvent) -> String {
        guard case .reversed(let id) = event.kind else { return "" }
        let events = recorded.before.tasks.flatMap(\.events) + recorded.before.problems.flatMap(\.events)
        return events.first { $0.id == id }.map { "（\($0.day.inChinese)的“\($0.kind.inChinese)”）" } ?? ""
    }

    private var subject: String {
        if let task = (recorded.after.tasks + recorded.before.tasks).first { return "任务\(task.code) \(task.title)" }
        if let problem = (recorded.after.problems + recorded.before.problems).first {
            return "问题\(problem.number) \(problem.title)"
        }
        return ""
    }

    /// Nil for a problem that is not there (yet).
    private func standing(_ ledger: Ledger) -> StandingText? {
        if let task = ledger.tasks.first { return StandingText(task, in: ledger, on: day) }
        guard let problem = ledger.problems.first, let standing = problem.standing(on: day) else { return nil }
        return StandingText(problem, standing, ledger, on: day)
    }

    private var next: String {
        if let task = recorded.after.tasks.first {
            return next(task, recorded.after.standing(of: task, on: day))
        }
        guard let problem = recorded.after.problems.first, let standing = problem.standing(on: day) else {
            return "没有后续"
        }
        return next(problem, standing)
    }

    private func next(_ task: PlanTask, _ standing: Standing) -> String {
        let code = task.code
        if standing.requestedDeadline != nil {
            return
                "报领导批复延期：duban extend approve \(code) --document 文号\(suffix)；不同意：duban extend refuse \(code) --reason 原因\(suffix)"
        }
        let waiting = task.turns(on: day, in: recorded.after.directory).filter { $0.state == .pendingReview }
        if standing.state == .pendingReview || !waiting.isEmpty {
            let period = waiting.count > 1 ? " --period all" : ""
            return
                "办公室审核：duban review \(code) --accept\(period)\(suffix)；不通过：duban review \(code) --return 意见\(suffix)"
        }
        switch standing.state {
        case .signedOff, .cancelled: return "没有后续；回头看发现问题时：duban reopen \(code) --reason 原因\(suffix)"
        case .notStarted, .inProgress, .ongoing, .pendingReview:
            let missing = task.reports(on: day, in: recorded.after.directory)?.missing ?? []
            guard !missing.isEmpty else { return "完成后登记：duban done \(code)\(suffix)" }
            let names = missing.prefix(8).joined(separator: "、") + (missing.count > 8 ? "等\(missing.count)个单位" : "")
            return "还要报完成的单位：\(names)；登记：duban done \(code) --unit 单位\(suffix)"
        }
    }

    private func next(_ problem: Problem, _ standing: Standing) -> String {
        let number = problem.number
        switch (standing.state, standing.isVerified) {
        case (.pendingReview, false):
            return
                "到现场核查：duban problem verify \(number)\(suffix)；没改好：duban problem return \(number) 意见\(suffix)"
        case (.pendingReview, true): return "销号：duban problem close \(number)\(suffix)"
        case (.signedOff, _), (.cancelled, _):
            return "没有后续；再次发现时：duban problem reopen \(number) --reason 原因\(suffix)"
        default: return "整改完成后登记：duban problem rectify \(number)\(suffix)"
        }
    }
}
