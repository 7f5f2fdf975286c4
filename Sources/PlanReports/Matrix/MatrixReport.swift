import PlanModel

/// 部门责任矩阵: a row a task, a column a unit or group, and in the cell the part that it has.
public struct MatrixReport: Report {
    public static let name = "matrix"
    public static let title = "部门责任矩阵"
    public static let abstract = "每项任务由谁牵头、谁负责、谁配合，一张表看全"

    public let head: ReportHead
    let units: [OrgUnit]
    let rows: [Row]
    let totals: [[Int]]
    let rule: AlertRule
    let isExpanded: Bool

    struct Row: Sendable {
        var code: String
        var title: String
        var onDay: TaskOnDay
        /// One for each of `units`, nil where the unit has no part.
        var roles: [Assignment.Role?]
        /// Where each of several reports: those of `units` that have.
        var reported: Set<Int>
        var standing: Standing { onDay.standing }
    }

    /// `expandingGroups` takes groups apart into their members, where they are known.
    public init(_ ledger: Ledger, on day: CalendarDay, expandingGroups: Bool = false) {
        // How a task stands is asked of the task as the plan has it: its groups say who has to report.
        let whole = ledger.tasks
        let ledger = expandingGroups ? ledger.expandingGroups() : ledger
        let units = ledger.unitsWithTasks
        let columns = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1.name, $0) })
        var totals = [[Int]](repeating: [0, 0, 0], count: units.count)
        head = ReportHead(ledger, on: day)
        self.units = units
        rule = ledger.plan.alertRule
        isExpanded = expandingGroups
        rows = zip(ledger.tasks, whole).map { task, asPlanned in
            var roles = [Assignment.Role?](repeating: nil, count: units.count)
            for assignment in task.assignments {
                guard let column = columns[assignment.unit] else { continue }
                roles[column] = assignment.role
                totals[column][assignment.role.place] += 1
            }
            let onDay = TaskOnDay(asPlanned, in: ledger, on: day)
            let reported = onDay.reports.map { reports in
                Set(reports.expected.filter { reports.hasReported($0) }.compactMap { columns[$0] })
                    .filter { roles[$0] != .lead }
            }
            return Row(
                code: task.code, title: task.title, onDay: onDay, roles: roles,
                reported: asPlanned.eachMemberReports ? reported ?? [] : [])
        }
        self.totals = totals
    }

    public var count: Int { rows.count }

    public var json: [(String, JSON)] {
        [
            (
                "units",
                .array(
                    units.map {
                        .object([("name", .string($0.name)), ("kind", .string($0.isGroup ? "group" : "unit"))])
                    })
            ),
            (
                "rows",
                .array(
                    rows.map { row in
                        .object(
                            [
                                ("code", .string(row.code)), ("title", .string(row.title)),
                                ("standing", .string(row.standing.state.rawValue)),
                                ("daysOverdue", .optional(row.standing.daysOverdue)),
                                ("roles", .array(row.roles.map { .optional($0?.rawValue) })),
                            ] + row.onDay.json)
                    })
            ),
            (
                "totals",
                .array(
                    totals.map { total in
                        .object(zip(Assignment.Role.allCases, total).map { ($0.rawValue, .number($1)) })
                    })
            ),
        ]
    }
}

extension MatrixReport {
    public var document: Document {
        Document(
            title: Self.title, subtitle: head.subtitle,
            blocks: [.paragraph(rows.isEmpty ? "没有任务。" : Self.legend + reportedLegend), .table(table)],
            footnotes: [head.foot("本表\(rows.count)项任务、\(units.count)个单位（含单位组）"), "预警规则：\(head.rule)"] + notes,
            page: .a3Landscape)
    }

    private static let legend = "牵（◎）＝牵头单位，责（○）＝责任单位，配（△）＝配合单位"
    private static let reportedMark = "报"

    private var reportedLegend: String {
        rows.contains { !$0.reported.isEmpty } ? "，\(Self.reportedMark)＝要各自报送的任务，本单位已报完成" : ""
    }

    private var notes: [String] {
        var notes: [String] = []
        let joint = rows.filter { $0.roles.filter { $0 == .lead }.count > 1 }.count
        let leaderless = rows.filter { !$0.roles.contains(.lead) }.count
        notes.append(
            "各列合计按单位数；任务共\(rows.count)项（去重），其中共同牵头\(joint)项"
                + (leaderless > 0 ? "，没有明确牵头单位\(leaderless)项" : ""))
        let groups = units.filter(\.isGroup).map(\.name)
        if !groups.isEmpty {
            notes.append(
                isExpanded
                    ? "成员不明、保留原样的单位组：\(groups.joined(separator: "、"))"
                    : "单位组：\(groups.joined(separator: "、"))（加 --expand 按已知成员展开）")
        }
        return notes
    }

    private var table: Table {
        let details: [Table.Source<Row>] = [
            .init("进展", .word) { $0.onDay.progressCell }, .init("最近记录") { $0.onDay.lastEventCell },
        ]
        let blanks = [Cell](repeating: .empty, count: 1 + details.count)
        return Table(
            columns: [.init("编号", .word), .init("任务"), .init("状态", .word)]
                + details.map { Table.Column($0.column.title, $0.column.kind, isDetail: true) }
                + units.map { Table.Column($0.name, .mark) },
            rows: rows.map { row in
                [.text(row.code), .text(row.title), .marked(row.standing.shortWord, row.standing.tone(rule))]
                    + details.map { $0.cell(row) } + marks(of: row)
            },
            totals: Assignment.Role.allCases.filter { role in totals.contains { $0[role.place] > 0 } }.map { role in
                [.text("合计"), .text("\(role.word)任务数")] + blanks + totals.map { .countOrBlank($0[role.place]) }
            })
    }

    private func marks(of row: Row) -> [Cell] {
        guard !row.reported.isEmpty else { return row.roles.map { $0.map(Cell.role) ?? .empty } }
        return row.roles.enumerated().map { column, role in
            row.reported.contains(column) ? .marked(Self.reportedMark, .green) : role.map(Cell.role) ?? .empty
        }
    }
}

extension Assignment.Role {
    fileprivate var place: Int {
        switch self {
        case .lead: 0
        case .responsible: 1
        case .supporting: 2
        }
    }
}
