import PlanModel

/// 待审核清单: what was reported done and waits for the office, the longest waiting first.
public struct ReviewReport: LedgerReport {
    public static let name = "review"
    public static let title = "待审核清单"
    public static let abstract = "哪些任务报了完成，等着审核销号"

    public let head: ReportHead
    let rows: [Row]
    let problems: [ProblemRow]

    struct Row: Sendable {
        var task: PlanTask
        var period: String?
        var deadline: CalendarDay?
        var reportedOn: CalendarDay
        var waitingDays: Int
        /// Days after the deadline on which it was reported; 0 if it was in time.
        var lateDays: Int
    }

    public init(_ ledger: Ledger, on day: CalendarDay) {
        head = ReportHead(ledger, on: day)
        problems = ledger.problemRows(on: day).filter { $0.standing.state == .pendingReview }
        rows = ledger.tasks.flatMap { Self.rows($0, ledger, on: day) }.enumerated()
            .sorted { ($1.element.waitingDays, $0.offset) < ($0.element.waitingDays, $1.offset) }
            .map(\.element)
    }

    private static func rows(_ task: PlanTask, _ ledger: Ledger, on day: CalendarDay) -> [Row] {
        func row(_ period: String?, _ due: CalendarDay?, _ reportedOn: CalendarDay) -> Row {
            Row(
                task: task, period: period, deadline: due, reportedOn: reportedOn,
                waitingDays: reportedOn.distance(to: day),
                lateDays: due.map { max(0, $0.distance(to: reportedOn)) } ?? 0)
        }
        if case .recurring = task.deadline {
            guard !task.events.isEmpty else { return [] }
            return task.turns(on: day, in: ledger.directory).filter { $0.state == .pendingReview }.reversed()
                .compactMap { turn in turn.finishedOn.map { row(turn.turn.period, turn.turn.due, $0) } }
        }
        let standing = ledger.standing(of: task, on: day)
        guard standing.state == .pendingReview, let reportedOn = standing.finishedOn else { return [] }
        return [row(nil, standing.deadline.due, reportedOn)]
    }

    public var count: Int { rows.count + problems.count }

    public var json: [(String, JSON)] {
        [
            ("count", .number(rows.count)),
            (
                "tasks",
                .array(
                    rows.map { row in
                        .object([
                            ("code", .string(row.task.code)), ("title", .string(row.task.title)),
                            ("period", .optional(row.period)), ("leadUnits", .strings(row.task.units(.lead))),
                            ("deadline", .optional(row.deadline)), ("reportedOn", .string(row.reportedOn.description)),
                            ("waitingDays", .number(row.waitingDays)), ("lateDays", .number(row.lateDays)),
                        ])
                    })
            ),
            ("problems", .array(problems.map(\.json))),
        ]
    }
}

extension ReviewReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle, blocks: blocks,
            footnotes: [
                head.foot("待审核\(rows.count)项" + (problems.isEmpty ? "" : "，待核查销号的问题\(problems.count)个")),
                "通过：duban review 编号 --accept；不通过：duban review 编号 --return 意见",
            ], page: .a4Landscape)
    }

    private var blocks: [Document.Block] {
        var blocks: [Document.Block] = [
            .paragraph(rows.isEmpty ? "没有待审核的任务。" : "待审核的任务\(rows.count)项。"), .table(table),
        ]
        if !problems.isEmpty {
            blocks += [
                .heading("待核查、待销号的问题"), .table(problems.table),
            ]
        }
        return blocks
    }

    private var table: Table {
        Table(
            rows,
            [
                .init("编号", .word) { .text($0.task.code) }, .init("任务") { .text($0.task.title) },
                .init("期次", .word, isDetail: true) { .optional($0.period) },
                .init("牵头单位") { .leads($0.task.units(.lead)) }, .init("完成时限", .word) { .optional($0.deadline) },
                .init("报完成日", .word) { .day($0.reportedOn) },
                .init("晚几天", .number, isDetail: true) { .alarmOrBlank($0.lateDays) },
                .init("已等几天", .number) { .count($0.waitingDays) },
            ])
    }
}
