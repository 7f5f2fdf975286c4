import GRDB
import PlanModel

/// What a person has to confirm before a plan is written.
extension PlanWriter {
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
}
