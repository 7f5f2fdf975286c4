import PlanModel

/// 逾期任务清单: what should have been done by the day and was not reported done, the longest overdue first.
public struct OverdueReport: LedgerReport {
    public static let name = "overdue"
    public static let title = "逾期任务清单"
    public static let abstract = "哪些任务逾期了，逾期多少天，谁牵头"

    public let head: ReportHead
    let rows: [TaskRow]
    let problems: [ProblemRow]
    /// Tasks that no day is set for: they can never be in the list, so the reader is told of them.
    let undated: UndatedCount

    public init(_ ledger: Ledger, on day: CalendarDay) {
        head = ReportHead(ledger, on: day)
        var undated = UndatedCount()
        var late: [(days: Int, place: Int, standing: Standing)] = []
        let tasks = ledger.tasks
        // Looked at where they lie: taking each out of the array would copy a dozen fields of 10,000 tasks.
        tasks.withUnsafeBufferPointer { tasks in
            for place in tasks.indices {
                let standing = ledger.standing(of: tasks[place], on: day)
                undated.count(standing)
                if let days = standing.daysOverdue { late.append((days, place, standing)) }
            }
        }
        // The longest overdue first; equally late tasks in the plan's order.
        let order = late.indices.sorted { (late[$1].days, late[$0].place) < (late[$0].days, late[$1].place) }
        rows = order.map { index in
            let onDay = TaskOnDay(tasks[late[index].place], late[index].standing, in: ledger, on: day)
            return TaskRow(onDay, ledger.plan.alertRule)
        }
        problems = ledger.problemRows(on: day).filter(\.standing.isOverdue).lateFirst
        self.undated = undated
    }

    public static func tasksToRead(on day: CalendarDay) -> TasksToRead { .maybeOverdue(on: day) }

    public var count: Int { rows.count + problems.count }

    public var json: [(String, JSON)] {
        [
            ("count", .number(rows.count)),
            ("tasks", .array(rows.map { .object($0.json(("daysOverdue", .optional($0.daysOverdue)))) })),
            ("ongoing", .number(undated.ongoing)), ("unstated", .number(undated.unstated)),
            ("problems", .array(problems.map(\.json))),
        ]
    }
}

extension OverdueReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle,
            blocks: [.paragraph(summary), .table(table)] + problemBlocks,
            footnotes: [
                head.foot("逾期\(rows.count)项" + (problems.isEmpty ? "" : "，问题逾期\(problems.count)个")),
                "预警规则：\(head.rule)",
            ] + notes, page: .a4Landscape)
    }

    private var summary: String {
        let problemWords = problems.isEmpty ? "" : "逾期未整改的问题\(problems.count)个。"
        guard let longest = rows.first?.daysOverdue else { return "截至\(head.day.inChinese)，没有逾期任务。\(problemWords)" }
        return "截至\(head.day.inChinese)，逾期任务\(rows.count)项，最长逾期\(longest)天。\(problemWords)"
    }

    private var problemBlocks: [Document.Block] {
        guard !problems.isEmpty else { return [] }
        return [.heading("逾期未整改的问题"), .table(problems.table)]
    }

    private var notes: [String] {
        var notes: [String] = []
        if let words = undated.words { notes.append("没有到期日、不计逾期的另有：\(words)") }
        if rows.contains(where: { $0.leadUnits.count > 1 }) { notes.append("几个单位共同牵头的任务只列一次，合计按任务去重") }
        if rows.contains(where: { $0.missedTurns > 1 }) { notes.append("定期任务欠几期合列一行，逾期天数从最早欠的一期算起") }
        return notes
    }

    private var table: Table {
        Table(
            rows,
            [
                .init("编号", .word) { .text($0.code) }, .init("任务") { .text($0.listTitle) },
                .init("牵头单位") { $0.leadCell },
                .init("责任单位", isDetail: rows.allSatisfy(\.hasLead)) { .names($0.responsibleUnits) },
                .init("完成时限", .word) { .optional($0.deadline) },
                .init(
                    "原定时限", .word, isDetail: true, isTelling: rows.contains { $0.originalDeadline != $0.deadline }
                ) { .optional($0.originalDeadline) },
                .init("逾期天数", .number) { .alarm($0.daysOverdue ?? 0) }, .init("预警", .word) { $0.alertCell },
                .init("对应指标", isDetail: true) { .namesOrBlank($0.fixes) },
                .init("未报单位", isDetail: true) { $0.onDay.missingCell },
                .init("进展", .word, isDetail: true) { $0.onDay.progressCell },
                .init("最近记录", isDetail: true) { $0.onDay.lastEventCell },
            ])
    }
}
