import GRDB
import PlanModel

extension Store {
    /// Reads one plan with everything that has happened to it, in one transaction, so that no report sees half of a change.
    ///
    /// - Parameters:
    ///   - code: the plan; nil means the only one in the file.
    ///   - day: the day asked about: the plan is given as it stood then. Nil means the newest version.
    ///   - knownOn: only what had been recorded by the end of this day; nil means everything.
    ///   - tasks: what the report needs.
    /// - Returns: the plan with its events, in the plan's order.
    /// - Throws: `StoreError.noSuchPlan`, `.whichPlan` or `.noPlans` if it is not clear which plan is meant.
    public func ledger(
        ofPlan code: String?, on day: CalendarDay? = nil, knownOn: CalendarDay? = nil, tasks: TasksToRead = .all
    ) throws(StoreError) -> Ledger {
        try Self.words(path) {
            try database.read { db in
                let row = try PlanRow.fetch(db, code: plan(code, db))
                let (older, first) = try PlanVersion.older(db, planID: row.id, on: day ?? .latest, knownOn: knownOn)
                var ledger = try LedgerReader(db, row, older, on: day ?? .latest, knownOn: knownOn).ledger(tasks)
                if case .only(let codes) = tasks {
                    ledger.planChanges = try row.changes(db, ofTasks: codes, knownOn: knownOn)
                }
                guard !first.isEmpty else { return ledger }
                for place in ledger.plan.tasks.indices {
                    let task = ledger.plan.tasks[place]
                    if let deadline = first[task.code], deadline != task.deadline {
                        ledger.plan.tasks[place].firstDeadline = deadline
                    }
                }
                return ledger
            }
        }
    }

    /// Codes and titles of the plans in the ledger.
    public func plans() throws(StoreError) -> [(code: String, title: String, county: String, taskCount: Int)] {
        try Self.words(path) {
            try database.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT plan.code, plan.title, plan.county,
                            (SELECT count(*) FROM task WHERE task.planID = plan.id AND task.withdrawnOn IS NULL)
                        FROM plan
                        ORDER BY plan.code
                        """
                ).map { ($0[0], $0[1], $0[2], $0[3]) }
            }
        }
    }

    /// The code of the plan that is meant.
    func plan(_ code: String?, _ db: Database) throws -> String {
        let known = try String.fetchAll(db, sql: "SELECT code FROM plan ORDER BY code")
        guard let code else {
            guard let only = known.first else { throw StoreError.noPlans(path: path) }
            guard known.count == 1 else { throw StoreError.whichPlan(known) }
            return only
        }
        guard known.contains(code) else { throw StoreError.noSuchPlan(code: code, known: known) }
        return code
    }
}

/// A row of the table `plan`, and how the rest of the plan is read from there.
struct PlanRow {
    var id: Int64
    private var head: Row

    static func fetch(_ db: Database, code: String) throws -> PlanRow {
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM plan WHERE code = ?", arguments: [code]) else {
            throw StoreError.noSuchPlan(code: code, known: [])
        }
        return try fetch(db, id: id)
    }

    static func fetch(_ db: Database, id: Int64) throws -> PlanRow {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT id, code, county, title, document, issuedOn, standardID, alertBlueDays, alertYellowDays
                    FROM plan
                    WHERE id = ?
                    """, arguments: [id])
        else { throw StoreError.damaged(path: "", detail: "plan \(id)") }
        return PlanRow(id: id, head: row)
    }

    func plan(
        _ db: Database, _ wanted: TasksToRead, knownOn: CalendarDay? = nil, hasStandard: Bool = true
    ) throws -> Plan {
        let units = try units(db)
        let standardID: Int64? = head[6]
        return Plan(
            code: head[1], county: head[2], title: head[3], document: head[4],
            issued: try (head[5] as String?).map { try Column.day($0, "plan.issuedOn") },
            standard: hasStandard ? try standardID.map { try StandardRow.standard($0, db) } : nil,
            phases: try phases(db),
            alertRule: AlertRule(blueDays: head[7], yellowDays: head[8]),
            units: units.inOrder,
            tasks: try TaskReader(
                db, planID: id, wanted, unitNames: units.names, phaseNames: phaseNames(db), knownOn: knownOn
            ).tasks())
    }

    /// What later versions of the plan changed in some tasks, in the order in which they were applied.
    func changes(
        _ db: Database, ofTasks codes: [String], knownOn: CalendarDay?
    ) throws -> [String: [PlanChange]] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT name, appliedAt, actor, kind, field, before, after
                FROM planChange
                WHERE planID = ? AND subject = 'task' AND kind <> 'added' AND name IN (\(databaseQuestionMarks(count: codes.count)))
                ORDER BY id
                """, arguments: [id] + StatementArguments(codes))
        var changes: [String: [PlanChange]] = [:]
        var lastAt = ""
        for row in rows {
            let (code, at): (String, String) = (row[0], row[1])
            if let knownOn, at >= knownOn.endInChina { continue }
            let kind: PlanDifference.Change.Kind = try Column.word(row[3], "planChange.kind")
            let day = CalendarDay(inChinaAt: at)
            let isSame = lastAt == at && changes[code]?.last?.kind == kind
            if !isSame {
                changes[code, default: []].append(
                    PlanChange(day: day ?? "0001-01-01", actor: row[2], kind: kind, fields: []))
            }
            lastAt = at
            guard kind == .changed, let place = changes[code]?.indices.last else { continue }
            changes[code]?[place].fields.append(PlanDifference.Field(name: row[4], before: row[5], after: row[6]))
        }
        return changes
    }

    // MARK: What stands around the tasks

    private func phases(_ db: Database) throws -> [Plan.Phase] {
        try Row.fetchAll(
            db, sql: "SELECT name, startOn, endOn FROM phase WHERE planID = ? ORDER BY position", arguments: [id]
        ).map { row in
            Plan.Phase(
                name: row[0], start: try Column.day(row[1], "phase.startOn"), end: try Column.day(row[2], "phase.endOn")
            )
        }
    }

    /// The name of every unit that was ever in the plan. A unit that was merged into another, and whose name is now an alias
    /// of that, goes by the other's name: what it reported, the other has reported.
    func unitNames(_ db: Database) throws -> [Int64: String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT unit.id, coalesce(successor.name, unit.name)
                FROM unit
                LEFT JOIN unitAlias
                    ON unit.isWithdrawn = 1 AND unitAlias.planID = unit.planID AND unitAlias.name = unit.name
                LEFT JOIN unit AS successor ON successor.id = unitAlias.unitID
                WHERE unit.planID = ?
                """, arguments: [id])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }

    private func phaseNames(_ db: Database) throws -> [Int64: String] {
        try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(
                db, sql: "SELECT id, name FROM phase WHERE planID = ? ORDER BY id", arguments: [id]
            ).map { ($0[0], $0[1]) })
    }

    private func units(_ db: Database) throws -> (inOrder: [OrgUnit], names: [Int64: String]) {
        let rows = try Row.fetchAll(
            db,
            sql:
                "SELECT id, name, kind, code, mail, duties, isWithdrawn FROM unit WHERE planID = ? ORDER BY position, id",
            arguments: [id])
        let names = try unitNames(db)
        let aliases = try Dictionary(
            grouping: Row.fetchAll(
                db, sql: "SELECT unitID, name FROM unitAlias WHERE planID = ? ORDER BY unitID, position",
                arguments: [id])
        ) { $0[0] as Int64 }
        let members = try Dictionary(
            grouping: Row.fetchAll(
                db,
                sql: """
                    SELECT groupMember.groupID, groupMember.unitID
                    FROM groupMember
                    JOIN unit ON unit.id = groupMember.groupID
                    WHERE unit.planID = ?
                    ORDER BY groupMember.groupID, groupMember.position
                    """, arguments: [id])
        ) { $0[0] as Int64 }
        let units = try rows.filter { $0[6] == false }.map { row in
            OrgUnit(
                name: row[1], kind: try Column.word(row[2], "unit.kind"), code: row[3],
                aliases: aliases[row[0], default: []].map { $0[1] }, mail: row[4], duties: row[5],
                members: members[row[0], default: []].compactMap { names[$0[1]] })
        }
        return (units, names)
    }
}
