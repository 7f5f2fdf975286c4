import PlanModel

/// 延期与完成情况表: which tasks were put off or finished late, told against the original deadline (原定) and the one in
/// force (现定).
public struct SlipReport: LedgerReport {
    public static let name = "slip"
    public static let title = "延期与完成情况表"
    public static let abstract = "哪些任务延了期、晚了多少天，对照原定和现定时限"

    public let head: ReportHead
    let rows: [Row]
    let rule: AlertRule

    struct Row: Sendable {
        var onDay: TaskOnDay
        var original: CalendarDay
        /// Nil where an edited plan has taken the day away: 长期坚持.
        var deadline: CalendarDay?
        /// Where the task ended or, if it has not, where it stands: the day asked about if it is overdue, else its deadline.
        var reached: CalendarDay

        /// Days after the original deadline; negative for a task that was finished before it.
        var slipDays: Int { original.distance(to: reached) }
        /// The same against the deadline in force.
        var slipFromDeadline: Int? { deadline?.distance(to: reached) }
        var isFinished: Bool { onDay.standing.finishedOn != nil }
    }

    /// Of the tasks with a deadline: those that are finished, were put off, or are overdue.
    public init(_ ledger: Ledger, on day: CalendarDay) {
        head = ReportHead(ledger, on: day)
        rule = ledger.plan.alertRule
        rows = ledger.tasks.compactMap { task in
            let onDay = TaskOnDay(task, in: ledger, on: day)
            let standing = onDay.standing
            let deadline = standing.deadline.due
            guard standing.state != .cancelled, let original = task.originalDue,
                standing.finishedOn != nil || standing.extensions > 0 || standing.isOverdue || original != deadline
            else { return nil }
            // Without a day any more it is late for as long as it is not done.
            let reached = standing.finishedOn ?? (standing.isOverdue ? day : deadline ?? max(original, day))
            return Row(onDay: onDay, original: original, deadline: deadline, reached: reached)
        }
        .enumerated()
        .sorted { ($1.element.slipDays, $0.offset) < ($0.element.slipDays, $1.offset) }
        .map(\.element)
    }

    public var count: Int { rows.filter { $0.slipDays > 0 }.count }

    public var json: [(String, JSON)] {
        [
            (
                "tasks",
                .array(
                    rows.map { row in
                        .object(
                            [
                                ("code", .string(row.onDay.task.code)), ("title", .string(row.onDay.task.title)),
                                ("originalDeadline", .string(row.original.description)),
                                ("deadline", .optional(row.deadline)),
                                ("extensions", .number(row.onDay.standing.extensions)),
                                ("finishedOn", .optional(row.onDay.standing.finishedOn)),
                                ("slipDays", .number(row.slipDays)),
                                ("slipDaysFromDeadline", .optional(row.slipFromDeadline)),
                                ("leadUnits", .strings(row.onDay.task.units(.lead))),
                                ("standing", .string(row.onDay.standing.state.rawValue)),
                                ("daysOverdue", .optional(row.onDay.standing.daysOverdue)),
                            ] + row.onDay.json)
                    })
            )
        ]
    }
}

extension SlipReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle,
            blocks: [.figures(figures)] + (rows.isEmpty ? [.paragraph("没有延期、完成或逾期的任务。")] : []) + [.table(table)],
            footnotes: [
                head.foot("\(rows.count)项任务（已报完成、延过期或已逾期的）"),
                "完成日是报完成那一天；没有完成的，逾期的算到\(head.day)，未逾期的按现定时限计",
                "晚的天数为负，是提前；时限当日完成为0", "预警规则：\(head.rule)",
            ], page: .a4Landscape)
    }

    private var figures: [Document.Figure] {
        func count(_ isCounted: (Row) -> Bool) -> Int { rows.filter(isCounted).count }
        return [
            .init(label: "按原定时限完成", value: count { $0.isFinished && $0.slipDays <= 0 }, tone: .green),
            .init(
                label: "延期后按现定时限完成",
                value: count { $0.isFinished && $0.slipDays > 0 && ($0.slipFromDeadline ?? 0) <= 0 }),
            .init(
                label: "晚于现定时限完成", value: count { $0.isFinished && ($0.slipFromDeadline ?? 0) > 0 }, tone: .yellow),
            .init(label: "延期后未到期", value: count { !$0.isFinished && !$0.onDay.standing.isOverdue }),
            .init(label: "逾期未完成", value: count { $0.onDay.standing.isOverdue }, tone: .red),
        ]
    }

    private var table: Table {
        Table(
            columns: [
                .init("编号", .word), .init("任务"), .init("原定时限", .word), .init("现定时限", .word),
                .init("完成日", .word), .init("比原定晚（天）", .number), .init("比现定晚（天）", .number), .init("状态", .word),
                .init("牵头单位", .text, isDetail: true), .init("延期次数", .number, isDetail: true),
            ],
            rows: rows.map { row in
                [
                    .text(row.onDay.task.code), .text(row.onDay.task.title), .day(row.original),
                    row.deadline.map(Cell.day) ?? row.onDay.standing.deadlineCell,
                    .optional(row.onDay.standing.finishedOn), days(row.slipDays),
                    row.slipFromDeadline.map(days) ?? .empty,
                    .marked(row.onDay.standing.words, row.onDay.standing.tone(rule)), row.onDay.leadCell,
                    .countOrBlank(row.onDay.standing.extensions),
                ]
            })
    }

    private func days(_ days: Int) -> Cell { days > 0 ? .alarm(days) : .count(days) }
}
