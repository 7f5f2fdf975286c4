import GRDB
import PlanModel

/// One thing that `doctor` looked at, and what it found.
public struct Finding: Hashable, Sendable {
    /// 文件完整, 办理记录 …
    public var name: String
    /// Empty if all is well.
    public var faults: [String]
    public var remedy: String
    /// The ledger itself is harmed; else only something beside it wants putting right.
    public var isDamage: Bool

    public init(_ name: String, _ faults: [String], remedy: String, isDamage: Bool) {
        self.name = name
        self.faults = faults
        self.remedy = remedy
        self.isDamage = isDamage
    }
}

extension Store {
    /// Looks at everything that can go wrong with a ledger file. Changes nothing.
    public func examine() throws(StoreError) -> [Finding] {
        try Self.words(path) {
            try database.read { db in
                let restore = "不要再往里登记；先把文件另存一份，再用最近的备份恢复：duban restore 备份文件"
                return [
                    look("文件完整", restore) { try integrityFaults(db) },
                    look("引用关系", restore) {
                        try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "\($0[0] as String) 有一行指向不存在的内容" }
                    },
                    look("表结构和防改触发器", "有人改过台账的结构；\(restore)") { try schemaFaults(db) },
                    look("办理记录", "有记录被改动、删除或损坏；\(restore)") { try EventChain.faults(db) },
                    look("方案各版本", "方案内容被改动或损坏；\(restore)") { try PlanVersion.faults(db) },
                    look("方案内容", "方案内容不是用 duban apply 改的；\(restore)") { try planFaults(db) },
                    look("问题清单", "问题不是用 duban problem 登记的；\(restore)") {
                        try Int.fetchAll(
                            db,
                            sql: """
                                SELECT number FROM problem
                                WHERE NOT EXISTS (
                                    SELECT 1 FROM event WHERE event.problemID = problem.id AND event.kind = 'found')
                                ORDER BY planID, number
                                """
                        ).map { "问题\($0)没有登记过发现它的那一条" }
                    },
                    look("销号标记", "有人改过台账的内容；\(restore)") { try closingFaults(db) },
                    Finding(
                        "佐证材料", try evidenceFaults(db), remedy: "找回原来的文件放回原处；找不回的，这条提示会一直在，请另行登记说明",
                        isDamage: false),
                ]
            }
        }
    }

    /// How many events there are, and the first letters of the last one's digest: written down somewhere else, it shows later
    /// whether any of them is missing. Nil if there are none.
    public func chainEnd() throws(StoreError) -> (count: Int, digest: String)? {
        try Self.words(path) {
            try database.read { db in
                let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM event") ?? 0
                let digest = try String.fetchOne(db, sql: "SELECT digest FROM event ORDER BY id DESC LIMIT 1")
                return digest.map { (count, String($0.prefix(12))) }
            }
        }
    }

    /// Where each plan's files were when it was last applied; nil if that is not known.
    public func planFolders() throws(StoreError) -> [(code: String, folder: String?)] {
        try Self.words(path) {
            try database.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT plan.code,
                            (SELECT folder FROM planVersion WHERE planID = plan.id ORDER BY id DESC LIMIT 1)
                        FROM plan
                        ORDER BY plan.code
                        """
                ).map { ($0[0], $0[1]) }
            }
        }
    }

    /// A look that fails has found something.
    private func look(_ name: String, _ remedy: String, _ faults: () throws -> [String]) -> Finding {
        do {
            return Finding(name, try faults(), remedy: remedy, isDamage: true)
        } catch let error as DatabaseError {
            return Finding(name, ["读不出来：SQLite 错误\(error.extendedResultCode.rawValue)"], remedy: remedy, isDamage: true)
        } catch {
            return Finding(name, ["读不出来：\(error)"], remedy: remedy, isDamage: true)
        }
    }

    private func integrityFaults(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
    }

    /// What stands in the file beside what this program would make.
    private func schemaFaults(_ db: Database) throws -> [String] {
        let sql = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1"
        let wanted = try Store.inMemory().database.read { try Row.fetchAll($0, sql: sql) }
        let found = try Row.fetchAll(db, sql: sql)
        let wantedSQL = Dictionary(wanted.map { ($0[0] as String, $0[1] as String?) }) { first, _ in first }
        let foundSQL = Dictionary(found.map { ($0[0] as String, $0[1] as String?) }) { first, _ in first }
        let missing = wanted.map { $0[0] as String }.filter { foundSQL[$0] == nil }.map { "少了 \($0)" }
        let more = found.map { $0[0] as String }.filter { wantedSQL[$0] == nil }.map { "多了 \($0)" }
        let changed = wanted.map { $0[0] as String }.filter { name in
            foundSQL[name].map { $0 != wantedSQL[name] } ?? false
        }.map { "改过 \($0)" }
        return missing + more + changed
    }

    /// The tables beside the newest version of each plan.
    private func planFaults(_ db: Database) throws -> [String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT plan.id, plan.code, max(planVersion.id)
                FROM plan
                JOIN planVersion ON planVersion.planID = plan.id
                GROUP BY plan.id
                ORDER BY plan.code
                """)
        return try rows.flatMap { row -> [String] in
            let kept = try PlanVersion.content(db, id: row[2]).plan
            let current = try PlanVersion.current(db, planID: row[0]).plan
            guard kept != current else { return [] }
            let changes = PlanDifference(from: kept, to: current, standard: kept.standard).changes
            let names = changes.prefix(5).map { "\($0.key) \($0.title)".trimmed }.joined(separator: "、")
            return ["方案 \(row[1] as String) 的内容与最近一次写入时不一样：\(names)"]
        }
    }

    /// `task.closedOn` worked out anew. Without it more is read than has to be; with one that is wrong, too little.
    private func closingFaults(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT task.code
                FROM task
                WHERE task.closedOn IS NOT NULL AND task.closedOn IS NOT (
                    CASE WHEN EXISTS (
                        SELECT 1 FROM event
                        WHERE event.taskID = task.id AND event.kind IN ('returned', 'reopened', 'reversed'))
                    THEN NULL
                    ELSE (
                        SELECT event.day FROM event
                        WHERE event.taskID = task.id AND event.period IS NULL
                            AND (event.kind = 'cancelled'
                                OR (event.kind = 'signedOff' AND task.deadlineKind <> 'recurring'))
                        ORDER BY event.id DESC
                        LIMIT 1)
                    END)
                ORDER BY task.planID, task.position
                """
        ).map { "任务\($0)的销号标记与记录不符" }
    }

    private func evidenceFaults(_ db: Database) throws -> [String] {
        try Row.fetchAll(db, sql: "SELECT eventID, path, size, digest FROM evidence ORDER BY eventID, position")
            .compactMap { row in
                let file = TaskEvent.Evidence(path: row[1], size: row[2], digest: row[3])
                return Self.fault(of: file, ledger: path).map { "第\(row[0] as Int64)条的附件 \($0)" }
            }
    }
}

extension String {
    fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
