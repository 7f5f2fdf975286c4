import GRDB
import PlanModel

/// Reads a ledger: a plan, the newest or an older version of it, with the events of its tasks, and its problems.
struct LedgerReader {
    private let db: Database
    private let row: PlanRow
    private let older: PlanVersion.Content?
    private let day: CalendarDay
    private let knownOn: CalendarDay?

    init(
        _ db: Database, _ row: PlanRow, _ older: PlanVersion.Content? = nil, on day: CalendarDay = .latest,
        knownOn: CalendarDay? = nil
    ) {
        self.db = db
        self.row = row
        self.older = older
        self.day = day
        self.knownOn = knownOn
    }

    /// The newest version with some tasks, and without what stands around them: the standard, the count of all tasks and,
    /// if nobody asks, the problems. For recording, which wants to be quick.
    func part(_ tasks: TasksToRead, problems hasProblems: Bool = false) throws -> Ledger {
        let names = hasProblems ? try row.unitNames(db) : [:]
        return Ledger(try row.plan(db, tasks, hasStandard: false), problems: hasProblems ? try problems(names) : [])
    }

    func ledger(_ tasks: TasksToRead) throws -> Ledger {
        if let older {
            let former = Dictionary(older.unitNames.map { (Int64($0), $1) }) { first, _ in first }
            let names = try row.unitNames(db).merging(former) { _, old in old }
            let plan = try plan(older, names)
            return Ledger(
                plan, problems: try problems(names), formerTasks: try formerTasks(tasks, plan, names), knownOn: knownOn)
        }
        let count = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM task WHERE planID = ? AND withdrawnOn IS NULL", arguments: [row.id])
        // `closedOn` tells of everything that was ever recorded, not of what was known on a day.
        let plan = try row.plan(db, knownOn == nil ? tasks : .all, knownOn: knownOn)
        let names = try row.unitNames(db)
        return Ledger(
            plan, taskCount: count, problems: try problems(names), formerTasks: try formerTasks(tasks, plan, names),
            knownOn: knownOn)
    }

    /// What is recorded about tasks that are not in that plan is not lost with them: they keep their title and their units.
    private func formerTasks(_ tasks: TasksToRead, _ plan: Plan, _ names: [Int64: String]) throws -> [PlanTask] {
        guard tasks == .allEver else { return [] }
        let inPlan = Set(plan.tasks.map(\.code))
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, code, title
                FROM task
                WHERE planID = ? AND EXISTS (SELECT 1 FROM event WHERE event.taskID = task.id)
                ORDER BY position, id
                """, arguments: [row.id]
        ).filter { !inPlan.contains($0[1]) }
        guard !rows.isEmpty else { return [] }
        let former = try PlanVersion.former(db, planID: row.id, codes: rows.map { $0[1] }, before: day)
        var events: [Int64: [TaskEvent]] = [:]
        try EventReader(db: db, unitNames: names, knownOn: knownOn, hasTexts: true)
            .read(.task, in: "SELECT id FROM task WHERE planID = ?", [row.id]) { id, event in
                events[id, default: []].append(event)
            }
        return rows.map { row in
            let code: String = row[1]
            return PlanTask(
                code: code, title: former[code]?.title ?? row[2], deadline: .unstated,
                assignments: former[code]?.assignments ?? [], events: events[row[0], default: []])
        }
    }

    private func plan(_ older: PlanVersion.Content, _ names: [Int64: String]) throws -> Plan {
        var plan = older.plan
        let codes = try Row.fetchAll(db, sql: "SELECT id, code FROM task WHERE planID = ?", arguments: [row.id])
        let places = Dictionary(plan.tasks.enumerated().map { ($1.code, $0) }) { first, _ in first }
        let placeOfID = Dictionary(
            codes.compactMap { row in places[row[1]].map { (row[0] as Int64, $0) } }
        ) { first, _ in first }
        try EventReader(db: db, unitNames: names, knownOn: knownOn, hasTexts: true)
            .read(.task, in: "SELECT id FROM task WHERE planID = ?", [row.id]) { id, event in
                if let place = placeOfID[id] { plan.tasks[place].events.append(event) }
            }
        return plan
    }

    /// By number, each with its events.
    private func problems(_ names: [Int64: String]) throws -> [Problem] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT problem.id, problem.number, problem.title, problem.source, problem.place, indicator.code, task.code,
                    problem.dueOn, problem.measures
                FROM problem
                LEFT JOIN indicator ON indicator.id = problem.indicatorID
                LEFT JOIN task ON task.id = problem.taskID
                WHERE problem.planID = ?
                ORDER BY problem.number
                """, arguments: [row.id])
        guard !rows.isEmpty else { return [] }
        let leads = try Dictionary(
            grouping: Row.fetchAll(
                db,
                sql: """
                    SELECT problemLead.problemID, problemLead.unitID
                    FROM problemLead
                    JOIN problem ON problem.id = problemLead.problemID
                    WHERE problem.planID = ?
                    ORDER BY problemLead.problemID, problemLead.position
                    """, arguments: [row.id])
        ) { $0[0] as Int64 }
        var events: [Int64: [TaskEvent]] = [:]
        try EventReader(db: db, unitNames: names, knownOn: knownOn, hasTexts: true)
            .read(.problem, in: "SELECT id FROM problem WHERE planID = ?", [row.id]) { id, event in
                events[id, default: []].append(event)
            }
        return try rows.map { row in
            Problem(
                number: row[1], title: row[2], source: try Column.word(row[3], "problem.source"), place: row[4],
                indicator: row[5], leads: leads[row[0], default: []].compactMap { names[$0[1]] },
                deadline: try (row[7] as String?).map { .by(try Column.day($0, "problem.dueOn")) } ?? .unstated,
                task: row[6], measures: row[8], events: events[row[0], default: []])
        }
    }
}
