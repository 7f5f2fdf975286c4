import PlanModel

/// 近期到期任务清单: what falls due within some days and is not yet reported done, the nearest first.
public struct UpcomingReport: Report {
    public static let name = "upcoming"
    public static let title = "近期到期任务清单"
    public static let abstract = "哪些任务快到期了，还剩几天"

    public let head: ReportHead
    let days: Int
    let rows: [TaskRow]
    let problems: [ProblemRow]

    /// Looks so many days ahead: 14 means up to and including the day two weeks on.
    public init(_ ledger: Ledger, on day: CalendarDay, within days: Int = 14) {
        head = ReportHead(ledger, on: day)
        self.days = days
        rows = ledger.tasks
            .enumerated()
            .compactMap { place, task -> (Int, TaskRow)? in
                let left = ledger.standing(of: task, on: day).daysLeft
                guard let left, left <= days else { return nil }
                return (place, TaskRow(TaskOnDay(task, in: ledger, on: day), ledger.plan.alertRule, isUpcoming: true))
            }
            .sorted { ($0.1.daysLeft ?? 0, $0.0) < ($1.1.daysLeft ?? 0, $1.0) }
            .map(\.1)
        problems = ledger.problemRows(on: day).filter { ($0.standing.daysLeft ?? .max) <= days }
            .sorted { ($0.standing.daysLeft ?? 0, $0.problem.number) < ($1.standing.daysLeft ?? 0, $1.problem.number) }
    }

    public var count: Int { rows.count + problems.count }

    public var json: [(String, JSON)] {
        [
            ("days", .number(days)), ("count", .number(rows.count)),
            ("tasks", .array(rows.map { .object($0.json(("daysLeft", .optional($0.daysLeft)))) })),
            ("problems", .array(problems.map(\.json))),
        ]
    }
}

extension UpcomingReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle,
            blocks: [.paragraph(summary), .table(table)] + problemBlocks,
            footnotes: [head.foot("\(days)日内到期\(rows.count)项"), "预警规则：\(head.rule)", "已经逾期的任务见逾期任务清单"],
            page: .a4Landscape)
    }

    private var summary: String {
        let last = head.day.advanced(by: days)
        guard let nearest = rows.first?.daysLeft else { return "到\(last.inChinese)为止，没有任务到期。" }
        return "到\(last.inChinese)为止，有\(rows.count)项任务到期，最近的\(nearest == 0 ? "今天到期" : "还剩\(nearest)天")。"
    }

    private var problemBlocks: [Document.Block] {
        guard !problems.isEmpty else { return [] }
        return [
            .heading("近期到整改时限的问题"), .table(problems.table),
        ]
    }

    private var table: Table {
        Table(
            rows,
            [
                .init("编号", .word) { .text($0.code) }, .init("任务") { .text($0.listTitle) },
                .init("牵头单位") { $0.leadCell },
                .init("责任单位", isDetail: rows.allSatisfy(\.hasLead)) { .names($0.responsibleUnits) },
                .init("到期日", .word) { .optional($0.deadline) },
                .init("剩余天数", .number) { .count($0.daysLeft ?? 0) }, .init("预警", .word) { $0.alertCell },
                .init("对应指标", isDetail: true) { .namesOrBlank($0.fixes) },
                .init("未报单位", isDetail: true) { $0.onDay.missingCell },
                .init("进展", .word, isDetail: true) { $0.onDay.progressCell },
                .init("最近记录", isDetail: true) { $0.onDay.lastEventCell },
            ])
    }
}
