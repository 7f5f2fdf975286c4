import GRDB
import PlanModel

extension Store {
    /// Reads one plan with everything that has happened to it, in one transaction, so that no report sees half of a change.
    ///
    /// - Parameter code: the plan; nil means the only one in the file.
    public func ledger(ofPlan code: String?, tasks: TasksToRead = .all) throws(StoreError) -> Ledger {
        try Self.words(path) {
            try database.read { db in
                let plan = try PlanRow.fetch(db, code: plan(code, db))
                let count = try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM task WHERE planID = ? AND withdrawnOn IS NULL", arguments: [plan.id])
                return try Ledger(plan.plan(db, tasks), taskCount: count)
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

    private func plan(_ code: String?, _ db: Database) throws -> String {
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
///
/// Columns are read by position: a ledger of 10,000 tasks has to be read in tens of milliseconds.
struct PlanRow {
    var id: Int64
    private var head: Row

    static func fetch(_ db: Database, code: String) throws -> PlanRow {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT id, code, county, title, document, issuedOn, standardID, alertBlueDays, alertYellowDays
                    FROM plan
                    WHERE code = ?
                    """, arguments: [code])
        else { throw StoreError.noSuchPlan(code: code, known: []) }
        return PlanRow(id: row[0], head: row)
    }

    func plan(_ db: Database, _ wanted: TasksToRead) throws -> Plan {
        let units = try units(db)
        let standardID: Int64? = head[6]
        return Plan(
            code: head[1], county: head[2], title: head[3], document: head[4],
            issued: try (head[5] as String?).map { try day($0, "plan.issuedOn") },
            standard: try standardID.map { try standard($0, db) },
            phases: try phases(db).map(\.phase),
            alertRule: AlertRule(blueDays: head[7], yellowDays: head[8]),
            units: units.inOrder, tasks: try tasks(db, wanted, unitNames: units.names))
    }

    // MARK: What stands around the tasks

    private func phases(_ db: Database) throws -> [(id: Int64, phase: Plan.Phase)] {
        try Row.fetchAll(
            db, sql: "SELECT id, name, startOn, endOn FROM phase WHERE planID = ? ORDER BY position", arguments: [id]
        ).map { row in
            let phase = Plan.Phase(
                name: row[1], start: try day(row[2], "phase.startOn"), end: try day(row[3], "phase.endOn"))
            return (row[0], phase)
        }
    }

    private func standard(_ id: Int64, _ db: Database) throws -> Standard {
        guard
            let head = try Row.fetchOne(
                db, sql: "SELECT code, title, authority, year FROM standard WHERE id = ?", arguments: [id])
        else { throw StoreError.damaged(path: "", detail: "standard \(id)") }
        let thresholds = try Dictionary(
            grouping: Row.fetchAll(
                db,
                sql: """
                    SELECT threshold.indicatorID, threshold.stage, threshold.measure, threshold.comparison, threshold.value,
                        threshold.unit
                    FROM threshold
                    JOIN indicator ON indicator.id = threshold.indicatorID
                    WHERE indicator.standardID = ?
                    ORDER BY threshold.indicatorID, threshold.position
                    """, arguments: [id])
        ) { $0[0] as Int64 }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, kind, code, category, name, scope, note
                FROM indicator
                WHERE standardID = ?
                ORDER BY kind, position
                """, arguments: [id])
        func indicators(_ kind: String) throws -> [Indicator] {
            try rows.filter { $0[1] == kind }.map { row in
                Indicator(
                    code: row[2], category: row[3], name: row[4], scope: try word(row[5], "indicator.scope"),
                    thresholds: try thresholds[row[0], default: []].map { row in
                        Threshold(
                            stage: try word(row[1], "threshold.stage"), measure: row[2],
                            try word(row[3], "threshold.comparison"), row[4], unit: row[5])
                    },
                    note: row[6])
            }
        }
        return Standard(
            code: head[0], title: head[1], authority: head[2], year: head[3], indicators: try indicators("indicator"),
            rules: try indicators("rule"),
            vetoes: rows.filter { $0[1] == "veto" }.map { Standard.Veto(code: $0[2], name: $0[4]) })
    }

    private func units(_ db: Database) throws -> (inOrder: [OrgUnit], names: [Int64: String]) {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT id, name, kind, code, mail, duties, isWithdrawn FROM unit WHERE planID = ? ORDER BY position, id",
            arguments: [id])
        let names: [Int64: String] = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        let aliases = try Dictionary(
            grouping: Row.fetchAll(
                db, sql: "SELECT unitID, name FROM unitAlias WHERE planID = ? ORDER BY unitID, position", arguments: [id])
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
                name: row[1], kind: try word(row[2], "unit.kind"), code: row[3],
                aliases: aliases[row[0], default: []].map { $0[1] }, mail: row[4], duties: row[5],
                members: members[row[0], default: []].compactMap { names[$0[1]] })
        }
        return (units, names)
    }

    // MARK: Tasks

    /// Which rows of `task`. SQL narrows what is read and leaves the judging to Swift; see `closedOn` in the schema.
    private func condition(_ wanted: TasksToRead) -> (sql: String, arguments: StatementArguments) {
        switch wanted {
        case .all: ("task.planID = ? AND task.withdrawnOn IS NULL", [id])
        case .maybeOverdue(let day):
            (
                """
                task.id IN (
                    SELECT id FROM task
                    WHERE planID = ? AND deadlineKind IN ('by', 'window') AND dueOn < ? AND closedOn IS NULL
                        AND withdrawnOn IS NULL
                    UNION ALL
                    SELECT id FROM task
                    WHERE planID = ? AND deadlineKind IN ('recurring', 'ongoing', 'unstated') AND closedOn IS NULL
                        AND withdrawnOn IS NULL
                    UNION ALL
                    SELECT id FROM task
                    WHERE planID = ? AND closedOn > ? AND withdrawnOn IS NULL)
                """, [id, day.description, id, id, day.description]
            )
        }
    }

    private func tasks(_ db: Database, _ wanted: TasksToRead, unitNames: [Int64: String]) throws -> [PlanTask] {
        let (condition, arguments) = condition(wanted)
        let phaseNames = try Dictionary(uniqueKeysWithValues: phases(db).map { ($0.id, $0.phase.name) })
        var assignments = try assignments(db, condition, arguments, unitNames)
        var fixes = try fixes(db, condition, arguments)
        var events = try events(db, condition, arguments, unitNames)
        var tasks: [PlanTask] = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, code, title, measures, phaseID, deadlineKind, deadlineText, startOn, dueOn, cycle,
                    eachMemberReports, source
                FROM task
                WHERE \(condition)
                ORDER BY position
                """, arguments: arguments)
        while let row = try rows.next() {
            let id: Int64 = row[0]
            tasks.append(
                PlanTask(
                    code: row[1], title: row[2], measures: row[3], phase: (row[4] as Int64?).flatMap { phaseNames[$0] },
                    deadline: try deadline(row), deadlineText: row[6], assignments: assignments.removeValue(forKey: id) ?? [],
                    eachMemberReports: row[10], fixes: fixes.removeValue(forKey: id) ?? [], source: row[11],
                    events: events.removeValue(forKey: id) ?? []))
        }
        return tasks
    }

    private func deadline(_ row: Row) throws -> Deadline {
        let kind: String = row[5]
        let start: CalendarDay? = try (row[7] as String?).map { try day($0, "task.startOn") }
        let due: CalendarDay? = try (row[8] as String?).map { try day($0, "task.dueOn") }
        let cycle = (row[9] as String?).flatMap(Recurrence.Cycle.init(column:))
        switch (kind, start, due, cycle) {
        case ("by", nil, let due?, nil): return .by(due)
        case ("window", let start?, let due?, nil): return .window(start: start, due: due)
        case ("recurring", let start?, _, let cycle?): return .recurring(Recurrence(cycle, from: start, through: due))
        case ("ongoing", nil, nil, nil): return .ongoing
        case ("unstated", nil, nil, nil): return .unstated
        default: throw StoreError.damaged(path: "", detail: "task \(row[0] as Int64)")
        }
    }

    private func assignments(
        _ db: Database, _ condition: String, _ arguments: StatementArguments, _ unitNames: [Int64: String]
    ) throws -> [Int64: [Assignment]] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT assignment.taskID, assignment.unitID, assignment.role
                FROM assignment
                JOIN task ON task.id = assignment.taskID
                WHERE \(condition)
                ORDER BY assignment.taskID, assignment.position
                """, arguments: arguments)
        return try grouped(rows) { row in
            guard let unit = unitNames[row[1]] else { throw StoreError.damaged(path: "", detail: "assignment") }
            return Assignment(try word(row[2], "assignment.role"), unit)
        }
    }

    private func fixes(
        _ db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [Int64: [PlanTask.Fix]] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT fix.taskID, indicator.code, fix.target
                FROM fix
                JOIN indicator ON indicator.id = fix.indicatorID
                JOIN task ON task.id = fix.taskID
                WHERE \(condition)
                ORDER BY fix.taskID, fix.position
                """, arguments: arguments)
        return try grouped(rows) { PlanTask.Fix($0[1], target: $0[2]) }
    }

    private func events(
        _ db: Database, _ condition: String, _ arguments: StatementArguments, _ unitNames: [Int64: String]
    ) throws -> [Int64: [TaskEvent]] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT taskEvent.taskID, taskEvent.id, taskEvent.day, taskEvent.kind, taskEvent.period, taskEvent.unitID,
                    taskEvent.actor, taskEvent.recordedAt, taskEvent.note, taskEvent.percent, taskEvent.newDueOn,
                    taskEvent.document, taskEvent.level, taskEvent.reversedID
                FROM taskEvent
                JOIN task ON task.id = taskEvent.taskID
                WHERE \(condition)
                ORDER BY taskEvent.taskID, taskEvent.day, taskEvent.id
                """, arguments: arguments)
        return try grouped(rows) { row in
            TaskEvent(
                try eventKind(row), on: try day(row[2], "taskEvent.day"), id: row[1], period: row[4],
                unit: (row[5] as Int64?).flatMap { unitNames[$0] }, actor: row[6], recordedAt: row[7], note: row[8])
        }
    }

    private func eventKind(_ row: Row) throws -> TaskEvent.Kind {
        let newDue: CalendarDay? = try (row[10] as String?).map { try day($0, "taskEvent.newDueOn") }
        let level: Alert? = (row[12] as String?).flatMap(Alert.init(rawValue:))
        switch (row[3] as String, newDue, row[11] as String?, level, row[13] as Int?) {
        case ("progress", _, _, _, _): return .progress(percent: row[9])
        case ("reportedDone", _, _, _, _): return .reportedDone
        case ("signedOff", _, _, _, _): return .signedOff
        case ("returned", _, _, _, _): return .returned
        case ("extensionRequested", let day?, _, _, _): return .extensionRequested(to: day)
        case ("extensionApproved", let day?, let document?, _, _): return .extensionApproved(to: day, document: document)
        case ("extensionRefused", _, _, _, _): return .extensionRefused
        case ("supervised", _, let number?, let level?, _): return .supervised(level, number: number)
        case ("cancelled", _, _, _, _): return .cancelled
        case ("reopened", _, _, _, _): return .reopened
        case ("reversed", _, _, _, let target?): return .reversed(event: target)
        default: throw StoreError.damaged(path: "", detail: "taskEvent \(row[1] as Int64)")
        }
    }

    // MARK: Columns

    /// Rows that come ordered by the task's id in their first column.
    private func grouped<Value>(_ rows: RowCursor, _ value: (Row) throws -> Value) throws -> [Int64: [Value]] {
        var groups: [Int64: [Value]] = [:]
        var current: Int64 = -1
        var values: [Value] = []
        while let row = try rows.next() {
            let id: Int64 = row[0]
            if id != current {
                if !values.isEmpty { groups[current] = values }
                current = id
                values.removeAll(keepingCapacity: true)
            }
            values.append(try value(row))
        }
        if !values.isEmpty { groups[current] = values }
        return groups
    }

    private func day(_ text: String, _ column: String) throws -> CalendarDay {
        guard let day = CalendarDay(text) else { throw StoreError.damaged(path: "", detail: "\(column) \(text)") }
        return day
    }

    private func word<Word: RawRepresentable>(_ text: String, _ column: String) throws -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: text) else { throw StoreError.damaged(path: "", detail: "\(column) \(text)") }
        return word
    }
}
