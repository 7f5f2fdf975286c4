import PlanModel

/// 指标覆盖表: which of the indicators have tasks that are to bring them up to standard, and how those tasks stand.
public struct CoverageReport: LedgerReport {
    public static let name = "coverage"
    public static let title = "指标覆盖表"
    public static let abstract = "32项指标各有哪些任务在补，哪些没有任务，哪些有任务逾期"

    public let head: ReportHead
    let standard: Standard?
    let rows: [Row]

    enum State: String, CaseIterable, Sendable {
        /// No task of the plan is meant to fix it.
        case uncovered
        case covered
        /// One of its tasks is overdue.
        case atRisk
        /// All of its tasks are signed off.
        case done

        var word: String {
            switch self {
            case .uncovered: "没有任务"
            case .covered: "有任务"
            case .atRisk: "有逾期"
            case .done: "全部销号"
            }
        }

        var tone: Tone {
            switch self {
            case .uncovered: .grey
            case .covered: .plain
            case .atRisk: .red
            case .done: .green
            }
        }
    }

    struct Row: Sendable {
        var indicator: Indicator
        var tasks: [(onDay: TaskOnDay, target: String?)]
        /// Not yet struck off.
        var problems: [ProblemRow]
        var state: State
    }

    public init(_ ledger: Ledger, on day: CalendarDay) {
        head = ReportHead(ledger, on: day)
        standard = ledger.plan.standard
        var tasks: [String: [(onDay: TaskOnDay, target: String?)]] = [:]
        let problems = Dictionary(
            grouping: ledger.problemRows(on: day).filter { !$0.standing.isClosed && $0.problem.indicator != nil }
        ) { $0.problem.indicator ?? "" }
        for task in ledger.tasks where !task.fixes.isEmpty {
            let onDay = TaskOnDay(task, in: ledger, on: day)
            // What was cancelled fixes nothing.
            guard onDay.standing.state != .cancelled else { continue }
            for fix in task.fixes { tasks[fix.indicator, default: []].append((onDay, fix.target)) }
        }
        rows = (ledger.plan.standard?.indicators ?? []).map { indicator in
            let tasks = tasks[indicator.code, default: []]
            let problems = problems[indicator.code, default: []]
            return Row(
                indicator: indicator, tasks: tasks, problems: problems,
                state: Self.state(tasks.map(\.onDay.standing), problems.map(\.standing)))
        }
    }

    /// An overdue task puts an indicator at risk, and so does a problem that was not put right in time. It is done when every
    /// task is signed off and no problem is left open.
    private static func state(_ tasks: [Standing], _ problems: [Standing]) -> State {
        if (tasks + problems).contains(where: \.isOverdue) { return .atRisk }
        guard !tasks.isEmpty else { return .uncovered }
        return problems.isEmpty && tasks.allSatisfy { $0.state == .signedOff } ? .done : .covered
    }

    /// Indicators that nobody works on, or whose tasks are late.
    public var count: Int { rows.filter { $0.state == .uncovered || $0.state == .atRisk }.count }

    private func count(_ state: State) -> Int { rows.filter { $0.state == state }.count }

    public var json: [(String, JSON)] {
        [
            (
                "indicators",
                .array(
                    rows.map { row in
                        .object([
                            ("code", .string(row.indicator.code)), ("category", .string(row.indicator.category)),
                            ("name", .string(row.indicator.name)),
                            (
                                "tasks",
                                .array(
                                    row.tasks.map { onDay, target in
                                        .object(
                                            [
                                                ("code", .string(onDay.task.code)),
                                                ("standing", .string(onDay.standing.state.rawValue)),
                                                ("overdue", .bool(onDay.standing.isOverdue)),
                                                ("target", .optional(target)),
                                            ] + onDay.json)
                                    })
                            ), ("problems", .array(row.problems.map(\.json))),
                            ("state", .string(row.state.rawValue)),
                        ])
                    })
            ),
            ("counts", .object(State.allCases.map { ($0.rawValue, .number(count($0))) })),
        ]
    }
}

extension CoverageReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle, blocks: blocks,
            footnotes: [head.foot("\(rows.count)项指标")] + (standard.map { ["指标依据：\($0.authority)"] } ?? []) + [
                "“没有任务”指方案里没有写明对应这项指标的任务，不等于指标未达标", "预警规则：\(head.rule)",
            ])
    }

    private var blocks: [Document.Block] {
        guard standard != nil else { return [.paragraph("方案没有写依据哪个指标标准，无法对照。")] }
        return [.figures(figures), .table(table)]
    }

    private var figures: [Document.Figure] {
        [
            .init(label: "指标", value: rows.count),
            .init(
                label: State.uncovered.word, value: count(.uncovered), tone: count(.uncovered) > 0 ? .yellow : .plain),
            .init(label: "有任务、未逾期", value: count(.covered), tone: .blue),
            .init(label: State.atRisk.word, value: count(.atRisk), tone: count(.atRisk) > 0 ? .red : .plain),
            .init(label: State.done.word, value: count(.done), tone: .green),
        ]
    }

    private var table: Table {
        Table(
            columns: [
                .init("指标", .word), .init("类别", .word, isDetail: true), .init("名称"),
                .init("标准", .text, isDetail: true), .init(rows.contains { !$0.problems.isEmpty } ? "任务和未销号的问题" : "任务"),
                .init("状态", .word),
            ],
            rows: rows.map { row in
                [
                    .text(row.indicator.code), .text(row.indicator.category), .text(row.indicator.name),
                    .text(row.indicator.thresholds.map(\.inChinese).joined(separator: "；")), tasksCell(row),
                    .marked(row.state.word, row.state.tone),
                ]
            })
    }

    private func tasksCell(_ row: Row) -> Cell {
        let tasks = row.tasks.map { onDay, target in
            "\(onDay.task.code) \(onDay.task.title)（\(target.map { "\($0)；" } ?? "")\(onDay.standing.words)）"
        }
        let problems = row.problems.map { row in
            "问题\(row.problem.number) \(row.problem.title)（\(row.problem.place.map { "\($0)；" } ?? "")\(row.words)）"
        }
        return .text((tasks + problems).joined(separator: "\n"))
    }
}
