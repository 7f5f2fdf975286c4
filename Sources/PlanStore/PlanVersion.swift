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
        /// By id. A unit may get another name later; events name it by its id.
        var unitNames: [Int: String]

        init(plan: Plan, unitNames: [Int: String]) {
            self.plan = plan
            self.unitNames = unitNames
        }

        init(json: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) }

        func json() throws -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// The version in force on a day, if it is not the one that the tables hold, and the deadlines of the first. What was
    /// applied after `knownOn` is not known yet.
    static func older(_ db: Database, planID: Int64, on day: CalendarDay, knownOn: CalendarDay?) throws
        -> (content: Content?, firstDeadlines: [String: Deadline])
    {
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, day, appliedAt FROM planVersion WHERE planID = ? ORDER BY id", arguments: [planID])
        guard rows.count > 1 else { return (nil, [:]) }
        let versions = try rows.map { PlanVersion(id: $0[0], day: try Column.day($0[1], "planVersion.day")) }
        let known = zip(versions, rows).filter { pair in
            let appliedAt: String = pair.1[2]
            return knownOn.map { appliedAt < $0.endInChina } ?? true
        }.map(\.0)
        let counted = known.isEmpty ? [versions[0]] : known
        guard let inForce = inForce(among: counted, on: day) else { return (nil, [:]) }
        let content = try inForce.id == versions.last?.id ? nil : self.content(db, id: inForce.id)
        let former = history(of: counted, through: day).filter { $0.id != inForce.id }
        guard !former.isEmpty else { return (content, [:]) }
        let codes =
            try content.map { Set($0.plan.tasks.map(\.code)) }
            ?? String.fetchSet(
                db, sql: "SELECT code FROM task WHERE planID = ? AND withdrawnOn IS NULL", arguments: [planID])
        var deadlines: [String: Deadline] = [:]
        // Nearly always the first version has them all.
        for version in former where !codes.isSubset(of: deadlines.keys) {
            for task in try self.content(db, id: version.id).plan.tasks where deadlines[task.code] == nil {
                deadlines[task.code] = task.deadline
            }
        }
        return (content, deadlines)
    }

    /// The versions that were in force up to a day, one after the other.
    private static func history(of versions: [PlanVersion], through day: CalendarDay) -> [PlanVersion] {
        var history: [PlanVersion] = []
        for start in Set(versions.map(\.day)).sorted() {
            if start > day, !history.isEmpty { break }
            if let version = inForce(among: versions, on: start), history.last?.id != version.id {
                history.append(version)
            }
        }
        return history
    }

    /// Title and units of tasks that the plan of a day does not have, as the last version before had them.
    static func former(_ db: Database, planID: Int64, codes: [String], before day: CalendarDay) throws -> [String:
        PlanTask]
    {
        let ids = try Int64.fetchAll(
            db, sql: "SELECT id FROM planVersion WHERE planID = ? AND day <= ? ORDER BY id DESC",
            arguments: [planID, day.description])
        var found: [String: PlanTask] = [:]
        for id in ids where found.count < codes.count {
            for task in try content(db, id: id).plan.tasks where codes.contains(task.code) && found[task.code] == nil {
                found[task.code] = task
            }
        }
        return found
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
        let lastEvent = try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0
        let lastChange = try Int64.fetchOne(db, sql: "SELECT max(id) FROM planChange") ?? 0
        let fields = [String(given + 1), String(planID), day.description, time, actor, folder, content]
        let seals = try seals(db, lastEvent, after: lastChangeID(db), lastChange)
        try db.execute(
            sql: """
                INSERT INTO planVersion (id, planID, day, appliedAt, actor, folder, content, lastEventID, lastChangeID,
                    previous, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                given + 1, planID, day.description, time, actor, folder, content, lastEvent, lastChange, previous,
                Digest.chained(previous, fields + seals),
            ])
    }

    /// The last row of the journal that the newest version has sealed.
    private static func lastChangeID(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT lastChangeID FROM planVersion ORDER BY id DESC LIMIT 1") ?? 0
    }

    /// What a version seals beside itself: the chain of events up to then, and what was added to the journal since the version
    /// before. Neither can be cut or changed afterwards without its showing here.
    private static func seals(_ db: Database, _ lastEvent: Int64, after former: Int64, _ lastChange: Int64) throws
        -> [String?]
    {
        let event = try String.fetchOne(db, sql: "SELECT digest FROM event WHERE id = ?", arguments: [lastEvent])
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, planID, appliedAt, actor, kind, subject, name, field, before, after
                FROM planChange
                WHERE id > ? AND id <= ?
                ORDER BY id
                """, arguments: [former, lastChange])
        var journal = Digest.zero
        while let row = try rows.next() {
            let numbers: [String?] = [String(row[0] as Int64), String(row[1] as Int64)]
            journal = Digest.chained(journal, numbers + (2..<10).map { row[$0] as String })
        }
        return [String(lastEvent), event, String(lastChange), journal]
    }

    /// The plan as the tables hold it, without its events.
    static func current(_ db: Database, planID: Int64) throws -> Content {
        let row = try PlanRow.fetch(db, id: planID)
        var plan = try row.plan(db, .all)
        for place in plan.tasks.indices { plan.tasks[place].events = [] }
        let names = try row.unitNames(db).map { (Int($0), $1) }
        return Content(plan: plan, unitNames: Dictionary(names) { first, _ in first })
    }

    /// What is not in order in the chain of versions; empty if all is well.
    static func faults(_ db: Database) throws -> [String] {
        var faults: [String] = []
        var previous = Digest.zero
        var last: Int64 = 0
        var lastChange: Int64 = 0
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, planID, day, appliedAt, actor, folder, content, previous, digest, lastEventID, lastChangeID
                FROM planVersion
                ORDER BY id
                """)
        while let row = try rows.next() {
            let fields: [String?] = [
                String(row[0] as Int64), String(row[1] as Int64), row[2], row[3], row[4], row[5], row[6],
            ]
            if row[7] as String != previous { faults.append("方案的第\(row[0] as Int64)个版本与前一个接不上") }
            let seals = try seals(db, row[9], after: lastChange, row[10])
            if row[8] as String != Digest.chained(row[7], fields + seals) {
                faults.append("方案的第\(row[0] as Int64)个版本，或那时的办理记录、修改记录，与写入时不一样")
            }
            lastChange = row[10]
            previous = row[8]
            last = row[0]
        }
        let given = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'planVersion'") ?? 0
        let unsealed = try Int64.fetchOne(db, sql: "SELECT max(id) FROM planChange") ?? 0
        if unsealed != lastChange { faults.append("修改记录与方案的版本对不上") }
        let without = try String.fetchAll(
            db,
            sql: """
                SELECT code FROM plan
                WHERE NOT EXISTS (SELECT 1 FROM planVersion WHERE planVersion.planID = plan.id)
                ORDER BY code
                """)
        faults += without.map { "方案 \($0) 没有写入时的版本" }
        if given > last { faults.append("少了方案的版本：写入过\(given)个，现在最后一个是第\(last)个") }
        return faults
    }
}

extension Store {
    /// What a program wrote that did not know of versions has none yet: what is there becomes the first.
    func keepMissingVersions() throws {
        try database.writeWithoutTransaction { db in
            try db.inImmediateTransaction {
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT plan.id, coalesce(min(planChange.appliedAt), '1970-01-01T00:00:00Z')
                        FROM plan
                        LEFT JOIN planChange ON planChange.planID = plan.id
                        WHERE NOT EXISTS (SELECT 1 FROM planVersion WHERE planVersion.planID = plan.id)
                        GROUP BY plan.id
                        ORDER BY plan.id
                        """)
                for row in rows {
                    let day = CalendarDay(inChinaAt: row[1]) ?? "1970-01-01"
                    try PlanVersion.keep(db, planID: row[0], from: day, at: row[1], by: "", folder: nil)
                }
            }
        }
    }
}
