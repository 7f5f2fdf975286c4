import GRDB
import PlanModel

/// How a standard is read, with its indicators, rules and vetoes.
enum StandardRow {
    static func standard(_ id: Int64, _ db: Database) throws -> Standard {
        guard
            let head = try Row.fetchOne(
                db, sql: "SELECT code, title, authority, year FROM standard WHERE id = ?", arguments: [id])
        else { throw StoreError.damaged(path: "", detail: "standard \(id)") }
        let thresholds = try Dictionary(
            grouping: Row.fetchAll(
                db,
                sql: """
                    SELECT threshold.indicatorID, threshold.stage, threshold.measure, threshold.comparison, threshold.value,
                        threshold.unit
                    FROM threshold
                    JOIN indicator ON indicator.id = threshold.indicatorID
                    WHERE indicator.standardID = ?
                    ORDER BY threshold.indicatorID, threshold.position
                    """, arguments: [id])
        ) { $0[0] as Int64 }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, kind, code, category, name, scope, note
                FROM indicator
                WHERE standardID = ?
                ORDER BY kind, position
                """, arguments: [id])
        func indicators(_ kind: String) throws -> [Indicator] {
            try rows.filter { $0[1] == kind }.map { row in
                Indicator(
                    code: row[2], category: row[3], name: row[4], scope: try Column.word(row[5], "indicator.scope"),
                    thresholds: try thresholds[row[0], default: []].map { row in
                        Threshold(
                            stage: try Column.word(row[1], "threshold.stage"), measure: row[2],
                            try Column.word(row[3], "threshold.comparison"), row[4], unit: row[5])
                    },
                    note: row[6])
            }
        }
        return Standard(
            code: head[0], title: head[1], authority: head[2], year: head[3], indicators: try indicators("indicator"),
            rules: try indicators("rule"),
            vetoes: rows.filter { $0[1] == "veto" }.map { Standard.Veto(code: $0[2], name: $0[4]) })
    }
}
