import PlanModel

/// 任务详情: one task with everything that is known of it.
public struct ShowReport: Report {
    public static let name = "show"
    public static let title = "任务详情"
    public static let abstract = "一项任务的全部情况：时限、单位、指标、各期、各成员、记录"

    public let head: ReportHead
    let onDay: TaskOnDay
    let turns: [TurnStanding]
    let members: [(name: String, standing: Standing)]
    private let reporterCount: Int
    let problems: [ProblemRow]
    let log: LogReport
    let rule: AlertRule

    /// - Throws: `UnknownName` if the plan has no such task.
    public init(_ ledger: Ledger, on day: CalendarDay, of code: String) throws(UnknownName) {
        guard let task = ledger.tasks.first(where: { $0.code == code }) else {
            throw UnknownName("任务", code, known: ledger.tasks.map(\.code))
        }
        head = ReportHead(ledger, on: day)
        rule = ledger.plan.alertRule
        onDay = TaskOnDay(task, in: ledger, on: day)
        turns = task.turns(on: day, in: ledger.directory)
        members =
            task.eachMemberReports
            ? task.reporters(in: ledger.directory).map { ($0, task.standing(of: $0, on: day)) } : []
        reporterCount = task.reporters(in: ledger.directory).count
        problems = ledger.problemRows(on: day).filter { $0.problem.task == code }
        log = try LogReport(ledger, on: day, of: code)
    }

    public var count: Int { onDay.standing.isOverdue ? 1 : 0 }

    private var task: PlanTask { onDay.task }

    public var json: [(String, JSON)] {
        let standing = onDay.standing
        return [
            ("code", .string(task.code)), ("taskTitle", .string(task.title)), ("measures", .optional(task.measures)),
            ("phase", .optional(task.phase)), ("source", .optional(task.source)),
            ("deadlineText", .optional(task.deadlineText)), ("start", .optional(standing.deadline.start)),
            ("deadline", .optional(standing.dueDay)), ("originalDeadline", .optional(task.originalDue)),
            ("extensions", .number(standing.extensions)), ("requestedDeadline", .optional(standing.requestedDeadline)),
            ("standing", .string(standing.state.rawValue)), ("daysOverdue", .optional(standing.daysOverdue)),
            ("daysLeft", .optional(standing.daysLeft)), ("alert", .optional(rule.alert(for: standing)?.rawValue)),
            ("finishedOn", .optional(standing.finishedOn)), ("period", .optional(standing.duePeriod)),
            ("leadUnits", .strings(task.units(.lead))), ("responsibleUnits", .strings(task.units(.responsible))),
            ("supportingUnits", .strings(task.units(.supporting))),
            ("fixes", .strings(task.fixes.map(\.indicator))),
        ] + onDay.json + [
            (
                "periods",
                .array(
                    turns.map { turn in
                        .object([
                            ("period", .string(turn.turn.period)), ("start", .string(turn.turn.start.description)),
                            ("deadline", .string(turn.turn.due.description)),
                            ("standing", .string(turn.state.rawValue)),
                            ("daysOverdue", .optional(turn.daysOverdue)), ("finishedOn", .optional(turn.finishedOn)),
                            ("missing", .strings(turn.missing)),
                        ])
                    })
            ),
            (
                "members",
                .array(
                    members.map { member in
                        .object([
                            ("unit", .string(member.name)), ("standing", .string(member.standing.state.rawValue)),
                            ("daysOverdue", .optional(member.standing.daysOverdue)),
                            ("missedPeriods", .number(member.standing.missed.count)),
                            ("finishedOn", .optional(member.standing.finishedOn)),
                        ])
                    })
            ),
            ("problems", .array(problems.map(\.json))), ("events", .array(log.rows.map(\.json))),
            ("planChanges", .array(log.planChanges.map(\.json))),
        ]
    }
}

extension ShowReport {
    public var document: Document {
        Document(
            title: "任务\(task.code)　\(task.title)", subtitle: head.subtitle, blocks: blocks,
            footnotes: [head.foot("任务\(task.code)"), "预警规则：\(head.rule)"], page: .a4Landscape)
    }

    private var blocks: [Document.Block] {
        var blocks: [Document.Block] = [.table(facts)]
        if !members.isEmpty { blocks += [.heading("各成员报送情况"), .table(memberTable)] }
        if !turns.isEmpty { blocks += [.heading(turnsHeading), .table(turnTable)] }
        if !problems.isEmpty {
            blocks += [.heading("有关的问题"), .table(problems.table)]
        }
        blocks.append(.heading("办理经过"))
        guard !log.rows.isEmpty else { return blocks + [.paragraph("还没有记录。")] + planChanges }
        return blocks + [
            .table(
                Table(
                    columns: [.init("序号", .number), .init("日期", .word), .init("记录"), .init("说明")],
                    rows: log.rows.map { row in
                        [
                            .count(row.event.id), .day(row.event.day), .text(row.sentence),
                            row.remarks.isEmpty ? .empty : .marked(row.remarks, .yellow),
                        ]
                    }))
        ] + planChanges
    }

    private var planChanges: [Document.Block] {
        guard !log.planChanges.isEmpty else { return [] }
        return [.heading("方案文件的修改")]
            + log.planChanges.map { .paragraph("\($0.day.inChinese)　\($0.inChinese)（\($0.actor)）") }
    }

    private var facts: Table {
        let standing = onDay.standing
        var rows: [(String, Cell)] = [("状态", .marked(onDay.words, standing.tone(rule)))]
        rows.append(("完成时限", .text(standing.deadline.inChinese)))
        if let original = task.originalDue, original != standing.deadline.due {
            let ways = [
                standing.extensions > 0 ? "延期\(standing.extensions)次" : nil, task.firstDeadline == nil ? nil : "方案文件改过",
            ].compactMap { $0 }
            rows.append(("原定时限", .text("\(original)（\(ways.joined(separator: "，"))）")))
        }
        if let requested = standing.requestedDeadline { rows.append(("待批的延期", .text("申请延到\(requested)"))) }
        if let next = standing.nextDue {
            rows.append(("到期日", .text("\(next)（还剩\(standing.daysLeft ?? 0)天）")))
        }
        if let text = task.deadlineText { rows.append(("时限原文", .text(text))) }
        rows.append(("牵头单位", onDay.leadCell))
        for (role, word) in [(Assignment.Role.responsible, "责任单位"), (.supporting, "配合单位")] {
            if !task.units(role).isEmpty { rows.append((word, .names(task.units(role)))) }
        }
        if let reports = onDay.reports, !reports.missing.isEmpty, !standing.isClosed {
            rows.append(("未报单位", .text(reports.missing.joined(separator: "、"))))
        }
        if !task.fixes.isEmpty {
            let fixes = task.fixes.map { $0.indicator + ($0.target.map { "（\($0)）" } ?? "") }
            rows.append(("对应指标", .names(fixes)))
        }
        for (word, text) in [("措施", task.measures), ("阶段", task.phase), ("出处", task.source)] {
            if let text { rows.append((word, .text(text))) }
        }
        return Table(columns: [.init("项目", .word), .init("内容")], rows: rows.map { [.text($0.0), $0.1] })
    }

    private var memberTable: Table {
        Table(
            columns: [.init("单位"), .init("状态", .word), .init("报完成日", .word)],
            rows: members.map { member in
                [
                    .text(member.name), .marked(member.standing.words, member.standing.tone(rule)),
                    .optional(member.standing.finishedOn),
                ]
            })
    }

    private static let mostTurns = 12

    private var turnsHeading: String {
        guard turns.count > Self.mostTurns else { return "各期" }
        let owed = turns.filter { $0.daysOverdue != nil }.count
        return "各期（最近\(Self.mostTurns)期；共\(turns.count)期，欠\(owed)期）"
    }

    /// The latest turns; a daily duty has hundreds.
    private var turnTable: Table {
        let shown = turns.prefix(Self.mostTurns)
        return Table(
            columns: [
                .init("期次", .word), .init("开始", .word), .init("到期日", .word), .init("状态", .word), .init("报完成日", .word),
                .init("未报单位"),
            ],
            rows: shown.map { turn in
                let words = turn.daysOverdue.map { "逾期\($0)天" } ?? turn.state.word
                return [
                    .text(turn.turn.period), .day(turn.turn.start), .day(turn.turn.due),
                    .marked(words, turn.daysOverdue == nil ? .plain : .red),
                    .optional(turn.finishedOn),
                    turn.missing.isEmpty ? .empty : .text(Reports.shortened(turn.missing, of: reporterCount)),
                ]
            })
    }
}
