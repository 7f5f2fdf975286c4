import PlanModel

/// 时间进度表: the phases and tasks of the plan in the order of the days, with the day asked about.
public struct TimelineReport: LedgerReport {
    public static let name = "timeline"
    public static let title = "时间进度表"
    public static let abstract = "各阶段、各任务从什么时候到什么时候，现在到了哪里"

    public let head: ReportHead
    let phases: [PhaseRow]
    let tasks: [Row]
    let rule: AlertRule
    /// The whole stretch that is drawn.
    let first: CalendarDay
    let last: CalendarDay

    struct PhaseRow: Sendable {
        var phase: Plan.Phase
        var tasks = 0
        var signedOff = 0
        var overdue = 0
    }

    struct Row: Sendable {
        var task: PlanTask
        var standing: Standing
        var start: CalendarDay? { standing.deadline.start }
        var end: CalendarDay? { standing.deadline.end }
    }

    public init(_ ledger: Ledger, on day: CalendarDay) {
        head = ReportHead(ledger, on: day)
        rule = ledger.plan.alertRule
        var phases = ledger.plan.phases.map { PhaseRow(phase: $0) }
        let rows = ledger.tasks.map { Row(task: $0, standing: ledger.standing(of: $0, on: day)) }
        for row in rows {
            guard let place = phases.firstIndex(where: { $0.phase.name == row.task.phase }) else { continue }
            phases[place].tasks += 1
            if row.standing.state == .signedOff { phases[place].signedOff += 1 }
            if row.standing.isOverdue { phases[place].overdue += 1 }
        }
        self.phases = phases
        tasks = rows.enumerated()
            .sorted { a, b in
                // What has no day comes last.
                let (x, y) = (a.element.end ?? "9999-12-31", b.element.end ?? "9999-12-31")
                return x != y ? x < y : (a.element.start ?? x, a.offset) < (b.element.start ?? y, b.offset)
            }
            .map(\.element)
        let days =
            tasks.flatMap { [$0.start, $0.end] }.compactMap { $0 }
            + phases.flatMap { [$0.phase.start, $0.phase.end] } + [ledger.plan.issued].compactMap { $0 }
        first = days.min() ?? day
        last = days.max() ?? day
    }

    public var count: Int { tasks.count }

    public var json: [(String, JSON)] {
        [
            (
                "phases",
                .array(
                    phases.map { row in
                        .object([
                            ("name", .string(row.phase.name)), ("start", .string(row.phase.start.description)),
                            ("end", .string(row.phase.end.description)), ("tasks", .number(row.tasks)),
                            ("signedOff", .number(row.signedOff)), ("overdue", .number(row.overdue)),
                        ])
                    })
            ),
            (
                "tasks",
                .array(
                    tasks.map { row in
                        .object([
                            ("code", .string(row.task.code)), ("title", .string(row.task.title)),
                            ("start", .optional(row.start)),
                            ("deadline", .optional(row.end)),
                            ("originalDeadline", .optional((row.task.firstDeadline ?? row.task.deadline).end)),
                            ("standing", .string(row.standing.state.rawValue)),
                            ("daysOverdue", .optional(row.standing.daysOverdue)),
                        ])
                    })
            ),
        ]
    }
}

extension TimelineReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle, blocks: blocks,
            footnotes: [
                head.foot("\(tasks.count)项任务"),
                "进度条从\(first)到\(last)，竖线是\(head.day)；没有写开始日期的，从方案开始画到时限" + ("；有色或 = 的一段是任务的时间，斜纹或 # 表示任务逾期"),
                "预警规则：\(head.rule)",
            ], page: .a4Landscape)
    }

    private var blocks: [Document.Block] {
        var blocks: [Document.Block] = []
        if !phases.isEmpty { blocks += [.heading("阶段"), .table(phaseTable), .heading("任务")] }
        if tasks.isEmpty { blocks.append(.paragraph("没有任务。")) }
        return blocks + [.table(taskTable)]
    }

    private var phaseTable: Table {
        Table(
            columns: [
                .init("阶段"), .init("开始", .word), .init("结束", .word), .init("任务", .number), .init("已销号", .number),
                .init("逾期", .number), .init("时间", .span),
            ],
            rows: phases.map { row in
                [
                    .text(row.phase.name), .day(row.phase.start), .day(row.phase.end), .count(row.tasks),
                    .countOrBlank(row.signedOff), .alarmOrBlank(row.overdue),
                    .span(span(row.phase.start, row.phase.end, .plain, "\(row.phase.start)至\(row.phase.end)")),
                ]
            })
    }

    private var taskTable: Table {
        Table(
            columns: [
                .init("编号", .word), .init("任务"), .init("牵头单位", .text, isDetail: true), .init("完成时限", .word),
                .init("状态", .word), .init("时间", .span),
            ],
            rows: tasks.map { row in
                [
                    .text(row.task.code), .text(row.task.title), .leads(row.task.units(.lead)),
                    row.end.map(Cell.day) ?? row.standing.deadlineCell,
                    .marked(row.standing.words, row.standing.tone(rule)),
                    row.end.map { end in
                        .span(span(row.start ?? first, end, row.standing.tone(rule), row.standing.deadline.inChinese))
                    } ?? .empty,
                ]
            })
    }

    private func span(_ start: CalendarDay, _ end: CalendarDay, _ tone: Tone, _ words: String) -> Span {
        let length = Double(max(1, first.distance(to: last) + 1))
        func share(_ day: CalendarDay) -> Double { Double(first.distance(to: day)) / length }
        return Span(
            start: share(start), end: share(end.advanced(by: 1)),
            today: (first...last).contains(head.day) ? share(head.day) : -1,
            tone: tone, words: words)
    }
}
