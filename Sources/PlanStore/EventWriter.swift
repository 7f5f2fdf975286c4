import GRDB
import PlanModel

/// Records one event. Lives inside one transaction that holds the write lock.
struct EventWriter {
    let db: Database
    let row: PlanRow
    let recording: Recording
    let unitIDs: [String: Int64]

    init(_ db: Database, plan code: String, _ recording: Recording) throws {
        self.db = db
        self.recording = recording
        row = try PlanRow.fetch(db, code: code)
        unitIDs = try Dictionary(
            Row.fetchAll(
                db, sql: "SELECT name, id FROM unit WHERE planID = ? ORDER BY isWithdrawn", arguments: [row.id]
            )
            .map { ($0[0], $0[1]) }
        ) { first, _ in first }
    }

    func record(_ entry: Entry) throws -> Recorded {
        var entry = entry
        if entry.subject == .lastEvent {
            let id = try lastEventID()
            entry.subject = .event(id)
            entry.kind = .reversed(event: id)
        }
        switch try subject(entry.subject) {
        case .task(let code): return try record(entry, taskID: taskID(code), code)
        case .problem(let number): return try record(entry, problem: number)
        case .event(let id): throw try unknownEvent(id)
        case .lastEvent: throw StoreError.damaged(path: "", detail: "event")
        }
    }

    /// The event of the plan that was recorded last, of whatever task. Asked for twice, it must not name another the second
    /// time: an undoing is not undone unless its number is given.
    private func lastEventID() throws -> Int {
        let last = try Row.fetchOne(
            db,
            sql: """
                SELECT event.id, event.reversedID
                FROM event
                LEFT JOIN task ON task.id = event.taskID
                LEFT JOIN problem ON problem.id = event.problemID
                WHERE coalesce(task.planID, problem.planID) = ?
                ORDER BY event.id DESC
                LIMIT 1
                """, arguments: [row.id])
        guard let last else { throw Refusal("还没有可以撤销的记录", remedy: "看有哪些记录：duban log\(recording.commandSuffix)") }
        let id: Int = last[0]
        if let target: Int = last[1] {
            throw Refusal(
                "最近登记的第\(id)条就是撤销（撤销了第\(target)条）",
                remedy: "还要撤销别的，写明序号；要恢复第\(target)条：duban undo \(id)\(recording.commandSuffix)")
        }
        return id
    }

    private func unknownEvent(_ id: Int) throws -> StoreError {
        if let plan = try EventChain.plan(ofEvent: id, db) {
            return .noSuchEvent(id: id, remedy: "它在方案 \(plan) 里，加上 --plan \(plan)")
        }
        let last = try EventChain.end(db).id - 1
        return .noSuchEvent(id: id, remedy: last > 0 ? "最后一条是第\(last)条；看有哪些：duban log" : "还没有登记过任何记录")
    }

    // MARK: A task

    private func record(_ entry: Entry, taskID: Int64, _ code: String) throws -> Recorded {
        let before = try LedgerReader(db, row).part(.only([code]))
        guard let task = before.tasks.first else { throw StoreError.damaged(path: "", detail: "task \(code)") }
        let unit = try entry.unit.map { name throws(UnknownName) in try before.unit(named: name).name }
        let rules = rules(before)
        var events: [TaskEvent] = []
        var after = before
        let periods = try task.periods(entry.period, for: entry.kind, by: unit, on: entry.day, in: before.directory)
        for period in periods {
            var event = try self.event(entry, period, unit)
            if entry.grantsWhatWasAsked, case .extensionApproved(_, let document) = entry.kind {
                // Without a request the rules refuse, whatever the day.
                let asked = after.plan.tasks[0].requestedDeadline(by: entry.day)
                event.kind = .extensionApproved(to: asked ?? .latest, document: document)
            }
            if let refusal = rules.refusal(of: event, to: after.plan.tasks[0]) { throw refusal }
            events.append(try append(event, taskID: taskID, problemID: nil))
            after.plan.tasks[0].events.insertInOrder(events[events.count - 1])
        }
        return Recorded(events: events, before: before, after: after)
    }

    /// - Throws: `UnknownName` if the plan never had it, `Refusal` if it was withdrawn.
    private func taskID(_ code: String) throws -> Int64 {
        let found = try Row.fetchOne(
            db, sql: "SELECT id, withdrawnOn FROM task WHERE planID = ? AND code = ?", arguments: [row.id, code])
        guard let found else {
            let known = try String.fetchAll(
                db, sql: "SELECT code FROM task WHERE planID = ? AND withdrawnOn IS NULL ORDER BY position",
                arguments: [row.id])
            throw UnknownName("任务", code, known: known)
        }
        if let day: String = found[1] {
            throw Refusal("任务\(code)已在\(day)从方案里撤下，不能再登记", remedy: "方案里恢复了这项任务再登记（duban apply）")
        }
        return found[0]
    }

    // MARK: A problem

    private func record(_ entry: Entry, problem number: Int) throws -> Recorded {
        let before = try ledger(problem: number)
        guard let problem = before.problems.first else {
            let known = try Int.fetchAll(
                db, sql: "SELECT number FROM problem WHERE planID = ? ORDER BY number", arguments: [row.id])
            throw UnknownName("问题", "\(number)", known: known.map(String.init))
        }
        guard problem.standing(on: .latest) != nil || entry.isUndoing else {
            throw Refusal("问题\(number)的登记已经撤销", remedy: "要恢复它，撤销那一次撤销：duban log P\(number) 看编号")
        }
        let unit = try entry.unit.map { name throws(UnknownName) in try before.unit(named: name).name }
        let event = try event(entry, nil, unit)
        if let refusal = rules(before).refusal(of: event, to: problem) { throw refusal }
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM problem WHERE planID = ? AND number = ?", arguments: [row.id, number])
        let recorded = try append(event, taskID: nil, problemID: id)
        var after = before
        after.problems[0].events.insertInOrder(recorded)
        return Recorded(events: [recorded], before: before, after: after)
    }

    func add(_ draft: ProblemDraft, foundOn day: CalendarDay, note: String, evidence: [TaskEvent.Evidence]) throws
        -> Recorded
    {
        let ledger = try LedgerReader(db, row).part(.only([]))
        var draft = draft
        draft.leads = try draft.leads.map { name throws(UnknownName) in try ledger.unit(named: name).name }
        // Schools are often not registered as units: the place is kept as it was written.
        draft.place = draft.place.map { ledger.directory[$0]?.name ?? $0 }
        let number =
            (try Int.fetchOne(db, sql: "SELECT max(number) FROM problem WHERE planID = ?", arguments: [row.id]) ?? 0)
            + 1
        var event = TaskEvent(
            .found, on: day, actor: recording.actor, recordedAt: recording.time, note: note.withoutControls,
            evidence: evidence)
        let problem = Problem(number: number, title: draft.title, source: draft.source)
        if let refusal = rules(ledger).refusal(of: event, to: problem) { throw refusal }
        if draft.title.allSatisfy(\.isWhitespace) { throw Refusal("没有写是什么问题", remedy: "写一句话，如“音乐教室缺1间”") }
        if let due = draft.due, due < day {
            throw Refusal("整改时限（\(due.inChinese)）在发现问题（\(day.inChinese)）以前", remedy: "改 --due 或 --on")
        }
        let id = try insert(draft, number, ledger)
        event = try append(event, taskID: nil, problemID: id)
        return Recorded(events: [event], before: ledger, after: try self.ledger(problem: number))
    }

    private func insert(_ draft: ProblemDraft, _ number: Int, _ ledger: Ledger) throws -> Int64 {
        let indicatorID = try draft.indicator.map { code in
            let indicators = try Row.fetchAll(
                db,
                sql: """
                    SELECT indicator.id, indicator.code
                    FROM indicator
                    JOIN plan ON plan.standardID = indicator.standardID
                    WHERE plan.id = ? AND indicator.kind = 'indicator'
                    ORDER BY indicator.position
                    """, arguments: [row.id])
            guard let found = indicators.first(where: { $0[1] == code }) else {
                throw UnknownName("指标", code, known: indicators.map { $0[1] })
            }
            return found[0] as Int64
        }
        try db.execute(
            sql: """
                INSERT INTO problem (planID, number, title, source, place, indicatorID, taskID, dueOn, measures)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                row.id, number, draft.title, draft.source.rawValue, draft.place, indicatorID,
                try draft.task.map(taskID), draft.due?.description, draft.measures,
            ])
        let id = db.lastInsertedRowID
        var seen: Set<String> = []
        for (position, lead) in draft.leads.filter({ seen.insert($0).inserted }).enumerated() {
            try db.execute(
                sql: "INSERT INTO problemLead (problemID, position, unitID) VALUES (?, ?, ?)",
                arguments: [id, position, unitIDs[lead]])
        }
        return id
    }

    private func ledger(problem number: Int) throws -> Ledger {
        var ledger = try LedgerReader(db, row).part(.only([]), problems: true)
        ledger.problems = ledger.problems.filter { $0.number == number }
        return ledger
    }

    // MARK: Both

    private func rules(_ ledger: Ledger) -> EventRules {
        EventRules(
            issued: ledger.plan.issued, today: recording.today, units: ledger.directory,
            commandSuffix: recording.commandSuffix)
    }

    private func event(_ entry: Entry, _ period: String?, _ unit: String?) throws -> TaskEvent {
        var period = period
        if case .reversed(let id) = entry.kind {
            period = try String.fetchOne(db, sql: "SELECT period FROM event WHERE id = ?", arguments: [id])
        }
        return TaskEvent(
            entry.kind, on: entry.day, period: period, unit: unit, actor: recording.actor, recordedAt: recording.time,
            note: entry.note, evidence: entry.evidence)
    }

    private func append(_ event: TaskEvent, taskID: Int64?, problemID: Int64?) throws -> TaskEvent {
        var event = event
        let (id, previous) = try EventChain.end(db)
        event.id = Int(id)
        var fields: [String?] = []
        if event.kind == .found, let problemID {
            fields = try EventChain.problemFields(db, id: problemID)[problemID] ?? []
        }
        try EventChain.append(
            EventRow(
                event, id: id, taskID: taskID, problemID: problemID, unitID: event.unit.flatMap { unitIDs[$0] },
                problem: fields), after: previous, db)
        return event
    }

    /// The task or problem that is meant, in the plan that is meant.
    private func subject(_ subject: Entry.Subject) throws -> Entry.Subject {
        guard case .event(let id) = subject else { return subject }
        let found = try Row.fetchOne(
            db,
            sql: """
                SELECT task.code, problem.number
                FROM event
                LEFT JOIN task ON task.id = event.taskID
                LEFT JOIN problem ON problem.id = event.problemID
                WHERE event.id = ? AND coalesce(task.planID, problem.planID) = ?
                """, arguments: [id, row.id])
        if let code: String = found?[0] { return .task(code) }
        return (found?[1] as Int?).map(Entry.Subject.problem) ?? subject
    }
}

extension [TaskEvent] {
    /// Puts a new event where a reader of the ledger finds it: by its day, last of that day.
    fileprivate mutating func insertInOrder(_ event: TaskEvent) {
        insert(event, at: firstIndex { $0.day > event.day } ?? endIndex)
    }
}

extension Entry {
    fileprivate var isUndoing: Bool { if case .reversed = kind { true } else { false } }
}
