import PlanModel

/// 问题清单: what inspections found, by number, with how far it has been put right.
public struct ProblemsReport: LedgerReport {
    public static let name = "problems"
    public static let title = "问题清单"
    public static let abstract = "发现了哪些问题，谁整改，整改到哪一步"

    public let head: ReportHead
    let rows: [ProblemRow]

    public init(_ ledger: Ledger, on day: CalendarDay) {
        head = ReportHead(ledger, on: day)
        rows = ledger.problemRows(on: day)
    }

    /// Those that are not struck off.
    public var count: Int { rows.filter { !$0.standing.isClosed }.count }

    private func count(_ isCounted: (ProblemRow) -> Bool) -> Int { rows.filter(isCounted).count }

    private var counts: [(key: String, label: String, value: Int, tone: Tone)] {
        let overdue = count { $0.standing.isOverdue }
        let open = count { !$0.standing.isOverdue && [.notStarted, .inProgress].contains($0.standing.state) }
        return [
            ("problems", "问题", rows.count, .plain), ("overdue", "逾期", overdue, overdue > 0 ? .red : .plain),
            ("open", "整改期内", open, .plain),
            ("rectified", "待核查", count { $0.standing.state == .pendingReview && !$0.standing.isVerified }, .blue),
            ("verified", "待销号", count { $0.standing.state == .pendingReview && $0.standing.isVerified }, .blue),
            ("signedOff", "已销号", count { $0.standing.isClosed }, .green),
        ]
    }

    public var json: [(String, JSON)] {
        [
            ("count", .number(rows.count)), ("problems", .array(rows.map(\.json))),
            ("counts", .object(counts.map { ($0.key, .number($0.value)) })),
        ]
    }
}

extension ProblemsReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle,
            blocks: [
                .figures(counts.map { Document.Figure(label: $0.label, value: $0.value, unit: "个", tone: $0.tone) })
            ] + (rows.isEmpty ? [.paragraph("没有登记问题。")] : [])
                + [.table(rows.table)],
            footnotes: [head.foot("\(rows.count)个问题"), "预警规则：\(head.rule)", "一个问题的整改经过，如问题1：duban log P1"],
            page: .a4Landscape)
    }
}
