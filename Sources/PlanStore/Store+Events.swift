import GRDB
import PlanModel

extension Store {
    /// Records an event, in one transaction: the rules are asked about the ledger as it is in that moment. No plan means the
    /// only one in the file.
    ///
    /// - Throws: `Refusal` if a rule forbids it, `UnknownName` for a task, unit or turn that there is not, `StoreError`;
    ///   then the ledger is as it was.
    public func record(_ entry: Entry, ofPlan plan: String?, _ recording: Recording) throws -> Recorded {
        try inTransaction(recording) { db in
            try EventWriter(db, plan: self.plan(entry, plan, db), recording).record(entry)
        }
    }

    /// Records a problem that was found on a day. It gets the next number of its plan.
    public func add(
        _ problem: ProblemDraft, foundOn day: CalendarDay, ofPlan plan: String?, note: String,
        evidence: [TaskEvent.Evidence], _ recording: Recording
    ) throws -> Recorded {
        try inTransaction(recording) { db in
            try EventWriter(db, plan: self.plan(plan, db), recording)
                .add(problem, foundOn: day, note: note, evidence: evidence)
        }
    }

    private func inTransaction(_ recording: Recording, _ work: (Database) throws -> Recorded) throws -> Recorded {
        guard mayWrite else { throw StoreError.readOnly(path: path) }
        do {
            return try database.writeWithoutTransaction { db in
                guard recording.isDryRun else { return try db.inImmediateTransaction { try work(db) } }
                var recorded: Recorded?
                try db.inTransaction(.immediate) {
                    recorded = try work(db)
                    return .rollback
                }
                guard let recorded else { throw DatabaseError(message: "transaction did not run") }
                return recorded
            }
        } catch let error as DatabaseError {
            throw StoreError(error, path)
        } catch let error as StoreError {
            throw error.located(at: path)
        }
    }

    /// An event's plan is known by the event.
    private func plan(_ entry: Entry, _ code: String?, _ db: Database) throws -> String {
        guard case .event(let id) = entry.subject, code == nil else { return try plan(code, db) }
        return try EventChain.plan(ofEvent: id, db) ?? plan(nil, db)
    }
}
