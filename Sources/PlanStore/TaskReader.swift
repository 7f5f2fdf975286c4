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
    private let events: EventReader

    init(
        _ db: Database, planID: Int64, _ tasks: TasksToRead, unitNames: [Int64: String], phaseNames: [Int64: String],
        knownOn: CalendarDay? = nil
    ) {
        self.db = db
        self.unitNames = unitNames
        self.phaseNames = phaseNames
        events = EventReader(db: db, unitNames: unitNames, knownOn: knownOn, hasTexts: tasks.needsTexts)
        switch tasks {
        case .all, .allEver:
            wanted = "WITH wanted (id) AS (SELECT id FROM task WHERE planID = ? AND withdrawnOn IS NULL)"
            texts = "task.measures, task.source, task.deadlineText"
            arguments = [planID]
        case .only(let codes):
            let marks = databaseQuestionMarks(count: codes.count)
            wanted = """
                WITH wanted (id) AS (
                    SELECT id FROM task WHERE planID = ? AND withdrawnOn IS NULL AND code IN (\(marks)))
                """
            texts = "task.measures, task.source, task.deadlineText"
            arguments = [planID] + StatementArguments(codes)
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
        try events.read(.task, with: wanted, in: "SELECT id FROM wanted", arguments) { id, event in
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
        // Room for a large plan: growing bit by bit would copy a dozen fields of each task again and again.
        tasks.reserveCapacity(4096)
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
        guard try hasFixes() else { return }
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

    /// A new plan has no links: that is known at once, without looking for the tasks again.
    private func hasFixes() throws -> Bool { try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM fix)") ?? false }
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

extension TasksToRead {
    fileprivate var needsTexts: Bool { if case .maybeOverdue = self { false } else { true } }
}
