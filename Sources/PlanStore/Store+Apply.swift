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
