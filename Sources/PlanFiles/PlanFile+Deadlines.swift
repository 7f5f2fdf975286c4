import PlanModel

extension PlanFile {
    /// What a task's `deadline`, `start`, `due` and `repeat` come to, and what is wrong with them.
    ///
    /// `due` and `start` win over the words of `deadline`. Readings are remembered: plans repeat their wordings.
    func deadlines() -> (deadlines: [Deadline], issues: [Issue]) {
        var readings: [String: Result<DeadlineReading, UnreadableDeadline>] = [:]
        var issues: [Issue] = []
        let deadlines = tasks.map { task -> Deadline in
            let reading = task.deadline.map { words in
                let known =
                    readings[words.value]
                    ?? Result { () throws(UnreadableDeadline) in
                        try DeadlineReading(words.value, issued: issued)
                    }
                readings[words.value] = known
                return known
            }
            return deadline(task, reading, &issues)
        }
        return (deadlines, issues)
    }

    private func deadline(
        _ task: Task, _ reading: Result<DeadlineReading, UnreadableDeadline>?, _ issues: inout [Issue]
    ) -> Deadline {
        var words: DeadlineReading?
        switch reading {
        case .success(let read)?: words = read
        case .failure(let reason)? where task.due == nil:
            let line = task.deadline?.line ?? task.line
            issues.append(
                Issue(
                    "\(path):\(line)", "任务 \(task.code) 的完成时限“\(task.deadline?.value ?? "")”不能用：\(reason)",
                    remedy: remedy(reason)))
            return .unstated
        case .failure?, nil: break
        }
        if let doubt = words?.doubt, task.due == nil {
            issues.append(
                Issue(
                    "\(path):\(task.deadline?.line ?? task.line)",
                    "任务 \(task.code) 的完成时限“\(task.deadline?.value ?? "")”：\(doubt)",
                    remedy: words?.due.map { "核对后加一行 due: \($0)" } ?? "核对文件；定下日期后写成 due: 2024-06-30 的样子",
                    severity: .doubt))
        }
        if let due = task.due, let read = words?.due, read != due.value {
            issues.append(
                Issue(
                    "\(path):\(due.line)",
                    "任务 \(task.code) 的 due 是\(due.value)，而“\(task.deadline?.value ?? "")”读作\(read)",
                    remedy: "以 due 为准；不对请改其中一处", severity: .doubt))
        }
        let due = task.due?.value ?? words?.due
        let start = task.start?.value ?? (task.due == nil ? words?.start : nil)
        if let start, let due, due < start {
            issues.append(
                Issue(
                    "\(path):\(task.start?.line ?? task.due?.line ?? task.line)",
                    "任务 \(task.code) 的结束（\(due)）早于开始（\(start)）",
                    remedy: "改正 start 或 due"))
            return .unstated
        }
        if let cycle = cycle(task, words, &issues) {
            guard let first = start ?? issued else {
                issues.append(
                    Issue(
                        "\(path):\(task.cycle?.line ?? task.line)", "任务 \(task.code) 定期重复，但不知道从哪天开始",
                        remedy: "给任务加一行 start: 2024-01-01，或给方案加 issued"))
                return .unstated
            }
            return .recurring(Recurrence(cycle, from: first, through: due))
        }
        if let issued, let due, due < issued {
            issues.append(
                Issue(
                    "\(path):\(task.due?.line ?? task.deadline?.line ?? task.line)",
                    "任务 \(task.code) 的完成时限（\(due)）早于方案印发日期（\(issued)）", remedy: "核对年份；确实如此的可以不改",
                    severity: .doubt))
        }
        if let due { return start.map { .window(start: $0, due: due) } ?? .by(due) }
        if words?.isOpenEnded == true { return .ongoing }
        if task.cycle == nil, task.deadline == nil {
            issues.append(
                Issue(
                    "\(path):\(task.line)", "任务 \(task.code) 没有完成时限", remedy: "补上 deadline:（如 2024年6月底前；没有截止日期的写 长期坚持）",
                    severity: .doubt))
        }
        return .unstated
    }

    private func cycle(_ task: Task, _ words: DeadlineReading?, _ issues: inout [Issue]) -> Recurrence.Cycle? {
        guard let text = task.cycle else { return words?.cycle }
        if let cycle = Recurrence.Cycle(text.value) { return cycle }
        issues.append(
            Issue(
                "\(path):\(text.line)", "任务 \(task.code) 的 repeat“\(text.value)”看不懂",
                remedy: "写成 每周、每两周、每月25日前、每月末、每季度、每3个月、每半年、每年 这样的说法"))
        return nil
    }

    private func remedy(_ reason: UnreadableDeadline) -> String {
        switch reason {
        case .noSuchDay(_, let instead?): "核对文件；如果是月底，写 due: \(instead)"
        case .noYear: "写上年份（2024年6月底前），或在方案开头加 issued: 印发日期"
        case .relative: "查明起算日，直接写 due: 2024-06-30"
        case .endsBeforeStart: "改正其中一个日期"
        case .tooLong: "这里只写时限；工作内容写在 measures"
        case .noSuchDay, .notUnderstood:
            "写成 2024年6月30日前、2024年6月底前、2024年2月—4月、每月25日前、长期坚持，或直接写 due: 2024-06-30；文件没有定日期的，删去这一行"
        }
    }
}
