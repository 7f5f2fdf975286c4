import GRDB
import PlanModel

/// Reads the tasks of one plan with their assignments, links and events.
///
/// A ledger of 10,000 tasks has to be read in tens of milliseconds. So each table is read
/// once, and what comes ordered by an index is put in its place here: a sort in SQL would carry the whole rows along.
struct TaskReader {
    private let db: Database
    private let unitNames: [Int64: String]
    private let phaseNames: [Int64: String]
    /// The tasks to read, as the start of a statement: `WITH wanted (id) AS (…)`.
    private let wanted: String
    /// Measures, source and the deadline's own words, or NULLs in their place.
    private let texts: String
    private let arguments: StatementArguments

    init(
        _ db: Database, planID: Int64, _ tasks: TasksToRead, unitNames: [Int64: String], phaseNames: [Int64: String]
    ) {
        self.db = db
        self.unitNames = unitNames
        self.phaseNames = phaseNames
        switch tasks {
        case .all:
            wanted = "WITH wanted (id) AS (SELECT id FROM task WHERE planID = ? AND withdrawnOn IS NULL)"
            texts = "task.measures, task.source, task.deadlineText"
            arguments = [planID]
        case .maybeOverdue(let day):
            // Narrows what is read and leaves the judging to Swift; see `closedOn` in the schema.
            wanted = """
                WITH wanted (id) AS (
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
                """
            texts = "NULL, NULL, NULL"
            arguments = [planID, day.description, planID, planID, day.description]
        }
    }

    /// In the plan's order.
    func tasks() throws -> [PlanTask] {
        var (tasks, positions, ids) = try rows()
        // Ids come in the same order in every statement: looked for from where the one before was found.
        var places = Places(ids)
        try readAssignments { id, assignments in
            if let place = places.place(of: id) { tasks[place].assignments = assignments }
        }
        try readFixes { id, fix in
            if let place = places.place(of: id) { tasks[place].fixes.append(fix) }
        }
        try readEvents { id, event in
            if let place = places.place(of: id) { tasks[place].events.append(event) }
        }
        let isInOrder = zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 }
        return isInOrder ? tasks : tasks.indices.sorted { positions[$0] < positions[$1] }.map { tasks[$0] }
    }

    /// The tasks as an index gives them, their positions in the plan, and their ids.
    private func rows() throws -> (tasks: [PlanTask], positions: [Int], ids: [Int64]) {
        var tasks: [PlanTask] = []
        var positions: [Int] = []
        var ids: [Int64] = []
        try db.forEachRow(
            """
            \(wanted)
            SELECT task.id, task.position, task.code, task.title, task.phaseID, task.deadlineKind, task.startOn,
                task.dueOn, task.cycle, task.eachMemberReports, \(texts)
            FROM wanted
            CROSS JOIN task ON task.id = wanted.id
            """, arguments
        ) { row in
            ids.append(row.id(0))
            positions.append(row.int(1))
            tasks.append(try task(row))
        }
        return (tasks, positions, ids)
    }

    private func task(_ row: RawRow) throws -> PlanTask {
        PlanTask(
            code: row.text(2), title: row.text(3), measures: row.optionalText(10),
            phase: row.optionalID(4).flatMap { phaseNames[$0] }, deadline: try deadline(row),
            deadlineText: row.optionalText(12), assignments: [], eachMemberReports: row.flag(9),
            source: row.optionalText(11))
    }

    /// CHECKs in the schema hold kind and columns together.
    private func deadline(_ row: RawRow) throws -> Deadline {
        let start = try row.optionalText(6).map { try Column.day($0, "task.startOn") }
        let due = try row.optionalText(7).map { try Column.day($0, "task.dueOn") }
        if let column = row.optionalText(8), let start, let cycle = Recurrence.Cycle(column: column) {
            return .recurring(Recurrence(cycle, from: start, through: due))
        }
        if let due { return start.map { .window(start: $0, due: due) } ?? .by(due) }
        switch row.text(5) {
        case "ongoing": return .ongoing
        case "unstated": return .unstated
        default: throw StoreError.damaged(path: "", detail: "task \(row.id(0))")
        }
    }

    /// All of a task at once, in the order of `position`: they are read off the table's primary key, task by task.
    private func readAssignments(_ add: (Int64, [Assignment]) -> Void) throws {
        let roles = Assignment.Role.allCases
        var current: Int64 = -1
        var assignments: [Assignment] = []
        try db.forEachRow(
            """
            \(wanted)
            SELECT assignment.taskID, assignment.unitID,
                CASE assignment.role WHEN 'lead' THEN 0 WHEN 'responsible' THEN 1 ELSE 2 END
            FROM wanted
            CROSS JOIN assignment ON assignment.taskID = wanted.id
            """, arguments
        ) { row in
            guard let unit = unitNames[row.id(1)] else {
                throw StoreError.damaged(path: "", detail: "assignment.unitID")
            }
            if row.id(0) != current {
                if !assignments.isEmpty { add(current, Array(assignments)) }
                current = row.id(0)
                assignments.removeAll(keepingCapacity: true)
            }
            assignments.append(Assignment(roles[row.int(2)], unit))
        }
        if !assignments.isEmpty { add(current, assignments) }
    }

    private func readFixes(_ add: (Int64, PlanTask.Fix) -> Void) throws {
        guard try hasRows("fix") else { return }
        try db.forEachRow(
            """
            \(wanted)
            SELECT fix.taskID, indicator.code, fix.target
            FROM fix
            JOIN indicator ON indicator.id = fix.indicatorID
            WHERE +fix.taskID IN (SELECT id FROM wanted)  -- from the links, which are few, to the tasks
            ORDER BY fix.taskID, fix.position
            """, arguments
        ) { row in add(row.id(0), PlanTask.Fix(row.text(1), target: row.optionalText(2))) }
    }

    private func readEvents(_ add: (Int64, TaskEvent) -> Void) throws {
        guard try hasRows("taskEvent") else { return }
        try db.forEachRow(
            """
            \(wanted)
            SELECT taskEvent.taskID, taskEvent.id, taskEvent.day, taskEvent.kind, taskEvent.period, taskEvent.unitID,
                taskEvent.actor, taskEvent.recordedAt, taskEvent.note, taskEvent.percent, taskEvent.newDueOn,
                taskEvent.document, taskEvent.level, taskEvent.reversedID
            FROM taskEvent
            WHERE taskEvent.taskID IN (SELECT id FROM wanted)
            ORDER BY taskEvent.taskID, taskEvent.day, taskEvent.id
            """, arguments
        ) { row in
            let event = TaskEvent(
                try kind(row), on: try Column.day(row.text(2), "taskEvent.day"), id: row.int(1),
                period: row.optionalText(4),
                unit: row.optionalID(5).flatMap { unitNames[$0] }, actor: row.text(6), recordedAt: row.text(7),
                note: row.text(8))
            add(row.id(0), event)
        }
    }

    /// A new plan has no events: that is known at once, without looking for the tasks again.
    private func hasRows(_ table: StaticString) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") ?? false
    }

    private func kind(_ row: RawRow) throws -> TaskEvent.Kind {
        let newDue = try row.optionalText(10).map { try Column.day($0, "taskEvent.newDueOn") }
        let level = row.optionalText(12).flatMap(Alert.init(rawValue:))
        switch (row.text(3), newDue, row.optionalText(11), level, row.optionalID(13)) {
        case ("progress", _, _, _, _): return .progress(percent: row.optionalID(9).map(Int.init))
        case ("reportedDone", _, _, _, _): return .reportedDone
        case ("signedOff", _, _, _, _): return .signedOff
        case ("returned", _, _, _, _): return .returned
        case ("extensionRequested", let day?, _, _, _): return .extensionRequested(to: day)
        case ("extensionApproved", let day?, let document?, _, _):
            return .extensionApproved(to: day, document: document)
        case ("extensionRefused", _, _, _, _): return .extensionRefused
        case ("supervised", _, let number?, let level?, _): return .supervised(level, number: number)
        case ("cancelled", _, _, _, _): return .cancelled
        case ("reopened", _, _, _, _): return .reopened
        case ("reversed", _, _, _, let target?): return .reversed(event: Int(target))
        default: throw StoreError.damaged(path: "", detail: "taskEvent \(row.id(1))")
        }
    }
}

/// Where each id stands among the tasks read.
private struct Places {
    private let ids: [Int64]
    private var next = 0
    private lazy var index = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })

    init(_ ids: [Int64]) { self.ids = ids }

    /// Nil if the task was not read. In the order of the ids it costs no look-up at all.
    mutating func place(of id: Int64) -> Int? {
        if next < ids.count, ids[next] == id {
            next += 1
            return next - 1
        }
        guard let place = index[id] else { return nil }
        next = place + 1
        return place
    }
}
