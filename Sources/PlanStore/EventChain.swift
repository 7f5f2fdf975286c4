import GRDB
import PlanModel

/// How an event stands in the table `event`, and what its digest is made from.
struct EventRow {
    var id: Int64
    var taskID: Int64?
    var problemID: Int64?
    var day: String
    var recordedAt: String
    var actor: String
    var unitID: Int64?
    var kind: String
    var period: String?
    var percent: Int?
    var newDueOn: String?
    var document: String?
    var level: String?
    var isLate = false
    var reversedID: Int64?
    var note: String
    /// Path, size and digest of each file.
    var evidence: [TaskEvent.Evidence] = []
    /// What the row in `problem` says, for the event that found it.
    var problem: [String?] = []

    /// In an order that never changes: old events are checked by it.
    func digest(after previous: String) -> String {
        let numbers = [taskID, problemID].map { $0.map(String.init) }
        let columns: [String?] =
            [String(id)] + numbers
            + [
                day, recordedAt, actor, unitID.map(String.init), kind, period, percent.map(String.init), newDueOn,
                document,
                level, isLate ? "1" : "0", reversedID.map(String.init), note,
            ]
        let files = evidence.flatMap { [$0.path, String($0.size), $0.digest] }
        return Digest.chained(previous, columns + [String(evidence.count)] + files + problem)
    }

    init(_ event: TaskEvent, id: Int64, taskID: Int64?, problemID: Int64?, unitID: Int64?, problem: [String?]) {
        self.id = id
        self.taskID = taskID
        self.problemID = problemID
        day = event.day.description
        recordedAt = event.recordedAt
        actor = event.actor
        self.unitID = unitID
        kind = event.kind.name
        period = event.period
        note = event.note
        evidence = event.evidence
        self.problem = problem
        switch event.kind {
        case .progress(let percent): self.percent = percent
        case .extensionRequested(let day, let isLate):
            newDueOn = day.description
            self.isLate = isLate
        case .extensionApproved(let day, let document):
            newDueOn = day.description
            self.document = document
        case .supervised(let level, let number):
            self.level = level.rawValue
            document = number
        case .reversed(let target): reversedID = Int64(target)
        case .reportedDone, .verified, .signedOff, .returned, .extensionRefused, .cancelled, .reopened, .found: break
        }
    }
}

/// The chain of all events: each carries the digest of the one before, so that none can be changed, dropped or put between
/// others without its showing.
enum EventChain {
    static let columns = """
        id, taskID, problemID, day, recordedAt, actor, unitID, kind, period, percent, newDueOn, document, level, isLate,
        reversedID, note, previous, digest
        """

    /// The number that the next event gets, above every one that was ever given, and the digest that it carries.
    static func end(_ db: Database) throws -> (id: Int64, previous: String) {
        let given = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'event'") ?? 0
        let last = try Row.fetchOne(db, sql: "SELECT id, digest FROM event ORDER BY id DESC LIMIT 1")
        return (max(given, last?[0] ?? 0) + 1, last?[1] ?? Digest.zero)
    }

    /// The code of the plan whose task or problem an event is about; nil if there is no such event.
    static func plan(ofEvent id: Int, _ db: Database) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT plan.code
                FROM event
                LEFT JOIN task ON task.id = event.taskID
                LEFT JOIN problem ON problem.id = event.problemID
                JOIN plan ON plan.id = coalesce(task.planID, problem.planID)
                WHERE event.id = ?
                """, arguments: [id])
    }

    /// Adds the event to the end of the chain. Inside a transaction that holds the write lock.
    static func append(_ row: EventRow, after previous: String, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO event (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                row.id, row.taskID, row.problemID, row.day, row.recordedAt, row.actor, row.unitID, row.kind, row.period,
                row.percent, row.newDueOn, row.document, row.level, row.isLate, row.reversedID, row.note, previous,
                row.digest(after: previous),
            ])
        for (position, file) in row.evidence.enumerated() {
            try db.execute(
                sql: "INSERT INTO evidence (eventID, position, path, size, digest) VALUES (?, ?, ?, ?, ?)",
                arguments: [row.id, position, file.path, file.size, file.digest])
        }
    }

    /// What is not in order, from the first event to the last; empty if all is well.
    static func faults(_ db: Database) throws -> [String] {
        var faults: [String] = []
        let evidence = try Dictionary(
            grouping: Row.fetchAll(
                db, sql: "SELECT eventID, path, size, digest FROM evidence ORDER BY eventID, position")
        ) { $0[0] as Int64 }
        let problems = try problemFields(db)
        var previous = Digest.zero
        var last: Int64 = 0
        let rows = try Row.fetchCursor(db, sql: "SELECT \(columns) FROM event ORDER BY id")
        while let row = try rows.next() {
            let id: Int64 = row[0]
            var event = EventRow(row)
            event.evidence = evidence[id, default: []].map {
                TaskEvent.Evidence(path: $0[1], size: $0[2], digest: $0[3])
            }
            if event.kind == "found", let problemID = event.problemID {
                event.problem = problems[problemID, default: []]
            }
            if row[16] as String != previous { faults.append("第\(id)条与前一条接不上，中间可能少了记录或被改过") }
            if row[17] as String != event.digest(after: row[16]) { faults.append("第\(id)条的内容与登记时不一样") }
            previous = row[17]
            last = id
        }
        let given = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'event'") ?? 0
        if given > last { faults.append("末尾少了记录：登记过\(given)条，现在最后一条是第\(last)条") }
        return faults
    }

    /// What a problem's row says, in an order that never changes, by its id.
    static func problemFields(_ db: Database, id: Int64? = nil) throws -> [Int64: [String?]] {
        let leads = try Dictionary(
            grouping: Row.fetchAll(db, sql: "SELECT problemID, unitID FROM problemLead ORDER BY problemID, position")
        ) { $0[0] as Int64 }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, planID, number, title, source, place, indicatorID, taskID, dueOn, measures
                FROM problem
                WHERE ? IS NULL OR id = ?
                ORDER BY id
                """, arguments: [id, id])
        func number(_ value: Int64?) -> String? { value.map(String.init) }
        return Dictionary(
            rows.map { row in
                let units = leads[row[0], default: []].map { String($0[1] as Int64) }.joined(separator: ",")
                let fields: [String?] = [
                    number(row[1]), number(row[2]), row[3], row[4], row[5], number(row[6]), number(row[7]), row[8],
                    row[9],
                    units,
                ]
                return (row[0], fields)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The events of a version that knew only tasks, put into the chain in their order. Part of a migration: never changed.
    static func takeOverTaskEvents(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, taskID, NULL, day, recordedAt, actor, unitID, kind, period, percent, newDueOn, document, level, 0,
                    reversedID, note
                FROM taskEvent
                ORDER BY id
                """)
        for row in rows { try append(EventRow(row), after: end(db).previous, db) }
        try db.execute(sql: "DROP TABLE taskEvent")
    }
}

extension EventRow {
    /// Reads the columns of `EventChain.columns`.
    fileprivate init(_ row: Row) {
        id = row[0]
        taskID = row[1]
        problemID = row[2]
        day = row[3]
        recordedAt = row[4]
        actor = row[5]
        unitID = row[6]
        kind = row[7]
        period = row[8]
        percent = row[9]
        newDueOn = row[10]
        document = row[11]
        level = row[12]
        isLate = row[13]
        reversedID = row[14]
        note = row[15]
    }
}
