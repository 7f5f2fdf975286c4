import Foundation
import GRDB
import PlanModel
import Testing

@testable import PlanStore

@Suite struct ApplyTests {
    @Test func whatGoesInComesOut() throws {
        let store = try Store.inMemory()

        let difference = try store.apply(.sample)

        #expect(difference.changes.filter { $0.subject == .task }.map(\.kind) == Array(repeating: .added, count: 6))
        let ledger = try store.ledger(ofPlan: "demo")
        #expect(ledger.plan == .sample)
        #expect(ledger.taskCount == 6)
    }

    @Test func aSecondTimeChangesNothing() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let before = try store.contents()

        #expect(try store.difference(to: .sample).isEmpty)
        #expect(try store.apply(.sample).isEmpty)
        #expect(try store.contents() == before)
    }

    @Test func lookingAtTheDifferenceWritesNothing() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let before = try store.contents()
        var plan = Plan.sample
        plan.tasks.removeLast()

        #expect(try store.difference(to: plan).changes.count == 1)
        #expect(try store.contents() == before)
    }

    @Test func withdrawnTasksAreKeptAndComeBackWithTheirHistory() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        try store.record("progress", on: "2023-05-01", task: "1")
        var without = Plan.sample
        without.tasks.removeFirst()

        try store.apply(without)

        #expect(try store.ledger(ofPlan: "demo").tasks.map(\.code) == ["2", "3", "4", "5", "6"])
        #expect(
            try store.ledger(ofPlan: "demo", tasks: .maybeOverdue(on: "2025-01-01")).tasks.map(\.code) == [
                "2", "3", "4", "5", "6",
            ])
        #expect(try store.value("SELECT withdrawnOn FROM task WHERE code = '1'") == "2024-01-01")
        #expect(try store.value("SELECT count(*) FROM event") == "1")

        let back = try store.apply(.sample)

        #expect(back.changes.map { "\($0.kind) \($0.key)" } == ["restored 1"])
        let first = try #require(try store.ledger(ofPlan: "demo").tasks.first)
        #expect(first.events.map(\.kind) == [.progress(percent: nil)])
        #expect(first.assignments == Plan.sample.tasks[0].assignments && first.fixes == Plan.sample.tasks[0].fixes)
    }

    @Test func eventsAreNeverTouched() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        try store.record("reportedDone", on: "2023-06-20", task: "1")
        try store.record("signedOff", on: "2023-06-25", task: "1")
        let before = try store.rows("SELECT * FROM event ORDER BY id")
        var plan = Plan.sample
        plan.tasks[0].deadline = .by("2023-09-30")
        plan.tasks[0].assignments = [Assignment(.lead, "县教育体育局")]
        plan.units.removeAll { $0.name == "县财政局" }
        plan.tasks[3].assignments = []
        plan.tasks[4].assignments = []

        try store.apply(plan)

        #expect(try store.rows("SELECT * FROM event ORDER BY id") == before)
        #expect(
            try store.ledger(ofPlan: "demo").plan.tasks[0].standing(on: "2024-01-01", in: UnitDirectory([])).state
                == .signedOff)
    }

    @Test func unitsMayBeRenamedAndSwapTheirCodesAndAliases() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let id = try store.value("SELECT id FROM unit WHERE name = '县教育体育局'")
        var plan = Plan.sample
        plan.units[1] = OrgUnit(name: "县教育局", kind: .department, code: "czj", aliases: ["县教育体育局"])
        plan.units[0] = OrgUnit(name: "县财政局", kind: .department, aliases: ["县教体局"])
        for task in plan.tasks.indices {
            plan.tasks[task].assignments = plan.tasks[task].assignments.map {
                Assignment($0.role, $0.unit == "县教育体育局" ? "县教育局" : $0.unit)
            }
        }

        try store.apply(plan)

        #expect(try store.ledger(ofPlan: "demo").plan == plan)
        #expect(try store.value("SELECT id FROM unit WHERE name = '县教育局'") == id)
    }

    @Test func anotherOrderIsKept() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        var plan = Plan.sample
        plan.tasks.reverse()
        plan.phases.reverse()
        plan.units.swapAt(0, 1)

        try store.apply(plan)

        #expect(try store.ledger(ofPlan: "demo").plan == plan)
    }

    @Test func twoPlansShareAStandard() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        var other = Plan.sample
        other.code = "other"

        let difference = try store.apply(other)

        #expect(!difference.changes.contains { $0.subject == .standard || $0.subject == .indicator })
        #expect(throws: StoreError.whichPlan(["demo", "other"])) { try store.ledger(ofPlan: nil) }
        #expect(throws: StoreError.noSuchPlan(code: "eshan", known: ["demo", "other"])) {
            try store.ledger(ofPlan: "eshan")
        }
        // An indicator that another plan's tasks still name cannot go: all or nothing.
        other.standard?.indicators.removeLast()
        other.tasks[0].fixes.removeLast()
        let before = try store.contents()
        #expect(throws: StoreError.self) { try store.apply(other) }
        #expect(try store.contents() == before)
        // Nor does a good plan go in beside it.
        var third = Plan.sample
        third.code = "third"
        #expect(throws: StoreError.self) {
            try store.apply([third, other], on: "2024-01-01", at: "2024-01-01T00:00:00Z", by: "test")
        }
        #expect(try store.contents() == before)
    }

    @Test func anIndicatorGoesWhenNobodyInForceNamesIt() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        var other = Plan.sample
        other.code = "other"
        try store.apply(other)
        // Both plans let go of it at once; a withdrawn task still names it.
        var first = Plan.sample
        first.standard?.indicators.removeLast()
        first.tasks.removeFirst()
        other.standard = first.standard
        other.tasks[0].fixes.removeLast()

        try store.apply([first, other], on: "2024-01-01", at: "2024-01-01T00:00:00Z", by: "test")

        #expect(try store.ledger(ofPlan: "demo").plan == first)
        #expect(try store.ledger(ofPlan: "other").plan == other)
        try store.apply(.sample)
        #expect(try store.ledger(ofPlan: "demo").plan == .sample)
    }

    @Test func lettersThatLookTheSameAreNoCrash() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        var plan = Plan.sample
        plan.units.append(OrgUnit(name: "\u{66F4}局"))
        try store.apply(plan)
        plan.units[plan.units.count - 1].name = "\u{F901}局"
        plan.title = "新"

        try store.apply(plan)

        #expect(try store.ledger(ofPlan: "demo").plan.title == "新")
    }

    @Test func everyChangeIsWrittenDown() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        var plan = Plan.sample
        plan.tasks[0].deadline = .by("2023-09-30")

        try store.apply(plan)

        #expect(
            try store.rows(
                "SELECT kind, subject, name, field, before, after FROM planChange WHERE kind <> 'added' ORDER BY id")
                == ["changed|task|1|完成时限|2023-06-30|2023-09-30"])
        #expect(throws: (any Error).self) { try store.execute("UPDATE planChange SET after = 'x'") }
        #expect(throws: (any Error).self) { try store.execute("DELETE FROM planChange") }
    }
}

extension Store {
    func value(_ sql: String) throws -> String? {
        try database.read { db in
            try Row.fetchOne(db, sql: sql).map { String(describing: $0[0] as DatabaseValue) }?.unquoted
        }
    }

    func rows(_ sql: String) throws -> [String] {
        try database.read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.map { String(describing: $0.1).unquoted }.joined(separator: "|")
            }
        }
    }

    func execute(_ sql: String) throws { try database.write { try $0.execute(sql: sql) } }

    /// Every row of every table.
    func contents() throws -> [String] {
        let tables = try rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return try tables.flatMap { table in try rows("SELECT '\(table)', * FROM \(table)").sorted() }
    }
}

extension String {
    fileprivate var unquoted: String { hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self }
}
