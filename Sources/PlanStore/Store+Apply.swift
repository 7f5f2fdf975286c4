import GRDB
import PlanModel

extension Store {
    /// What `apply` would change, without changing it.
    public func difference(to plan: Plan) throws(StoreError) -> PlanDifference {
        try Self.words(path) {
            try database.read { db in try PlanWriter(db, plan).difference }
        }
    }

    /// Refuses what `apply` would refuse without a confirmation, and changes nothing.
    public func refuseWhatNeedsConfirming(_ plan: Plan) throws(StoreError) {
        try Self.words(path) {
            try database.read { db in
                let writer = try PlanWriter(db, plan)
                if !writer.difference.isEmpty { try writer.refuseWhatNeedsConfirming() }
            }
        }
    }

    /// Brings plans in the ledger to what their files say, all of it or nothing, and keeps a record of what changed.
    ///
    /// Applied twice it changes nothing. Tasks that the file no longer has are marked as withdrawn; events are never touched.
    /// Reports of days before `day` go on showing the plan as it was.
    ///
    /// - Parameters:
    ///   - plans: what the plan files say.
    ///   - day: from which day on the new version is in force; withdrawn tasks are marked with it.
    ///   - time: the moment of the change in UTC: `2024-07-08T02:11:45Z`.
    ///   - actor: who applies it.
    ///   - folders: where each plan's files are, by its code; `doctor` compares them with the ledger.
    ///   - isConfirmed: what is recorded may come to mean something else (turns that fit no turn of a changed rule, units that
    ///     become one); else that is refused.
    /// - Returns: what was changed, plan by plan; empty differences where the ledger said so already.
    /// - Throws: `StoreError`, and the ledger is as it was.
    @discardableResult
    public func apply(
        _ plans: [Plan], on day: CalendarDay, at time: String, by actor: String, folders: [String: String] = [:],
        isConfirmed: Bool = false
    ) throws(StoreError) -> [PlanDifference] {
        try write { db in
            let writers = try plans.map { plan in
                let writer = try PlanWriter(db, plan)
                if !writer.difference.isEmpty {
                    if !isConfirmed { try writer.refuseWhatNeedsConfirming() }
                    try writer.write(on: day, at: time, by: actor)
                }
                return writer
            }
            // Only when all are written is it known which indicators nobody names any more.
            for writer in writers where !writer.difference.isEmpty { try writer.dropIndicators() }
            for writer in writers where !writer.difference.isEmpty {
                try writer.keepVersions(on: day, at: time, by: actor, folders: folders)
            }
            return writers.map(\.difference)
        }
    }

    /// How many records each task of a plan has, by its code; tasks without any are left out.
    public func eventCounts(ofPlan code: String) throws(StoreError) -> [String: Int] {
        try Self.words(path) {
            try database.read { db in
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT task.code, count(*)
                        FROM event
                        JOIN task ON task.id = event.taskID
                        JOIN plan ON plan.id = task.planID
                        WHERE plan.code = ?
                        GROUP BY task.id
                        """, arguments: [code])
                return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
            }
        }
    }

    /// From which day on the newest version of a plan is in force; nil if no earlier one ever was.
    public func newestVersionDay(ofPlan code: String) throws(StoreError) -> CalendarDay? {
        try Self.words(path) {
            try database.read { db in
                let days = try String.fetchAll(
                    db,
                    sql: """
                        SELECT planVersion.day
                        FROM planVersion
                        JOIN plan ON plan.id = planVersion.planID
                        WHERE plan.code = ?
                        ORDER BY planVersion.id
                        """, arguments: [code])
                guard let first = days.first, let last = days.last, last > first else { return nil }
                return try Column.day(last, "planVersion.day")
            }
        }
    }

    /// Runs work that writes, all of it or nothing, and takes the write lock at once: two writers wait in turn.
    func write<Value>(_ work: (Database) throws -> Value) throws(StoreError) -> Value {
        try Self.words(path) {
            guard mayWrite else { throw StoreError.readOnly(path: path) }
            return try database.writeWithoutTransaction { db in try db.inImmediateTransaction { try work(db) } }
        }
    }
}

extension Database {
    /// All of the work or nothing of it. Takes the write lock at once, so that two writers wait for each other in turn.
    func inImmediateTransaction<Value>(_ work: () throws -> Value) throws -> Value {
        var result: Result<Value, any Error>?
        try inTransaction(.immediate) {
            let value = try work()
            result = .success(value)
            return .commit
        }
        guard let result else { throw DatabaseError(message: "transaction did not run") }
        return try result.get()
    }
}

/// Writes one plan over what the ledger has of it. Lives inside one transaction.
private struct PlanWriter {
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

    // MARK: What a person has to confirm

    /// What would change the meaning of what is recorded, said with the tasks concerned.
    func refuseWhatNeedsConfirming() throws {
        let lost = try lostTurns()
        guard lost.isEmpty else {
            throw StoreError.refused(
                "周期改了，已登记的各期对不上新的期次，会重新算作欠期：\(lost.joined(separator: "、"))",
                remedy: "周期写错的，改回方案文件；确要改的，加 --yes 写入，再用 duban done 编号 --period all 或 cancel 补登；台账保持原样")
        }
        let merged = try reportsTakenOver()
        guard merged.isEmpty else {
            throw StoreError.refused(
                "合并单位以后，只有一家报过的会算作两家都报了：\(merged.joined(separator: "、"))",
                remedy: "先请没有报的单位报，或退回已报的（duban review 编号 --return 意见 --unit 单位）；确要照此合并的，加 --yes；台账保持原样")
        }
    }

    /// A recurring duty with another rule has other turns: what was reported for the old ones would be owed again.
    private func lostTurns() throws -> [String] {
        let restored = difference.changes.filter { $0.subject == .task && $0.kind == .restored }.map(\.key)
        return try (difference.tasksWithOtherDeadline + restored).compactMap { code in
            guard let task = plan.tasks.first(where: { $0.code == code }),
                case .recurring(let new) = task.deadline, let old = try recurrence(ofTask: code)
            else { return nil }
            let periods = try reportedPeriods(ofTask: code)
            guard !periods.isEmpty else { return nil }
            // A turn may be reported in its first days: its end lies a cycle ahead at most.
            let last = try String.fetchOne(db, sql: "SELECT max(day) FROM event").flatMap { CalendarDay($0) }
            let day = (last ?? "9999-12-31").advanced(by: 400)
            let turns = new.occurrences(through: day)
            let same = Set(turns.map { "\($0.period) \($0.start)" })
            let lost = old.occurrences(through: day).filter { turn in
                // Where no turn of the new rule lies, nothing is owed.
                periods.contains(turn.period) && !same.contains("\(turn.period) \(turn.start)")
                    && turns.contains { $0.start <= turn.due && turn.start <= $0.due }
            }
            return lost.isEmpty ? nil : "任务\(code)（\(task.title)）\(lost.count)期"
        }
    }

    /// The rule of a duty as the ledger has it, also of one that is withdrawn; nil if it is no recurring one.
    private func recurrence(ofTask code: String) throws -> Recurrence? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT task.cycle, task.startOn, task.dueOn
                FROM task
                JOIN plan ON plan.id = task.planID
                WHERE plan.code = ? AND task.code = ? AND task.cycle IS NOT NULL
                """, arguments: [plan.code, code])
        guard let row, let cycle = Recurrence.Cycle(column: row[0]) else { return nil }
        let end: String? = row[2]
        return Recurrence(
            cycle, from: try Column.day(row[1], "task.startOn"),
            through: try end.map { try Column.day($0, "task.dueOn") })
    }

    /// Turns of which something is recorded that was not undone.
    private func reportedPeriods(ofTask code: String) throws -> Set<String> {
        try String.fetchSet(
            db,
            sql: """
                SELECT event.period
                FROM event
                JOIN task ON task.id = event.taskID
                JOIN plan ON plan.id = task.planID
                WHERE plan.code = ? AND task.code = ? AND event.period IS NOT NULL AND event.kind <> 'reversed'
                    AND NOT EXISTS (
                        SELECT 1 FROM event AS undoing
                        WHERE undoing.reversedID = event.id AND NOT EXISTS (
                            SELECT 1 FROM event AS redoing WHERE redoing.reversedID = undoing.id))
                """, arguments: [plan.code, code])
    }

    /// Tasks on which a unit reported that is now to be one with another, which had to report as well and has not.
    private func reportsTakenOver() throws -> [String] {
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM plan WHERE code = ?", arguments: [plan.code]) else {
            return []
        }
        let known = try String.fetchSet(
            db, sql: "SELECT name FROM unit WHERE planID = ? AND isWithdrawn = 0", arguments: [id])
        let names = Set(plan.units.map(\.name))
        let merged = plan.units.filter { known.contains($0.name) }.flatMap { unit in
            unit.aliases.filter { known.contains($0) && !names.contains($0) }.map { (former: $0, successor: unit.name) }
        }
        guard !merged.isEmpty else { return [] }
        let old = Ledger(try PlanRow.fetch(db, id: id).plan(db, .all, hasStandard: false))
        return merged.flatMap { pair in
            old.tasks.filter { task in
                let reporters = task.reporters(in: old.directory)
                guard reporters.contains(pair.former), reporters.contains(pair.successor),
                    let day = task.events.map(\.day).max(), !old.standing(of: task, on: day).isClosed,
                    let reports = task.reports(on: day, in: old.directory)
                else { return false }
                return reports.hasReported(pair.former) != reports.hasReported(pair.successor)
            }.map { "任务\($0.code)（\(pair.former)、\(pair.successor)）" }
        }
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

    private func ids(_ sql: String, _ arguments: StatementArguments) throws -> [String: Int64] {
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

    // MARK: Units

    private func writeUnits(_ planID: Int64) throws -> [String: Int64] {
        try rename(planID)
        // Codes and aliases may change hands within one file, so all are given back before they are given out.
        try db.execute(sql: "UPDATE unit SET code = NULL WHERE planID = ?", arguments: [planID])
        try db.execute(sql: "DELETE FROM unitAlias WHERE planID = ?", arguments: [planID])
        try db.execute(
            sql: "DELETE FROM groupMember WHERE groupID IN (SELECT id FROM unit WHERE planID = ?)", arguments: [planID])
        for (position, unit) in plan.units.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO unit (planID, position, name, kind, code, mail, duties)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (planID, name) DO UPDATE SET
                        position = excluded.position, kind = excluded.kind, code = excluded.code, mail = excluded.mail,
                        duties = excluded.duties, isWithdrawn = 0
                    """,
                arguments: [planID, position, unit.name, unit.kind.rawValue, unit.code, unit.mail, unit.duties])
        }
        let unitIDs = try ids("SELECT name, id FROM unit WHERE planID = ?", [planID])
        for unit in plan.units {
            for (position, alias) in unit.aliases.enumerated() {
                try db.execute(
                    sql: "INSERT INTO unitAlias (planID, name, unitID, position) VALUES (?, ?, ?, ?)",
                    arguments: [planID, alias, unitIDs[unit.name], position])
            }
            for (position, member) in unit.members.enumerated() {
                try db.execute(
                    sql: "INSERT INTO groupMember (groupID, position, unitID) VALUES (?, ?, ?)",
                    arguments: [unitIDs[unit.name], position, unitIDs[member]])
            }
        }
        return unitIDs
    }

    /// A unit whose former name is now an alias of a new one is the same unit under its new name: what it did stays its own.
    private func rename(_ planID: Int64) throws {
        let known = try ids("SELECT name, id FROM unit WHERE planID = ?", [planID])
        let names = Set(plan.units.map(\.name))
        for unit in plan.units where known[unit.name] == nil {
            guard let former = unit.aliases.first(where: { known[$0] != nil && !names.contains($0) }) else { continue }
            try db.execute(sql: "UPDATE unit SET name = ? WHERE id = ?", arguments: [unit.name, known[former]])
        }
    }

    /// Units that the file no longer has: kept and marked if anything still names them.
    private func dropUnits(_ planID: Int64) throws {
        let names = Set(plan.units.map(\.name))
        for row in try Row.fetchAll(db, sql: "SELECT id, name FROM unit WHERE planID = ?", arguments: [planID])
        where !names.contains(row[1]) {
            let id: Int64 = row[0]
            let isNamed = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM assignment WHERE unitID = ?)
                        OR EXISTS (SELECT 1 FROM event WHERE unitID = ?)
                        OR EXISTS (SELECT 1 FROM problemLead WHERE unitID = ?)
                    """, arguments: [id, id, id])
            try db.execute(
                sql: isNamed == true ? "UPDATE unit SET isWithdrawn = 1 WHERE id = ?" : "DELETE FROM unit WHERE id = ?",
                arguments: [id])
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

    // MARK: The standard

    private func writeStandard() throws -> Int64? {
        guard let standard = plan.standard else { return nil }
        try db.execute(
            sql: """
                INSERT INTO standard (code, title, authority, year)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (code) DO UPDATE SET
                    title = excluded.title, authority = excluded.authority, year = excluded.year
                """, arguments: [standard.code, standard.title, standard.authority, standard.year])
        let id = try Int64.fetchOne(db, sql: "SELECT id FROM standard WHERE code = ?", arguments: [standard.code])
        for (position, indicator) in standard.indicators.enumerated() {
            try write(indicator, "indicator", position, id)
        }
        for (position, rule) in standard.rules.enumerated() { try write(rule, "rule", position, id) }
        for (position, veto) in standard.vetoes.enumerated() {
            try write(
                Indicator(code: veto.code, category: "不予认定", name: veto.name, scope: .county), "veto", position, id)
        }
        return id
    }

    private func write(_ indicator: Indicator, _ kind: String, _ position: Int, _ standardID: Int64?) throws {
        let id = try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO indicator (standardID, kind, position, code, category, name, scope, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (standardID, code) DO UPDATE SET
                    kind = excluded.kind, position = excluded.position, category = excluded.category,
                    name = excluded.name, scope = excluded.scope, note = excluded.note
                RETURNING id
                """,
            arguments: [
                standardID, kind, position, indicator.code, indicator.category, indicator.name,
                indicator.scope.rawValue,
                indicator.note,
            ])
        try db.execute(sql: "DELETE FROM threshold WHERE indicatorID = ?", arguments: [id])
        for (position, threshold) in indicator.thresholds.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO threshold (indicatorID, position, stage, measure, comparison, value, unit)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, position, threshold.stage.rawValue, threshold.measure, threshold.comparison.rawValue,
                    threshold.value, threshold.unit,
                ])
        }
    }

    /// Indicators that the standard no longer has. One that a task in force still names cannot go; one that only withdrawn
    /// tasks name is kept for them.
    func dropIndicators() throws {
        guard let standard = plan.standard else { return }
        let codes = Set(standard.indicators.map(\.code) + standard.rules.map(\.code) + standard.vetoes.map(\.code))
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT indicator.id, indicator.code
                FROM indicator
                JOIN standard ON standard.id = indicator.standardID
                WHERE standard.code = ? AND indicator.kind <> 'retired'
                ORDER BY indicator.id
                """, arguments: [standard.code])
        for row in rows where !codes.contains(row[1]) {
            let id: Int64 = row[0]
            let users = try Row.fetchAll(
                db,
                sql: """
                    SELECT plan.code || ' ' || task.code, task.withdrawnOn
                    FROM fix
                    JOIN task ON task.id = fix.taskID
                    JOIN plan ON plan.id = task.planID
                    WHERE fix.indicatorID = ?
                    ORDER BY 1
                    """, arguments: [id])
            let inForce = users.filter { $0[1] == nil }.map { $0[0] as String }
            guard inForce.isEmpty else {
                throw StoreError.refused(
                    "标准 \(standard.code) 里不再有指标 \(row[1] as String)，但台账里的任务还对应它：\(inForce.joined(separator: "、"))",
                    remedy: "先改这些任务的方案文件，几个方案一起写入（duban apply 方案一 方案二）；台账保持原样")
            }
            let hasProblems = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM problem WHERE indicatorID = ?)", arguments: [id])
            try db.execute(
                sql: users.isEmpty && hasProblems == false
                    ? "DELETE FROM indicator WHERE id = ?" : "UPDATE indicator SET kind = 'retired' WHERE id = ?",
                arguments: [id])
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
