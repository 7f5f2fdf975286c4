import GRDB
import PlanModel

extension PlanWriter {
    func writeStandard() throws -> Int64? {
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
}
