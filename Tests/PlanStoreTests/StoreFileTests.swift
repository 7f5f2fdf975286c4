import Foundation
import GRDB
import PlanModel
import Testing

@testable import PlanStore

@Suite struct StoreFileTests {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "duban-store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    @Test func aMissingLedgerIsSaidAndNotMade() throws {
        #expect(throws: StoreError.noLedger(path: path("none.sqlite"))) { try Store.reading(path("none.sqlite")) }
        #expect(!FileManager.default.fileExists(atPath: path("none.sqlite")))
        #expect(throws: StoreError.noFolder(path: path("nowhere"))) { try Store.writing(path("nowhere/x.sqlite")) }
    }

    @Test func whatIsNoLedgerIsLeftAlone() throws {
        try Data(
            "just some text, longer than a header of SQLite needs it to be, so that it is read as a page ............"
                .utf8
        )
        .write(to: URL(filePath: path("text")))
        let other = try DatabaseQueue(path: path("other.sqlite"))
        try other.write { try $0.execute(sql: "CREATE TABLE guest (name TEXT)") }
        try other.close()
        try Data().write(to: URL(filePath: path("empty.sqlite")))

        for name in ["text", "other.sqlite", "empty.sqlite"] {
            let before = try Data(contentsOf: URL(filePath: path(name)))
            #expect(throws: StoreError.notALedger(path: path(name))) { try Store.reading(path(name)) }
            #expect(try Data(contentsOf: URL(filePath: path(name))) == before)
        }
        for name in ["text", "other.sqlite"] {
            let before = try Data(contentsOf: URL(filePath: path(name)))
            #expect(throws: StoreError.notALedger(path: path(name))) { try Store.writing(path(name)) }
            #expect(try Data(contentsOf: URL(filePath: path(name))) == before)
        }
    }

    @Test func writesAheadAndFlushes() throws {
        let store = try Store.writing(path("l.sqlite"))
        try store.apply(.sample)

        #expect(try store.value("PRAGMA journal_mode") == "wal")
        #expect(try store.value("PRAGMA synchronous") == "2")
        #expect(try store.value("PRAGMA foreign_keys") == "1")
        #expect(try store.value("PRAGMA busy_timeout") == "5000")
    }

    @Test func readingLeavesNothingBehind() throws {
        try Store.writing(path("l.sqlite")).apply(.sample)

        _ = try Store.reading(path("l.sqlite")).ledger(ofPlan: nil)

        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["l.sqlite"])
    }

    @Test func readingCannotWrite() throws {
        try Store.writing(path("l.sqlite")).apply(.sample)
        let store = try Store.reading(path("l.sqlite"))

        #expect(throws: StoreError.self) { try store.apply(Plan(code: "x", county: "某县", title: "某")) }
    }

    @Test func anOlderFileIsCopiedBeforeItIsChanged() throws {
        let old = try DatabaseQueue(path: path("old.sqlite"))
        try Schema.migrator(upTo: 1).migrate(old)
        try old.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try db.execute(
                sql:
                    "INSERT INTO plan (code, county, title, alertBlueDays, alertYellowDays) VALUES ('p', '某县', '旧', 14, 7)"
            )
        }
        try old.close()

        let store = try Store.writing(path("old.sqlite"))

        #expect(try store.plans().map(\.title) == ["旧"])
        let copy = try DatabaseQueue(path: path("old.sqlite.v1.bak"))
        #expect(try copy.read { try String.fetchAll($0, sql: "SELECT title FROM plan") } == ["旧"])
        #expect(try copy.read { try Schema.migrator.appliedIdentifiers($0).count } == 1)
    }

    @Test func aReadingCommandBringsAnOlderFileUpToDate() throws {
        let old = try DatabaseQueue(path: path("old.sqlite"))
        try Schema.migrator(upTo: 1).migrate(old)
        try old.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try old.close()

        #expect(throws: StoreError.noPlans(path: path("old.sqlite"))) {
            try Store.reading(path("old.sqlite")).ledger(ofPlan: nil)
        }
        #expect(FileManager.default.fileExists(atPath: path("old.sqlite.v1.bak")))
    }

    @Test func aNewerFileIsRefusedAndLeftAlone() throws {
        try Store.writing(path("new.sqlite")).apply(.sample)
        let new = try DatabaseQueue(path: path("new.sqlite"))
        try new.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')") }
        try new.close()

        #expect(throws: StoreError.newerVersion(path: path("new.sqlite"))) { try Store.reading(path("new.sqlite")) }
        #expect(throws: StoreError.newerVersion(path: path("new.sqlite"))) { try Store.writing(path("new.sqlite")) }
    }

    @Test func aFullDiskLeavesTheLedgerAsItWas() throws {
        let store = try Store.writing(path("l.sqlite"))
        try store.apply(.sample)
        let before = try store.contents()
        var plan = Plan.sample
        plan.tasks += (100..<2000).map {
            PlanTask(code: "\($0)", title: "任务\($0)", deadline: .unstated, assignments: [])
        }
        // SQLite answers as it does on a full disk.
        try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 60") }

        #expect(throws: StoreError.diskFull(path: path("l.sqlite"))) { try store.apply(plan) }
        #expect(try store.contents() == before)
    }

    @Test func anotherWriterIsWaitedForAndThenNamed() throws {
        try Store.writing(path("l.sqlite")).apply(.sample)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path("l.sqlite"), configuration: configuration)
        try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let store = try Store.writing(path("l.sqlite"))
        try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 50") }
        var plan = Plan.sample
        plan.title = "新"

        #expect(throws: StoreError.busy(path: path("l.sqlite"))) { try store.apply(plan) }
        #expect(try store.ledger(ofPlan: nil).plan.title == "某县方案")
    }

    @Test func aTornFileIsDamagedNotEmpty() throws {
        try Store.writing(path("l.sqlite")).apply(.sample)
        var bytes = try Data(contentsOf: URL(filePath: path("l.sqlite")))
        bytes.replaceSubrange(4096..<bytes.count, with: Data(repeating: 0xA5, count: bytes.count - 4096))
        try bytes.write(to: URL(filePath: path("l.sqlite")))

        #expect(throws: StoreError.self) { try Store.reading(path("l.sqlite")).ledger(ofPlan: nil) }
    }
}
