import PlanModel

/// 任务台账: every task with how it stands, how far it is, and what happened last.
public struct ListReport: Report {
    public static let name = "list"
    public static let title = "任务台账"
    public static let abstract = "每项任务现在的状态、进展和最近一条记录"

    public let head: ReportHead
    let rows: [TaskOnDay]
    let rule: AlertRule

    /// Only tasks that stand in one of these ways; with none named, all.
    public init(_ ledger: Ledger, on day: CalendarDay, standing states: Set<Filter> = []) {
        head = ReportHead(ledger, on: day)
        rule = ledger.plan.alertRule
        rows = ledger.tasks.map { TaskOnDay($0, in: ledger, on: day) }.filter { row in
            states.isEmpty || states.contains { $0.isMet(by: row.standing) }
        }
    }

    /// What `--standing` chooses by: one of the six standings, or overdue.
    public enum Filter: Hashable, Sendable {
        case state(Standing.State)
        case overdue

        func isMet(by standing: Standing) -> Bool {
            switch self {
            case .state(let state): standing.state == state
            case .overdue: standing.isOverdue
            }
        }

        /// By the word for programs (`inProgress`, `overdue`) or the office's (推进中, 逾期); nil if there is no such word.
        public init?(_ word: String) {
            if let state = Standing.State.allCases.first(where: { $0.rawValue == word || $0.word == word }) {
                self = .state(state)
            } else if word == "overdue" || word == "逾期" {
                self = .overdue
            } else {
                return nil
            }
        }

        public static let words = Standing.State.allCases.map(\.word) + ["逾期"]
    }

    public var count: Int { rows.count }

    public var json: [(String, JSON)] {
        [
            ("count", .number(rows.count)),
            (
                "tasks",
                .array(
                    rows.map { row in
                        .object(
                            [
                                ("code", .string(row.task.code)), ("title", .string(row.task.title)),
                                ("leadUnits", .strings(row.task.units(.lead))),
                                ("responsibleUnits", .strings(row.task.units(.responsible))),
                                ("deadline", .optional(row.standing.dueDay)),
                                ("originalDeadline", .optional(row.task.originalDue)),
                                ("standing", .string(row.standing.state.rawValue)),
                                ("daysOverdue", .optional(row.standing.daysOverdue)),
                                ("daysLeft", .optional(row.standing.daysLeft)),
                                ("alert", .optional(rule.alert(for: row.standing)?.rawValue)),
                                ("period", .optional(row.standing.duePeriod)),
                                ("fixes", .strings(row.task.fixes.map(\.indicator))),
                            ] + row.json)
                    })
            ),
        ]
    }
}

extension ListReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle,
            blocks: [.figures(figures)] + (rows.isEmpty ? [.paragraph("没有符合条件的任务。")] : []) + [.table(table)],
            footnotes: [head.foot("\(rows.count)项任务"), "预警规则：\(head.rule)", "一项任务的全部情况，如任务1：duban show 1"],
            page: .a4Landscape)
    }

    private var figures: [Document.Figure] {
        let overdue = rows.filter(\.standing.isOverdue).count
        return [.init(label: "逾期", value: overdue, tone: overdue > 0 ? .red : .plain)]
            + Standing.State.allCases.map { state in
                .init(
                    label: state.word, value: rows.filter { $0.standing.state == state && !$0.standing.isOverdue }.count
                )
            }.filter { $0.value > 0 }
    }

    private var table: Table {
        Table(
            rows,
            [
                .init("编号", .word) { .text($0.task.code) }, .init("任务") { .text($0.task.titleWithTurns($0.standing)) },
                .init("牵头单位") { $0.leadCell }, .init("完成时限", .word) { $0.standing.deadlineCell },
                .init("状态", .word) { .marked($0.standing.words, $0.standing.tone(rule)) },
                .init("进展", .word, isDetail: true) { $0.progressCell },
                .init("最近记录", isDetail: true) { $0.lastEventCell },
                .init("未报单位", isDetail: true) { $0.missingCell },
                .init("责任单位", isDetail: true) { .namesOrBlank($0.task.units(.responsible)) },
                .init("对应指标", isDetail: true) { .namesOrBlank($0.task.fixes.map(\.indicator)) },
            ])
    }
}
