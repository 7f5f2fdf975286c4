import Foundation
import GRDB
import PlanModel

/// A plan as it stood from one `apply` to the next.
///
/// The tables hold the newest version; a report of a day on which an older one was in force reads that instead. The first
/// version is also in force on every day before it: an office enters its plan months after the issue.
struct PlanVersion {
    var id: Int64
    var day: CalendarDay

    /// What the column `content` holds.
    struct Content: Codable {
        var plan: Plan
        /// A unit may get another name later; events name it by its id.
        var unitIDs: [String: Int64]

        var unitNames: [Int64: String] {
            Dictionary(unitIDs.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }

        init(plan: Plan, unitIDs: [String: Int64]) {
            self.plan = plan
            self.unitIDs = unitIDs
        }

        init(json: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) }

        func json() throws -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// The version in force on a day, if it is not the one that the tables hold. What was applied after `knownOn` is not
    /// known yet.
    static func older(_ db: Database, planID: Int64, on day: CalendarDay, knownOn: CalendarDay?) throws -> Content? {
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, day, appliedAt FROM planVersion WHERE planID = ? ORDER BY id", arguments: [planID])
        guard rows.count > 1 else { return nil }
        let versions = try rows.map { PlanVersion(id: $0[0], day: try Column.day($0[1], "planVersion.day")) }
        let known = zip(versions, rows).filter { pair in
            let appliedAt: String = pair.1[2]
            return knownOn.map { appliedAt < $0.endInChina } ?? true
        }.map(\.0)
        guard let inForce = inForce(among: known.isEmpty ? [versions[0]] : known, on: day),
            inForce.id != versions.last?.id
        else { return nil }
        return try content(db, id: inForce.id)
    }

    static func content(_ db: Database, id: Int64) throws -> Content {
        let json = try String.fetchOne(db, sql: "SELECT content FROM planVersion WHERE id = ?", arguments: [id]) ?? ""
        do {
            return try Content(json: json)
        } catch {
            throw StoreError.damaged(path: "", detail: "方案的第\(id)个版本")
        }
    }

    /// The latest of the versions that had begun by the day. Those of the first one's day are in force before it too: a plan
    /// that is entered and put right on the same day was never anything else.
    private static func inForce(among versions: [PlanVersion], on day: CalendarDay) -> PlanVersion? {
        guard let first = versions.first?.day else { return nil }
        return versions.last { $0.day <= max(day, first) }
    }

    /// Keeps the plan as the tables hold it now. Inside the transaction that changed it.
    static func keep(
        _ db: Database, planID: Int64, from day: CalendarDay, at time: String, by actor: String, folder: String?
    ) throws {
        let content = try current(db, planID: planID).json()
        let previous =
            try String.fetchOne(db, sql: "SELECT digest FROM planVersion ORDER BY id DESC LIMIT 1")
            ?? Digest.zero
        let given = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'planVersion'") ?? 0
        let fields = [String(given + 1), String(planID), day.description, time, actor, folder, content]
        try db.execute(
            sql: """
                INSERT INTO planVersion (id, planID, day, appliedAt, actor, folder, content, previous, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                given + 1, planID, day.description, time, actor, folder, content, previous,
                Digest.chained(previous, fields),
            ])
    }

    /// The plan as the tables hold it, without its events.
    static func current(_ db: Database, planID: Int64) throws -> Content {
        let row = try PlanRow.fetch(db, id: planID)
        var plan = try row.plan(db, .all)
        for place in plan.tasks.indices { plan.tasks[place].events = [] }
        let units = try Row.fetchAll(db, sql: "SELECT name, id FROM unit WHERE planID = ?", arguments: [planID])
        return Content(plan: plan, unitIDs: Dictionary(units.map { ($0[0], $0[1]) }) { first, _ in first })
    }

    /// What is not in order in the chain of versions; empty if all is well.
    static func faults(_ db: Database) throws -> [String] {
        var faults: [String] = []
        var previous = Digest.zero
        var last: Int64 = 0
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, planID, day, appliedAt, actor, folder, content, previous, digest
                FROM planVersion
                ORDER BY id
                """)
        while let row = try rows.next() {
            let fields: [String?] = [
                String(row[0] as Int64), String(row[1] as Int64), row[2], row[3], row[4], row[5], row[6],
            ]
            if row[7] as String != previous { faults.append("方案的第\(row[0] as Int64)个版本与前一个接不上") }
            if row[8] as String != Digest.chained(row[7], fields) {
                faults.append("方案的第\(row[0] as Int64)个版本与写入时不一样")
            }
            previous = row[8]
            last = row[0]
        }
        let given = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'planVersion'") ?? 0
        if given > last { faults.append("少了方案的版本：写入过\(given)个，现在最后一个是第\(last)个") }
        return faults
    }
}
