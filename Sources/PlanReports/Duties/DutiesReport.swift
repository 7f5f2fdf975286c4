import PlanModel

/// 单位任务清单: everything that one unit has a part in, itself or as a member of a group.
public struct DutiesReport: Report {
    public static let name = "duties"
    public static let title = "单位任务清单"
    public static let abstract = "一个单位牵头什么、负责什么，各到什么时候"

    public let head: ReportHead
    let unit: OrgUnit
    let rows: [Row]
    /// Problems that the unit has to put right, or that were found there.
    let problems: [ProblemRow]
    let rule: AlertRule

    struct Row: Sendable {
        var onDay: TaskOnDay
        /// Of the unit's own share, where each of several reports for itself; else of the task.
        var standing: Standing
        var role: Assignment.Role
        /// The group through which the unit has its part; nil if the document names the unit itself.
        var via: String?
        var coLeads: [String]
        var task: PlanTask { onDay.task }
        /// The standing is that of the unit's own share.
        var isOwnShare: Bool
    }

    /// - Throws: `UnknownName` if the ledger has no such unit, so that a slip never reads as "no duties".
    public init(_ ledger: Ledger, on day: CalendarDay, ofUnitNamed name: String) throws(UnknownName) {
        let unit = try ledger.unit(named: name)
        let parties = ledger.directory.partiesSpeakingFor(unit).map(\.name)
        head = ReportHead(ledger, on: day)
        self.unit = unit
        rule = ledger.plan.alertRule
        rows = ledger.tasks
            .compactMap { task -> Row? in
                // The heaviest part counts, and of equal ones the unit's own before a group's.
                let parts = task.assignments.filter { parties.contains($0.unit) }
                guard let role = parts.map(\.role).min() else { return nil }
                let named = parts.filter { $0.role == role }
                let via = named.contains { $0.unit == unit.name } ? nil : named.first?.unit
                let onDay = TaskOnDay(task, in: ledger, on: day)
                let isOwnShare =
                    task.eachMemberReports && (role != .lead || via != nil)
                    && task.reporters(in: ledger.directory).contains(unit.name)
                return Row(
                    onDay: onDay, standing: isOwnShare ? task.standing(of: unit.name, on: day) : onDay.standing,
                    role: role, via: via,
                    coLeads: role == .lead ? task.units(.lead).filter { $0 != unit.name && $0 != via } : [],
                    isOwnShare: isOwnShare)
            }
            .enumerated()
            .sorted { ($0.element.role, $0.offset) < ($1.element.role, $1.offset) }
            .map(\.element)
        problems = ledger.problemRows(on: day).filter { row in
            (row.problem.leads + [row.problem.place].compactMap { $0 }).contains { parties.contains($0) }
        }
    }

    public var count: Int { rows.count }

    private func count(_ isCounted: (Row) -> Bool) -> Int { rows.filter(isCounted).count }

    public var json: [(String, JSON)] {
        [
            ("unit", .string(unit.name)), ("kind", .string(unit.isGroup ? "group" : "unit")),
            ("duties", .optional(unit.duties)),
            (
                "tasks",
                .array(
                    rows.map { row in
                        .object(
                            [
                                ("code", .string(row.task.code)), ("title", .string(row.task.title)),
                                ("role", .string(row.role.rawValue)), ("via", .optional(row.via)),
                                ("standing", .string(row.standing.state.rawValue)),
                                ("deadline", .optional(row.standing.dueDay)),
                                ("daysOverdue", .optional(row.standing.daysOverdue)),
                                ("daysLeft", .optional(row.standing.daysLeft)),
                                ("coLeads", .strings(row.coLeads)), ("leadUnits", .strings(row.task.units(.lead))),
                                ("ownShare", .bool(row.isOwnShare)),
                            ] + row.onDay.json)
                    })
            ),
            (
                "counts",
                .object([
                    ("lead", .number(count { $0.role == .lead })),
                    ("responsible", .number(count { $0.role == .responsible })),
                    ("supporting", .number(count { $0.role == .supporting })),
                    ("overdue", .number(count { $0.standing.isOverdue })),
                    ("signedOff", .number(count { $0.standing.state == .signedOff })),
                    ("pendingReview", .number(count { $0.standing.state == .pendingReview })),
                    ("problems", .number(problems.count)),
                    ("problemsOverdue", .number(problems.filter(\.standing.isOverdue).count)),
                ])
            ),
            ("problems", .array(problems.map(\.json))),
        ]
    }
}

extension DutiesReport {
    public var document: Document {
        Document(
            title: "\(unit.name)任务清单", subtitle: head.subtitle, blocks: blocks,
            footnotes: [head.foot("\(unit.name)\(rows.count)项"), "预警规则：\(head.rule)"] + notes, page: .a4Landscape)
    }

    private var blocks: [Document.Block] {
        let duties = unit.duties.map { [Document.Block.paragraph("方案对本单位的要求：\($0)")] } ?? []
        guard !rows.isEmpty else {
            return duties + [.paragraph("方案里没有\(unit.name)的任务。"), .table(table)] + problemBlocks
        }
        let figures = [
            Document.Figure(label: "牵头", value: count { $0.role == .lead }),
            .init(label: "责任", value: count { $0.role == .responsible }),
            .init(label: "配合", value: count { $0.role == .supporting }),
            .init(
                label: "逾期", value: count { $0.standing.isOverdue },
                tone: count { $0.standing.isOverdue } > 0 ? .red : .plain),
            .init(label: "待审核", value: count { $0.standing.state == .pendingReview }),
            .init(label: "已销号", value: count { $0.standing.state == .signedOff }, tone: .green),
        ]
        return [.figures(figures)] + duties + [.table(table)] + problemBlocks
    }

    private var problemBlocks: [Document.Block] {
        guard !problems.isEmpty else { return [] }
        return [.heading("问题整改"), .table(problems.table)]
    }

    private var notes: [String] {
        var notes: [String] = []
        if rows.contains(where: { $0.via != nil }) { notes.append("“经由”指文件写的是单位组，本单位是其中一员") }
        if rows.contains(where: { !$0.coLeads.isEmpty }) { notes.append("共同牵头的任务在各牵头单位的清单里都列出") }
        if rows.contains(where: \.isOwnShare) { notes.append("要各成员分别报送的任务，状态是\(unit.name)自己的；括号里是全组已报的数") }
        return notes
    }

    private func words(_ row: Row) -> String {
        guard row.isOwnShare else {
            // A lead that has reported waits for the others: the delay is not its own.
            guard row.role == .lead, let reports = row.onDay.reports, reports.hasReported(unit.name),
                !reports.missing.isEmpty, !row.standing.isClosed
            else { return row.onDay.words }
            return "\(row.standing.words)（本单位已报，还缺\(reports.missingWords)）"
        }
        return row.standing.words + (row.onDay.reports.map { "（全组\($0.words)）" } ?? "")
    }

    private var table: Table {
        Table(
            rows,
            [
                .init("职责", .word) { .text($0.role.word) }, .init("编号", .word) { .text($0.task.code) },
                .init("任务") { .text($0.task.titleWithTurns($0.standing)) },
                .init("牵头单位") { $0.onDay.leadCell },
            ] + (rows.contains { $0.via != nil } ? [.init("经由") { .optional($0.via) }] : []) + [
                .init("完成时限", .word) { $0.standing.deadlineCell },
                .init("状态", .word) { .marked(words($0), $0.standing.tone(rule)) },
                .init("最近记录", isDetail: true) { $0.onDay.lastEventCell },
                .init("措施", isDetail: true) { .optional($0.task.measures) },
            ])
    }
}
