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
        text +=
            recorded.events.count > 3 ? manyEvents(isProblem) : recorded.events.map { oneEvent($0, isProblem) }.joined()
        if let (period, state) = turn { text += "这一期（\(period)）：\(state)\n" }
        let (before, after) = (standing(recorded.before), standing(recorded.after))
        text += "现在：\(after?.text ?? "没有登记")\(changed(before, after))\n"
        return text + hints.map { "注意：\($0)\n" }.joined() + "接下来：\(next)\n"
    }

    private func oneEvent(_ event: TaskEvent, _ isProblem: Bool) -> String {
        let number = isDryRun ? "可以登记" : "已登记第\(event.id)条"
        let late = event.isRecordedLate ? "（补记）" : ""
        let what = event.sentence(isProblem: isProblem) + undone(by: event)
        let files = event.evidence.map { "  附件：\($0.path)（\($0.size)字节）\n" }.joined()
        return "\(number)：\(subject)\n  \(event.day.inChinese)\(late) \(what)\n\(files)".withoutControls
    }

    /// One for each turn of a recurring duty: said once.
    private func manyEvents(_ isProblem: Bool) -> String {
        guard var first = recorded.events.first, let last = recorded.events.last else { return "" }
        let periods = "\(first.period ?? "")至\(last.period ?? "")，共\(recorded.events.count)期"
        let number = isDryRun ? "可以登记" : "已登记第\(first.id)至\(last.id)条"
        first.period = nil
        return "\(number)：\(subject)\n  \(first.day.inChinese) \(first.sentence(isProblem: isProblem))（\(periods)）\n"
            .withoutControls
    }

    /// What stood there before, as far as it is not the same now.
    private func changed(_ before: StandingText?, _ after: StandingText?) -> String {
        guard let before else { return "" }
        let parts = [
            before.state == after?.state ? nil : before.state,
            before.deadline == after?.deadline || before.deadline.isEmpty ? nil : "时限\(before.deadline)",
        ].compactMap { $0 }
        return parts.isEmpty ? "" : "（原为：\(parts.joined(separator: "，"))）"
    }

    /// Of a recurring duty, how the turn stands that the event is about: the duty as a whole may owe many more.
    private var turn: (period: String, words: String)? {
        guard let period = recorded.events.last?.period, recorded.events.count == 1,
            let task = recorded.after.tasks.first,
            let turn = task.turns(on: day, in: recorded.after.directory).first(where: { $0.turn.period == period })
        else { return nil }
        let count = task.reporters(in: recorded.after.directory).count
        var words = "\(turn.turn.start)至\(turn.turn.due)，"
        words += turn.daysOverdue.map { "逾期\($0)天" } ?? turn.state.word
        if count > 1, !turn.missing.isEmpty { words += "，\(count - turn.missing.count)/\(count)已报" }
        return (period, words)
    }

    /// What the clerk may not have meant.
    private var hints: [String] {
        guard let event = recorded.events.last, let task = recorded.after.tasks.first else { return [] }
        var hints: [String] = []
        let reporters = task.reporters(in: recorded.after.directory)
        if event.kind == .reportedDone, let unit = event.unit, !reporters.contains(unit), !reporters.isEmpty {
            let names =
                reporters.prefix(6).joined(separator: "、") + (reporters.count > 6 ? "等\(reporters.count)个单位" : "")
            hints.append("\(unit)报的只作记录，任务是否完成以\(names)报的为准")
        }
        let same = recorded.before.tasks.first?.events.inForce(on: .latest).last { other in
            other.day == event.day && other.kind == event.kind && other.unit == event.unit && other.note == event.note
                && other.period == event.period
        }
        if case .reversed(let id) = event.kind, let target = task.events.first(where: { $0.id == id }),
            target.period != nil
        {
            let others = task.events.filter { other in
                other.id != id && other.kind == target.kind && other.period != nil && other.actor == target.actor
                    && other.recordedAt == target.recordedAt && other.unit == target.unit
            }
            if !others.isEmpty {
                hints.append(
                    "只撤销了\(target.period ?? "")这一期；同时登记的还有\(others.count)期，要撤销的逐条撤销，序号见 duban log \(task.code)\(suffix)"
                )
            }
        }
        if case .progress = event.kind, let same, !isDryRun {
            hints.append("当天已有同样的一条（第\(same.id)条）；登记重了的：duban undo \(event.id)\(suffix)")
        }
        return hints
    }

    /// What an undoing undid.
    private func undone(by event: TaskEvent) -> String {
        guard case .reversed(let id) = event.kind else { return "" }
        let events = recorded.before.tasks.flatMap(\.events) + recorded.before.problems.flatMap(\.events)
        guard let target = events.first(where: { $0.id == id }) else { return "" }
        if case .reversed(let restored) = target.kind { return "（第\(restored)条恢复有效）" }
        return "（\(target.day.inChinese)的“\(target.kind.inChinese)”）"
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
        let waiting = task.turns(on: day, in: recorded.after.directory).filter { $0.state == .pendingReview }
        if standing.state == .pendingReview || !waiting.isEmpty {
            let period = waiting.count > 1 ? " --period all" : ""
            return
                "办公室审核：duban review \(code) --accept\(period)\(suffix)；不通过：duban review \(code) --return 意见\(suffix)"
        }
        if standing.requestedDeadline != nil {
            return
                "报领导批复延期：duban extend approve \(code) --document 文号\(suffix)；不同意：duban extend refuse \(code) --reason 原因\(suffix)"
        }
        switch standing.state {
        case .signedOff: return "没有后续；回头看发现问题时：duban reopen \(code) --reason 原因\(suffix)"
        case .cancelled: return "没有后续；要恢复时：duban reopen \(code) --reason 原因\(suffix)"
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
