import PlanModel

/// 单位任务汇总表: how many tasks each unit has, how many are done and how many are late.
public struct SummaryReport: LedgerReport {
    public static let name = "summary"
    public static let title = "单位任务汇总表"
    public static let abstract = "各单位任务数、完成数、逾期数一览"

    public let head: ReportHead
    let units: [Row]
    let totals: Totals
    let problemTotals: ProblemTotals

    struct Row: Sendable {
        var unit: OrgUnit
        var lead = 0
        var leadDone = 0
        var leadOverdue = 0
        var responsible = 0
        var responsibleOverdue = 0
        var longestOverdueDays = 0
        var leadPending = 0
        /// Problems that the unit has to put right and that are not struck off.
        var problems = 0
        var problemsOverdue = 0
        /// The last day on which the unit reported anything.
        var lastReportOn: CalendarDay?
    }

    /// Every problem once.
    struct ProblemTotals: Hashable, Sendable {
        var problems = 0
        var signedOff = 0
        var pendingReview = 0
        var overdue = 0
        var open = 0
    }

    /// Every task once, in exactly one of the counts after `tasks`.
    struct Totals: Hashable, Sendable {
        var tasks = 0
        var signedOff = 0
        var pendingReview = 0
        var overdue = 0
        /// Not yet done, with a day that has not come.
        var open = 0
        var ongoing = 0
        var unstated = 0
        var cancelled = 0
    }

    public init(_ ledger: Ledger, on day: CalendarDay) {
        head = ReportHead(ledger, on: day)
        let withProblems = Set(ledger.problems(on: day).flatMap(\.problem.leads))
        let withTasks = Set(ledger.unitsWithTasks.map(\.name))
        var rows = ledger.directory.units.filter { withTasks.contains($0.name) || withProblems.contains($0.name) }
            .map { Row(unit: $0) }
        let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.unit.name, $0) })
        var totals = Totals()
        for task in ledger.tasks {
            let standing = ledger.standing(of: task, on: day)
            totals.count(standing)
            for assignment in task.assignments {
                if let place = places[assignment.unit] { rows[place].count(assignment.role, standing) }
            }
            for event in task.events where event.day <= day {
                if let unit = event.unit, let place = places[unit] { rows[place].note(reportOn: event.day) }
            }
        }
        var problemTotals = ProblemTotals()
        for (problem, standing) in ledger.problems(on: day) {
            problemTotals.count(standing)
            for lead in problem.leads {
                if let place = places[lead] { rows[place].count(standing) }
            }
        }
        self.problemTotals = problemTotals
        units = rows
        self.totals = totals
    }

    public var count: Int { units.count }

    public var json: [(String, JSON)] {
        [
            (
                "units",
                .array(
                    units.map { row in
                        .object([
                            ("name", .string(row.unit.name)), ("kind", .string(row.unit.isGroup ? "group" : "unit")),
                            ("lead", .number(row.lead)), ("leadDone", .number(row.leadDone)),
                            ("leadOverdue", .number(row.leadOverdue)), ("responsible", .number(row.responsible)),
                            ("responsibleOverdue", .number(row.responsibleOverdue)),
                            ("longestOverdueDays", .number(row.longestOverdueDays)),
                            ("leadPending", .number(row.leadPending)), ("problems", .number(row.problems)),
                            ("problemsOverdue", .number(row.problemsOverdue)),
                            ("lastReportOn", .optional(row.lastReportOn)),
                        ])
                    })
            ),
            (
                "totals",
                .object([
                    ("tasks", .number(totals.tasks)), ("signedOff", .number(totals.signedOff)),
                    ("pendingReview", .number(totals.pendingReview)), ("overdue", .number(totals.overdue)),
                    ("open", .number(totals.open)), ("ongoing", .number(totals.ongoing)),
                    ("unstated", .number(totals.unstated)), ("cancelled", .number(totals.cancelled)),
                ])
            ),
            (
                "problems",
                .object([
                    ("problems", .number(problemTotals.problems)), ("signedOff", .number(problemTotals.signedOff)),
                    ("pendingReview", .number(problemTotals.pendingReview)),
                    ("overdue", .number(problemTotals.overdue)), ("open", .number(problemTotals.open)),
                ])
            ),
        ]
    }
}

extension SummaryReport.Row {
    fileprivate mutating func count(_ role: Assignment.Role, _ standing: Standing) {
        switch role {
        case .lead:
            lead += 1
            if standing.state == .signedOff { leadDone += 1 }
            if standing.isOverdue { leadOverdue += 1 }
            if standing.state == .pendingReview, !standing.isOverdue { leadPending += 1 }
        case .responsible, .supporting:
            responsible += 1
            if standing.isOverdue { responsibleOverdue += 1 }
        }
        longestOverdueDays = max(longestOverdueDays, standing.daysOverdue ?? 0)
    }

    /// A problem that the unit has to put right.
    fileprivate mutating func count(_ standing: Standing) {
        guard !standing.isClosed else { return }
        problems += 1
        if standing.isOverdue { problemsOverdue += 1 }
    }

    fileprivate mutating func note(reportOn day: CalendarDay) { lastReportOn = max(lastReportOn ?? day, day) }
}

extension SummaryReport.ProblemTotals {
    fileprivate mutating func count(_ standing: Standing) {
        problems += 1
        if standing.isOverdue {
            overdue += 1
        } else if standing.isClosed {
            signedOff += 1
        } else if standing.state == .pendingReview {
            pendingReview += 1
        } else {
            open += 1
        }
    }
}

extension SummaryReport.Totals {
    fileprivate mutating func count(_ standing: Standing) {
        tasks += 1
        if standing.isOverdue {
            overdue += 1
            return
        }
        switch standing.state {
        case .signedOff: signedOff += 1
        case .pendingReview: pendingReview += 1
        case .cancelled: cancelled += 1
        case .ongoing: ongoing += 1
        case .notStarted, .inProgress:
            if standing.deadline == .unstated { unstated += 1 } else { open += 1 }
        }
    }
}

extension SummaryReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle,
            blocks: [.figures(figures), .table(table)],
            footnotes: [
                head.foot("\(units.count)个单位（含单位组）"),
                "各单位的数按单位计，一项任务有几个牵头或责任单位就各计一次；合计按任务去重，各项相加等于任务总数",
                "责任数含配合；完成＝已销号；预警规则：\(head.rule)",
            ])
    }

    private var figures: [Document.Figure] {
        var figures = [
            Document.Figure(label: "任务", value: totals.tasks),
            .init(label: "已销号", value: totals.signedOff, tone: .green),
            .init(label: "待审核", value: totals.pendingReview, tone: .blue),
            .init(label: "逾期", value: totals.overdue, tone: totals.overdue > 0 ? .red : .plain),
            .init(label: "未到期", value: totals.open),
        ]
        if totals.ongoing > 0 { figures.append(.init(label: "长期坚持", value: totals.ongoing)) }
        if totals.unstated > 0 { figures.append(.init(label: "未写明时限", value: totals.unstated, tone: .yellow)) }
        if totals.cancelled > 0 { figures.append(.init(label: "已取消", value: totals.cancelled)) }
        if problemTotals.problems > 0 {
            let open = problemTotals.problems - problemTotals.signedOff
            figures.append(.init(label: "未销号的问题", value: open, unit: "个"))
            figures.append(
                .init(
                    label: "问题逾期", value: problemTotals.overdue, unit: "个",
                    tone: problemTotals.overdue > 0 ? .red : .plain))
        }
        return figures
    }

    private var table: Table {
        Table(
            units,
            [
                .init("单位") { .text($0.unit.name + ($0.unit.isGroup ? "（组）" : "")) },
                .init("牵头", .number) { .countOrBlank($0.lead) },
                .init("牵头完成", .number) { .countOrBlank($0.leadDone) },
                .init("牵头逾期", .number) { .alarmOrBlank($0.leadOverdue) },
                .init("责任", .number) { .countOrBlank($0.responsible) },
                .init("责任逾期", .number) { .alarmOrBlank($0.responsibleOverdue) },
                .init("最长逾期天数", .number) { .alarmOrBlank($0.longestOverdueDays) },
                .init("牵头待审核", .number, isDetail: true) { .countOrBlank($0.leadPending) },
                .init("未销号的问题", .number, isDetail: true) { .countOrBlank($0.problems) },
                .init("问题逾期", .number, isDetail: true) { .alarmOrBlank($0.problemsOverdue) },
                .init("最近报送", .word, isDetail: true) { .optional($0.lastReportOn) },
            ])
    }
}
