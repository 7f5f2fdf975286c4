import GRDB
import PlanModel

/// Reads events of tasks and problems, in the order of the days.
struct EventReader {
    let db: Database
    let unitNames: [Int64: String]
    /// Only what had been recorded by the end of this day in China; nil for everything.
    let knownOn: CalendarDay?
    /// Actors, times of recording and evidence; without them it is faster, and enough to judge by.
    let hasTexts: Bool

    enum Owner: String {
        case task = "taskID"
        case problem = "problemID"
    }

    /// Hands over each event with the id of its task or problem, one after the other's. `query` is a SELECT of the ids
    /// wanted, `before` what stands before it (`WITH …`).
    func read(
        _ owner: Owner, with before: String = "", in query: String, _ arguments: StatementArguments,
        _ add: (Int64, TaskEvent) -> Void
    ) throws {
        // A new plan has no events: that is known at once, without looking for the tasks again.
        guard try hasRows("event") else { return }
        let evidence = try evidence(owner, before, query, arguments)
        let known = knownOn.map { _ in "AND event.recordedAt < ?" } ?? ""
        let texts = hasTexts ? "event.actor, event.recordedAt" : "'', ''"
        try db.forEachRow(
            """
            \(before)
            SELECT event.\(owner.rawValue), event.id, event.day, event.kind, event.period, event.unitID, \(texts),
                event.note, event.percent, event.newDueOn, event.document, event.level, event.reversedID, event.isLate
            FROM event
            WHERE event.\(owner.rawValue) IN (\(query)) \(known)
            ORDER BY event.\(owner.rawValue), event.day, event.id
            """, arguments + StatementArguments([knownOn?.endInChina].compactMap { $0 })
        ) { row in
            let id = row.int(1)
            add(
                row.id(0),
                TaskEvent(
                    try kind(row), on: try Column.day(row.text(2), "event.day"), id: id, period: row.optionalText(4),
                    unit: row.optionalID(5).flatMap { unitNames[$0] }, actor: row.text(6), recordedAt: row.text(7),
                    note: row.text(8), evidence: evidence[id, default: []]))
        }
    }

    private func evidence(
        _ owner: Owner, _ before: String, _ query: String, _ arguments: StatementArguments
    ) throws -> [Int: [TaskEvent.Evidence]] {
        guard hasTexts, try hasRows("evidence") else { return [:] }
        let rows = try Row.fetchAll(
            db,
            sql: """
                \(before)
                SELECT evidence.eventID, evidence.path, evidence.size, evidence.digest
                FROM evidence
                JOIN event ON event.id = evidence.eventID
                WHERE event.\(owner.rawValue) IN (\(query))
                ORDER BY evidence.eventID, evidence.position
                """, arguments: arguments)
        return Dictionary(grouping: rows) { $0[0] as Int }.mapValues { rows in
            rows.map { TaskEvent.Evidence(path: $0[1], size: $0[2], digest: $0[3]) }
        }
    }

    private func hasRows(_ table: StaticString) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") ?? false
    }

    private func kind(_ row: RawRow) throws -> TaskEvent.Kind {
        let newDue = try row.optionalText(10).map { try Column.day($0, "event.newDueOn") }
        let level = row.optionalText(12).flatMap(Alert.init(rawValue:))
        switch (row.text(3), newDue, row.optionalText(11), level, row.optionalID(13)) {
        case ("progress", _, _, _, _): return .progress(percent: row.optionalID(9).map(Int.init))
        case ("reportedDone", _, _, _, _): return .reportedDone
        case ("verified", _, _, _, _): return .verified
        case ("signedOff", _, _, _, _): return .signedOff
        case ("returned", _, _, _, _): return .returned
        case ("extensionRequested", let day?, _, _, _): return .extensionRequested(to: day, isLate: row.flag(14))
        case ("extensionApproved", let day?, let document?, _, _):
            return .extensionApproved(to: day, document: document)
        case ("extensionRefused", _, _, _, _): return .extensionRefused
        case ("supervised", _, let number?, let level?, _): return .supervised(level, number: number)
        case ("cancelled", _, _, _, _): return .cancelled
        case ("reopened", _, _, _, _): return .reopened
        case ("reversed", _, _, _, let target?): return .reversed(event: Int(target))
        case ("found", _, _, _, _): return .found
        default: throw StoreError.damaged(path: "", detail: "event \(row.id(1))")
        }
    }
}

extension CalendarDay {
    /// The moment in UTC when the day ends in China: `2024-07-08T16:00:00Z`.
    var endInChina: String { "\(self)T16:00:00Z" }
}
