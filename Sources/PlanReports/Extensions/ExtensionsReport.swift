import PlanModel

/// 延期申请清单: every request to put a deadline off, and what was decided.
public struct ExtensionsReport: LedgerReport {
    public static let name = "extensions"
    public static let title = "延期申请清单"
    public static let abstract = "谁申请了延期，批了没有，延到哪天"

    public let head: ReportHead
    let rows: [Row]

    enum Decision: String, Sendable {
        case pending, approved, refused
        /// The task was closed before anybody decided.
        case lapsed

        var word: String {
            switch self {
            case .pending: "待批"
            case .approved: "同意"
            case .refused: "不同意"
            case .lapsed: "未批（任务已关闭）"
            }
        }

        var tone: Tone {
            switch self {
            case .pending: .yellow
            case .approved: .green
            case .refused, .lapsed: .grey
            }
        }
    }

    struct Row: Sendable {
        var task: PlanTask
        var request: TaskEvent
        var requestedDay: CalendarDay
        var isLate: Bool
        /// The deadline that it was asked to put off.
        var from: CalendarDay?
        var decision: Decision
        var decidedBy: TaskEvent?
        var grantedDay: CalendarDay?
        var document: String?
    }

    public init(_ ledger: Ledger, on day: CalendarDay) {
        head = ReportHead(ledger, on: day)
        rows = ledger.tasks.flatMap { Self.rows($0, on: day) }
            .sorted { ($0.request.day, $0.request.id) < ($1.request.day, $1.request.id) }
    }

    private static func rows(_ task: PlanTask, on day: CalendarDay) -> [Row] {
        guard !task.events.isEmpty else { return [] }
        var rows: [Row] = []
        var due = task.originalDue
        for event in task.events.inForce(on: day) {
            switch event.kind {
            case .extensionRequested(let to, let isLate):
                rows.append(
                    Row(
                        task: task, request: event, requestedDay: to, isLate: isLate, from: due, decision: .pending))
            case .extensionApproved(let to, let document):
                due = to
                guard let last = rows.indices.last, rows[last].decision == .pending else { continue }
                rows[last].decision = .approved
                rows[last].decidedBy = event
                rows[last].grantedDay = to
                rows[last].document = document
            case .extensionRefused:
                guard let last = rows.indices.last, rows[last].decision == .pending else { continue }
                rows[last].decision = .refused
                rows[last].decidedBy = event
            case .signedOff where event.period == nil, .cancelled where event.period == nil:
                if let last = rows.indices.last, rows[last].decision == .pending { rows[last].decision = .lapsed }
            default: break
            }
        }
        return rows
    }

    /// Those that wait for a decision.
    public var count: Int { rows.filter { $0.decision == .pending }.count }

    public var json: [(String, JSON)] {
        [
            ("count", .number(count)),
            (
                "extensions",
                .array(
                    rows.map { row in
                        .object([
                            ("code", .string(row.task.code)), ("title", .string(row.task.title)),
                            ("leadUnits", .strings(row.task.units(.lead))), ("unit", .optional(row.request.unit)),
                            ("requestedOn", .string(row.request.day.description)), ("late", .bool(row.isLate)),
                            ("from", .optional(row.from)), ("to", .string(row.requestedDay.description)),
                            ("reason", .string(row.request.note)), ("decision", .string(row.decision.rawValue)),
                            ("decidedOn", .optional(row.decidedBy?.day)), ("granted", .optional(row.grantedDay)),
                            ("document", .optional(row.document)),
                        ])
                    })
            ),
        ]
    }
}

extension ExtensionsReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle,
            blocks: [
                .paragraph(rows.isEmpty ? "没有延期申请。" : "延期申请\(rows.count)件，待批\(count)件。"), .table(table),
            ],
            footnotes: [
                head.foot("\(rows.count)件"),
                "批准：duban extend approve 编号 --document 文号；不同意：duban extend refuse 编号 --reason 原因",
            ], page: .a4Landscape)
    }

    private var table: Table {
        Table(
            rows,
            [
                .init("编号", .word) { .text($0.task.code) }, .init("任务") { .text($0.task.title) },
                .init("牵头单位") { .leads($0.task.units(.lead)) }, .init("申请日", .word) { .day($0.request.day) },
                .init("原时限", .word, isDetail: true) { .optional($0.from) },
                .init("申请延到", .word) { .day($0.requestedDay) },
                .init("批复", .word) { .marked($0.decision.word, $0.decision.tone) },
                .init("批准延到", .word, isDetail: true) { .optional($0.grantedDay) },
                .init("文号", isDetail: true) { .optional($0.document) },
                .init("原因") { .text(($0.isLate ? "（到期后申请）" : "") + $0.request.note) },
            ])
    }
}
