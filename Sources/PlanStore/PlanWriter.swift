import GRDB
import PlanModel

/// Writes one plan over what the ledger has of it. Lives inside one transaction.
struct PlanWriter {
    let db: Database
    let plan: Plan
    let difference: PlanDifference

    init(_ db: Database, _ plan: Plan) throws {
        self.db = db
        self.plan = plan
        let standardID = try plan.standard.flatMap { standard in
            try Int64.fetchOne(db, sql: "SELECT id FROM standard WHERE code = ?", arguments: [standard.code])
        }
        let standard = try standardID.map { try StandardRow.standard($0, db) }
        let codes = try String.fetchAll(db, sql: "SELECT code FROM plan ORDER BY code")
        guard codes.contains(plan.code) else {
            difference = PlanDifference(from: nil, to: plan, standard: standard)
            return
        }
        let row = try PlanRow.fetch(db, code: plan.code)
        let withdrawn = try String.fetchSet(
            db, sql: "SELECT code FROM task WHERE planID = ? AND withdrawnOn IS NOT NULL", arguments: [row.id])
        difference = PlanDifference(
            from: try PlanVersion.current(db, planID: row.id).plan, to: plan, standard: standard, withdrawn: withdrawn)
    }

    func keepVersions(on day: CalendarDay, at time: String, by actor: String, folders: [String: String]) throws {
        for planID in try touchedPlans() {
            let code = try String.fetchOne(db, sql: "SELECT code FROM plan WHERE id = ?", arguments: [planID]) ?? ""
            let folder =
                try folders[code]
                ?? String.fetchOne(
                    db, sql: "SELECT folder FROM planVersion WHERE planID = ? ORDER BY id DESC LIMIT 1",
                    arguments: [planID])
            try PlanVersion.keep(db, planID: planID, from: day, at: time, by: actor, folder: folder)
        }
    }

    /// The plan itself and, where the standard changes, every other plan that works towards it.
    private func touchedPlans() throws -> [Int64] {
        let isStandardTouched = difference.changes.contains { $0.subject == .standard || $0.subject == .indicator }
        return try Int64.fetchAll(
            db,
            sql: """
                SELECT plan.id
                FROM plan
                LEFT JOIN standard ON standard.id = plan.standardID
                WHERE plan.code = ? OR (? AND standard.code = ?)
                ORDER BY plan.id
                """, arguments: [plan.code, isStandardTouched, plan.standard?.code])
    }

    func write(on day: CalendarDay, at time: String, by actor: String) throws {
        let standardID = try writeStandard()
        let planID = try writeHead(standardID)
        let phaseIDs = try writePhases(planID)
        let unitIDs = try writeUnits(planID)
        let indicatorIDs = try ids("SELECT code, id FROM indicator WHERE standardID = ?", [standardID])
        try writeTasks(planID, phaseIDs, unitIDs, indicatorIDs)
        try withdrawTasks(planID, on: day)
        try dropPhases(planID)
        try dropUnits(planID)
        try journal(planID, at: time, by: actor)
    }

    func ids(_ sql: String, _ arguments: StatementArguments) throws -> [String: Int64] {
        try Dictionary(Row.fetchAll(db, sql: sql, arguments: arguments).map { ($0[0], $0[1]) }) { first, _ in first }
    }

    // MARK: The plan itself

    private func writeHead(_ standardID: Int64?) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO plan (code, county, title, document, issuedOn, standardID, alertBlueDays, alertYellowDays)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (code) DO UPDATE SET
                    county = excluded.county, title = excluded.title, document = excluded.document,
                    issuedOn = excluded.issuedOn, standardID = excluded.standardID,
                    alertBlueDays = excluded.alertBlueDays, alertYellowDays = excluded.alertYellowDays
                """,
            arguments: [
                plan.code, plan.county, plan.title, plan.document, plan.issued?.description, standardID,
                plan.alertRule.blueDays, plan.alertRule.yellowDays,
            ])
        return try Int64.fetchOne(db, sql: "SELECT id FROM plan WHERE code = ?", arguments: [plan.code]) ?? 0
    }

    private func writePhases(_ planID: Int64) throws -> [String: Int64] {
        for (position, phase) in plan.phases.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO phase (planID, position, name, startOn, endOn)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (planID, name) DO UPDATE SET
                        position = excluded.position, startOn = excluded.startOn, endOn = excluded.endOn
                    """,
                arguments: [planID, position, phase.name, phase.start.description, phase.end.description])
        }
        return try ids("SELECT name, id FROM phase WHERE planID = ?", [planID])
    }

    private func dropPhases(_ planID: Int64) throws {
        let names = plan.phases.map(\.name)
        for name in try String.fetchAll(db, sql: "SELECT name FROM phase WHERE planID = ?", arguments: [planID])
        where !names.contains(name) {
            try db.execute(sql: "DELETE FROM phase WHERE planID = ? AND name = ?", arguments: [planID, name])
        }
    }

    // MARK: Tasks

    private func writeTasks(
        _ planID: Int64, _ phaseIDs: [String: Int64], _ unitIDs: [String: Int64], _ indicatorIDs: [String: Int64]
    ) throws {
        let known = try ids("SELECT code, id FROM task WHERE planID = ?", [planID])
        let touched = Set(difference.changes.filter { $0.subject == .task }.map(\.key))
        let write = try db.makeStatement(
            sql: """
                INSERT INTO task (planID, position, code, title, measures, phaseID, deadlineKind, deadlineText, startOn,
                    dueOn, cycle, eachMemberReports, source)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (planID, code) DO UPDATE SET
                    position = excluded.position, title = excluded.title, measures = excluded.measures,
                    phaseID = excluded.phaseID, deadlineKind = excluded.deadlineKind, deadlineText = excluded.deadlineText,
                    startOn = excluded.startOn, dueOn = excluded.dueOn, cycle = excluded.cycle,
                    eachMemberReports = excluded.eachMemberReports, source = excluded.source, withdrawnOn = NULL,
                    -- A sign-off from a time when the task came only once closes no recurring duty.
                    closedOn = iif(excluded.deadlineKind = 'recurring', NULL, closedOn)
                RETURNING id
                """)
        let assign = try db.makeStatement(
            sql: "INSERT INTO assignment (taskID, position, unitID, role) VALUES (?, ?, ?, ?)")
        let fix = try db.makeStatement(
            sql: "INSERT INTO fix (taskID, position, indicatorID, target) VALUES (?, ?, ?, ?)")
        let move = try db.makeStatement(sql: "UPDATE task SET position = ? WHERE id = ? AND position <> ?")
        for (position, task) in plan.tasks.enumerated() {
            if let id = known[task.code], !touched.contains(task.code) {
                try move.execute(arguments: [position, id, position])
                continue
            }
            if let id = known[task.code] {
                try db.execute(sql: "DELETE FROM assignment WHERE taskID = ?", arguments: [id])
                try db.execute(sql: "DELETE FROM fix WHERE taskID = ?", arguments: [id])
            }
            let cycle: Recurrence.Cycle? =
                if case .recurring(let recurrence) = task.deadline { recurrence.cycle } else { nil }
            let id = try Int64.fetchOne(
                write,
                arguments: [
                    planID, position, task.code, task.title, task.measures, task.phase.flatMap { phaseIDs[$0] },
                    task.deadline.column, task.deadlineText, task.deadline.start?.description,
                    task.deadline.end?.description, cycle?.column, task.eachMemberReports, task.source,
                ])
            for (position, assignment) in task.assignments.enumerated() {
                try assign.execute(arguments: [id, position, unitIDs[assignment.unit], assignment.role.rawValue])
            }
            for (position, item) in task.fixes.enumerated() {
                try fix.execute(arguments: [id, position, indicatorIDs[item.indicator], item.target])
            }
        }
    }

    private func withdrawTasks(_ planID: Int64, on day: CalendarDay) throws {
        for change in difference.changes where change.subject == .task && change.kind == .withdrawn {
            try db.execute(
                sql: "UPDATE task SET withdrawnOn = ? WHERE planID = ? AND code = ?",
                arguments: [day.description, planID, change.key])
        }
    }

    // MARK: The record

    private func journal(_ planID: Int64, at time: String, by actor: String) throws {
        let statement = try db.makeStatement(
            sql: """
                INSERT INTO planChange (planID, appliedAt, actor, kind, subject, name, field, before, after)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for change in difference.changes {
            let fields = change.fields.isEmpty ? [PlanDifference.Field(name: "", before: "", after: "")] : change.fields
            for field in fields {
                try statement.execute(arguments: [
                    planID, time, actor, change.kind.rawValue, change.subject.rawValue, change.key, field.name,
                    field.before, field.after,
                ])
            }
        }
    }
}

extension Deadline {
    /// The word in the column `task.deadlineKind`.
    fileprivate var column: String {
        switch self {
        case .by: "by"
        case .window: "window"
        case .recurring: "recurring"
        case .ongoing: "ongoing"
        case .unstated: "unstated"
        }
    }
}
