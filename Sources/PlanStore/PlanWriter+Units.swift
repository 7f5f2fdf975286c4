import GRDB
import PlanModel

extension PlanWriter {
    func writeUnits(_ planID: Int64) throws -> [String: Int64] {
        try rename(planID)
        // Codes and aliases may change hands within one file, so all are given back before they are given out.
        try db.execute(sql: "UPDATE unit SET code = NULL WHERE planID = ?", arguments: [planID])
        try db.execute(sql: "DELETE FROM unitAlias WHERE planID = ?", arguments: [planID])
        try db.execute(
            sql: "DELETE FROM groupMember WHERE groupID IN (SELECT id FROM unit WHERE planID = ?)", arguments: [planID])
        for (position, unit) in plan.units.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO unit (planID, position, name, kind, code, mail, duties)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (planID, name) DO UPDATE SET
                        position = excluded.position, kind = excluded.kind, code = excluded.code, mail = excluded.mail,
                        duties = excluded.duties, isWithdrawn = 0
                    """,
                arguments: [planID, position, unit.name, unit.kind.rawValue, unit.code, unit.mail, unit.duties])
        }
        let unitIDs = try ids("SELECT name, id FROM unit WHERE planID = ?", [planID])
        for unit in plan.units {
            for (position, alias) in unit.aliases.enumerated() {
                try db.execute(
                    sql: "INSERT INTO unitAlias (planID, name, unitID, position) VALUES (?, ?, ?, ?)",
                    arguments: [planID, alias, unitIDs[unit.name], position])
            }
            for (position, member) in unit.members.enumerated() {
                try db.execute(
                    sql: "INSERT INTO groupMember (groupID, position, unitID) VALUES (?, ?, ?)",
                    arguments: [unitIDs[unit.name], position, unitIDs[member]])
            }
        }
        return unitIDs
    }

    /// A unit whose former name is now an alias of a new one is the same unit under its new name: what it did stays its own.
    func rename(_ planID: Int64) throws {
        let known = try ids("SELECT name, id FROM unit WHERE planID = ?", [planID])
        let names = Set(plan.units.map(\.name))
        for unit in plan.units where known[unit.name] == nil {
            guard let former = unit.aliases.first(where: { known[$0] != nil && !names.contains($0) }) else { continue }
            try db.execute(sql: "UPDATE unit SET name = ? WHERE id = ?", arguments: [unit.name, known[former]])
        }
    }

    /// Units that the file no longer has: kept and marked if anything still names them.
    func dropUnits(_ planID: Int64) throws {
        let names = Set(plan.units.map(\.name))
        for row in try Row.fetchAll(db, sql: "SELECT id, name FROM unit WHERE planID = ?", arguments: [planID])
        where !names.contains(row[1]) {
            let id: Int64 = row[0]
            let isNamed = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM assignment WHERE unitID = ?)
                        OR EXISTS (SELECT 1 FROM event WHERE unitID = ?)
                        OR EXISTS (SELECT 1 FROM problemLead WHERE unitID = ?)
                    """, arguments: [id, id, id])
            try db.execute(
                sql: isNamed == true ? "UPDATE unit SET isWithdrawn = 1 WHERE id = ?" : "DELETE FROM unit WHERE id = ?",
                arguments: [id])
        }
    }
}
