import Foundation
import GRDB
import PlanModel
import Testing

@testable import PlanStore

@Suite struct SchemaTests {
    @Test(arguments: [
        "UPDATE task SET dueOn = '2025-02-30' WHERE code = '1'",
        "UPDATE task SET dueOn = '2025-6-3' WHERE code = '1'",
        "UPDATE task SET dueOn = NULL WHERE code = '1'",
        "UPDATE task SET startOn = '2024-05-01' WHERE code = '2'",
        "UPDATE task SET title = '' WHERE code = '1'",
        "UPDATE task SET deadlineKind = 'someday' WHERE code = '1'",
        "UPDATE task SET cycle = NULL WHERE code = '3'",
        "UPDATE task SET code = '2' WHERE code = '1'",
        "UPDATE plan SET issuedOn = '2023-02-29'",
        "UPDATE plan SET alertYellowDays = 99",
        "UPDATE phase SET endOn = '2022-01-01'",
        "UPDATE assignment SET role = 'boss'",
        "INSERT INTO assignment SELECT taskID, 9, unitID, 'lead' FROM assignment LIMIT 1",
        "INSERT INTO assignment VALUES (1, 9, 999, 'lead')",
        "DELETE FROM unit WHERE name = '县财政局'",
        "INSERT INTO event (taskID, day, recordedAt, actor, kind, previous, digest) VALUES (1, '2024-06-31', '2024-01-01T00:00:00Z', 'x', 'signedOff', hex(randomblob(32)), hex(randomblob(32)))",
        "INSERT INTO event (taskID, day, recordedAt, actor, kind, previous, digest) VALUES (1, '2024-06-30', '2024-01-01 00:00', 'x', 'signedOff', hex(randomblob(32)), hex(randomblob(32)))",
        "INSERT INTO event (taskID, day, recordedAt, actor, kind, previous, digest) VALUES (1, '2024-06-30', '2024-01-01T00:00:00Z', 'x', 'finished', hex(randomblob(32)), hex(randomblob(32)))",
        "INSERT INTO event (taskID, day, recordedAt, actor, kind, previous, digest) VALUES (1, '2024-06-30', '2024-01-01T00:00:00Z', 'x', 'extensionApproved', hex(randomblob(32)), hex(randomblob(32)))",
        "INSERT INTO event (taskID, day, recordedAt, actor, kind, previous, digest) VALUES (99, '2024-06-30', '2024-01-01T00:00:00Z', 'x', 'signedOff', hex(randomblob(32)), hex(randomblob(32)))",
        "UPDATE event SET note = 'x'",
        "DELETE FROM event",
        "REPLACE INTO event SELECT id, taskID, problemID, day, recordedAt, 'x', unitID, kind, period, percent, newDueOn, document, level, isLate, reversedID, note, previous, digest FROM event",
        "REPLACE INTO event SELECT 99, taskID, problemID, day, recordedAt, 'x', unitID, kind, period, percent, newDueOn, document, level, isLate, reversedID, note, previous, digest FROM event",
        "UPDATE planVersion SET content = '{}'", "DELETE FROM planVersion",
        "REPLACE INTO planVersion SELECT id, planID, day, appliedAt, 'x', folder, content, previous, digest FROM planVersion",
        "INSERT INTO event (taskID, day, recordedAt, actor, kind, previous, digest) VALUES (1, '2024-06-30', '2024-01-01T00:00:00Z', 'x', 'found', hex(randomblob(32)), hex(randomblob(32)))",
    ])
    func refusesWhatCannotBe(sql: String) throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        try store.record("signedOff", on: "2023-06-25", task: "1")
        let before = try store.contents()

        #expect(throws: DatabaseError.self) { try store.execute(sql) }
        #expect(try store.contents() == before)
    }

    /// Whatever the events, reading less for a list of what is overdue never loses a task that is.
    @Test func whatMayBeOverdueIsAlwaysRead() throws {
        let kinds = [
            "progress", "reportedDone", "signedOff", "returned", "cancelled", "reopened", "reversed",
            "extensionApproved",
        ]
        var seed: UInt64 = 7
        func random(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        for _ in 0..<60 {
            let store = try Store.inMemory()
            try store.apply(.sample)
            for id in 1...10 {
                let day = ("2023-06-01" as CalendarDay).advanced(by: random(90)).description
                let kind = kinds[random(kinds.count)]
                guard kind != "reversed" || id > 1 else {
                    try store.record("progress", on: day, task: "1")
                    continue
                }
                try store.record(
                    kind, on: day, task: ["1", "1", "2", "3"][random(4)],
                    newDue: kind == "extensionApproved" ? "2023-09-30" : nil,
                    reverses: kind == "reversed" ? 1 + random(id - 1) : nil,
                    unit: [nil, "县财政局", "县教育体育局"][random(3)])
            }
            for offset in stride(from: 0, through: 150, by: 5) {
                let day = ("2023-06-01" as CalendarDay).advanced(by: offset)
                let all = try store.ledger(ofPlan: "demo").tasks.filter {
                    $0.standing(on: day, in: UnitDirectory([])).isOverdue
                }.map(\.code)
                let narrow = try store.ledger(ofPlan: "demo", tasks: .maybeOverdue(on: day)).tasks
                    .filter { $0.standing(on: day, in: UnitDirectory([])).isOverdue }.map(\.code)
                #expect(all == narrow)
            }
        }
    }

    @Test func theQuestionForWhatIsOpenAndDueUsesItsIndex() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)

        let plan = try store.rows(
            """
            EXPLAIN QUERY PLAN SELECT id FROM task
            WHERE planID = 1 AND deadlineKind IN ('by', 'window') AND dueOn < '2024-01-01' AND closedOn IS NULL
                AND withdrawnOn IS NULL
            """)

        #expect(plan.contains { $0.contains("taskOpenAndDue") }, "\(plan)")
    }
}
