import Foundation
import GRDB
import PlanModel
import Testing

@testable import PlanStore

/// Recording, the chain, versions of plans, and what was known when.
@Suite struct EventTests {
    static func recording(_ day: CalendarDay = "2024-07-08") -> Recording {
        Recording(by: "test", at: "\(day)T04:00:00Z", today: day)
    }

    @Test func everyKindGoesInAndComesOut() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let evidence = [TaskEvent.Evidence(path: "a.pdf", size: 3, digest: String(repeating: "a", count: 64))]
        let entries: [Entry] = [
            Entry(.task("1"), .progress(percent: 40), on: "2023-05-01", unit: "县教体局", note: "过半"),
            Entry(.task("1"), .extensionRequested(to: "2023-09-30", isLate: false), on: "2023-06-01", note: "雨季"),
            Entry(.task("1"), .extensionApproved(to: "2023-09-30", document: "3号"), on: "2023-06-10"),
            Entry(.task("1"), .supervised(.yellow, number: "督1号"), on: "2023-06-20"),
            Entry(.task("1"), .reportedDone, on: "2023-09-20", evidence: evidence),
            Entry(.task("1"), .returned, on: "2023-09-21", note: "缺图纸"),
            Entry(.task("1"), .reportedDone, on: "2023-09-25"),
            Entry(.task("1"), .signedOff, on: "2023-09-26"),
            Entry(.task("1"), .reopened, on: "2023-10-01", note: "回头看"),
            Entry(.task("1"), .cancelled, on: "2023-10-02", note: "并入"),
            Entry(.event(10), .reversed(event: 10), on: "2023-10-03"),
            Entry(.task("2"), .extensionRequested(to: "2024-08-30", isLate: true), on: "2024-05-01", note: "补"),
            Entry(.task("2"), .extensionRefused, on: "2024-05-02", note: "不同意"),
            Entry(.task("3"), .reportedDone, on: "2023-02-01", period: .named("2023-W05")),
        ]
        for entry in entries { _ = try store.record(entry, ofPlan: nil, Self.recording()) }

        let tasks = try store.ledger(ofPlan: nil).tasks
        #expect(tasks[0].events.map(\.kind) == Array(entries.map(\.kind).prefix(11)))
        #expect(tasks[0].events.map(\.id) == Array(1...11))
        #expect(tasks[0].events[0].unit == "县教育体育局" && tasks[0].events[0].note == "过半")
        #expect(tasks[0].events[4].evidence == evidence)
        #expect(tasks[1].events.map(\.kind) == [entries[11].kind, entries[12].kind])
        #expect(tasks[2].events.map(\.period) == ["2023-W05"])
        #expect(tasks[0].events.allSatisfy { $0.actor == "test" && $0.recordedAt == "2024-07-08T04:00:00Z" })
        #expect(try store.examine().filter { !$0.faults.isEmpty }.map(\.name) == ["佐证材料"])
    }

    @Test func whatIsRefusedLeavesNoTrace() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let before = try store.contents()

        #expect(throws: Refusal.self) {
            try store.record(Entry(.task("1"), .signedOff, on: "2023-06-01"), ofPlan: nil, Self.recording())
        }
        #expect(throws: UnknownName.self) {
            try store.record(Entry(.task("77"), .reportedDone, on: "2023-06-01"), ofPlan: nil, Self.recording())
        }
        #expect(throws: UnknownName.self) {
            try store.record(
                Entry(.task("1"), .reportedDone, on: "2023-06-01", unit: "县教居"), ofPlan: nil, Self.recording())
        }
        var dry = Self.recording()
        dry.isDryRun = true
        let recorded = try store.record(Entry(.task("1"), .reportedDone, on: "2023-06-01"), ofPlan: nil, dry)
        #expect(recorded.after.tasks[0].events.count == 1)
        #expect(try store.contents() == before)
    }

    @Test func aWithdrawnTaskTakesNothing() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        var without = Plan.sample
        without.tasks.removeFirst()
        try store.apply(without)

        #expect(throws: Refusal.self) {
            try store.record(Entry(.task("1"), .reportedDone, on: "2023-06-01"), ofPlan: nil, Self.recording())
        }
    }

    @Test func problemsAreFoundRectifiedVerifiedClosedAndOpenedAgain() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let draft = ProblemDraft(
            "缺1间音乐教室", source: .inspection, place: "双江小学", indicator: "1.1", leads: ["县教体局", "县财政局"], due: "2023-06-30",
            task: "1", measures: "改建")
        let found = try store.add(
            draft, foundOn: "2023-05-01", ofPlan: nil, note: "", evidence: [], Self.recording())
        #expect(found.after.problems.map(\.code) == ["P1"])

        let entries: [(TaskEvent.Kind, CalendarDay, String)] = [
            (.reportedDone, "2023-06-20", ""), (.verified, "2023-07-01", ""), (.signedOff, "2023-07-02", ""),
            (.reopened, "2023-08-01", "又缺"),
        ]
        for (kind, day, note) in entries {
            _ = try store.record(
                Entry(.problem(1), kind, on: day, note: note), ofPlan: nil, Self.recording())
        }

        let problem = try #require(try store.ledger(ofPlan: nil).problems.first)
        #expect(problem.leads == ["县教育体育局", "县财政局"] && problem.indicator == "1.1" && problem.task == "1")
        func standing(_ day: CalendarDay) -> Standing? { problem.standing(on: day) }
        #expect(standing("2023-04-30") == nil)
        #expect(standing("2023-06-19")?.state == .inProgress || standing("2023-06-19")?.state == .notStarted)
        #expect(standing("2023-07-01")?.state == .pendingReview && standing("2023-07-01")?.isVerified == true)
        #expect(standing("2023-07-02")?.state == .signedOff)
        #expect(standing("2023-08-02")?.daysOverdue == 33)
        #expect(throws: UnknownName.self) {
            try store.record(Entry(.problem(2), .verified, on: "2023-08-02"), ofPlan: nil, Self.recording())
        }
        #expect(throws: UnknownName.self) {
            try store.add(
                ProblemDraft("x", source: .selfCheck, leads: ["县教居"]), foundOn: "2023-05-01", ofPlan: nil, note: "",
                evidence: [],
                Self.recording())
        }
        #expect(throws: UnknownName.self) {
            try store.add(
                ProblemDraft("x", source: .selfCheck, indicator: "9.9"), foundOn: "2023-05-01", ofPlan: nil, note: "",
                evidence: [], Self.recording())
        }
        #expect(try store.value("SELECT count(*) FROM problem") == "1")
        #expect(try store.examine().allSatisfy(\.faults.isEmpty))
        // A unit and an indicator that only a problem names are kept.
        var other = Plan.sample
        other.units.removeAll { $0.name == "县财政局" }
        for place in other.tasks.indices { other.tasks[place].assignments.removeAll { $0.unit == "县财政局" } }
        other.standard?.indicators.removeFirst()
        other.tasks[0].fixes.removeFirst()
        try store.apply(other)
        #expect(try store.ledger(ofPlan: nil).problems.first?.leads == ["县教育体育局", "县财政局"])
    }

    // MARK: The chain

    /// Each way of changing the past, past the triggers, is found.
    @Test(arguments: [
        "UPDATE event SET note = 'x' WHERE id = 2", "UPDATE event SET day = '2023-05-02' WHERE id = 2",
        "UPDATE event SET taskID = 2 WHERE id = 1", "UPDATE event SET actor = 'x' WHERE id = 3",
        "UPDATE event SET percent = 99 WHERE id = 1", "DELETE FROM event WHERE id = 2",
        "DELETE FROM event WHERE id = 3",
        "UPDATE evidence SET digest = replace(digest, 'a', 'b')", "DELETE FROM evidence",
        "UPDATE problem SET title = 'x'",
        "UPDATE problemLead SET unitID = 1", "UPDATE planVersion SET content = replace(content, '甲任务', '丁任务')",
        "DELETE FROM planVersion", "UPDATE task SET dueOn = '2025-06-30' WHERE code = '1'",
        "UPDATE task SET closedOn = '2023-05-01' WHERE code = '1'", "UPDATE unit SET name = '县财政厅' WHERE name = '县财政局'",
        "UPDATE planChange SET after = 'x' WHERE id = 1", "DELETE FROM planChange WHERE id = 2",
        "INSERT INTO planChange SELECT 9999, planID, appliedAt, actor, kind, subject, name, field, before, after FROM planChange LIMIT 1",
        "DELETE FROM planVersion; DELETE FROM sqlite_sequence WHERE name = 'planVersion'; UPDATE task SET dueOn = '2030-12-31' WHERE code = '1'",
        "INSERT INTO problem (planID, number, title, source) VALUES (1, 9, 'x', 'inspection')",
        "INSERT INTO plan (code, county, title, alertBlueDays, alertYellowDays) VALUES ('x', 'y', 'z', 1, 1)",
        "DELETE FROM assignment WHERE taskID = 2", "DROP INDEX eventOfTask", "CREATE TABLE x (y)",
    ])
    func whatWasChangedBehindItsBackIsFound(sql: String) throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let (size, digest) = try Digest.ofFile(#filePath)
        let evidence = [TaskEvent.Evidence(path: #filePath, size: size, digest: digest)]
        for day in ["2023-05-01", "2023-05-03"] as [CalendarDay] {
            _ = try store.record(
                Entry(.task("1"), .progress(percent: 10), on: day, note: "动工", evidence: evidence), ofPlan: nil,
                Self.recording())
        }
        _ = try store.add(
            ProblemDraft("缺", source: .selfCheck, leads: ["县教体局"]), foundOn: "2023-05-04", ofPlan: nil, note: "",
            evidence: [],
            Self.recording())
        #expect(try store.examine().allSatisfy(\.faults.isEmpty))

        try store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
                let body = try String.fetchOne(
                    db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [trigger])
                try db.execute(sql: "DROP TRIGGER \(trigger)")
                try db.execute(sql: "CREATE TEMP TABLE IF NOT EXISTS bodies (sql TEXT)")
                try db.execute(sql: "INSERT INTO bodies VALUES (?)", arguments: [body])
            }
            try db.execute(sql: sql)
            // And put back, so that only the content tells.
            for body in try String.fetchAll(db, sql: "SELECT sql FROM bodies") { try db.execute(sql: body) }
        }

        #expect(try store.examine().contains { !$0.faults.isEmpty }, "\(sql)")
    }

    @Test func anOlderFilesEventsJoinTheChain() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "duban-\(UUID().uuidString).sqlite").path
        let old = try DatabaseQueue(path: path)
        try Schema.migrator(upTo: 2).migrate(old)
        try old.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try db.execute(
                sql: """
                    INSERT INTO plan (id, code, county, title, alertBlueDays, alertYellowDays)
                    VALUES (1, 'p', '某县', '旧', 14, 7);
                    INSERT INTO task (id, planID, position, code, title, deadlineKind, dueOn, eachMemberReports)
                    VALUES (1, 1, 0, '1', '任务', 'by', '2024-06-30', 0);
                    INSERT INTO task (id, planID, position, code, title, deadlineKind, startOn, cycle, eachMemberReports)
                    VALUES (2, 1, 1, '2', '每月', 'recurring', '2024-01-01', 'months:1:31', 0);
                    INSERT INTO taskEvent (taskID, day, recordedAt, actor, kind)
                    VALUES (2, '2024-03-02', '2024-03-02T00:00:00Z', 'x', 'signedOff');
                    INSERT INTO taskEvent (taskID, day, recordedAt, actor, kind)
                    VALUES (1, '2024-06-01', '2024-06-01T00:00:00Z', 'x', 'reportedDone'),
                        (1, '2024-06-05', '2024-06-05T00:00:00Z', 'x', 'signedOff');
                    """)
        }
        try old.close()

        let store = try Store.writing(path)

        // What the older program took for closed is read again where it is not.
        #expect(
            try store.ledger(ofPlan: nil, tasks: .maybeOverdue(on: "2024-07-01")).tasks.filter {
                $0.standing(on: "2024-07-01", in: UnitDirectory([])).isOverdue
            }.map(\.code) == ["2"])
        let task = try #require(try store.ledger(ofPlan: nil).tasks.first)
        #expect(task.events.map(\.kind) == [.reportedDone, .signedOff])
        #expect(task.standing(on: "2024-07-01", in: UnitDirectory([])).state == .signedOff)
        #expect(try store.examine().allSatisfy(\.faults.isEmpty))
        _ = try store.record(
            Entry(.task("1"), .reopened, on: "2024-07-01", note: "回头看"), ofPlan: nil, Self.recording())
        #expect(try store.examine().allSatisfy(\.faults.isEmpty))
        // Its plan has no version: it is kept before it is changed.
        var plan = try store.ledger(ofPlan: nil).plan
        plan.title = "新"
        plan.tasks[0].events = []
        try store.apply([plan], on: "2024-07-05", at: "2024-07-05T00:00:00Z", by: "x")
        #expect(try store.ledger(ofPlan: nil, on: "2024-07-04").plan.title == "旧")
        #expect(try store.ledger(ofPlan: nil, on: "2024-07-05").plan.title == "新")
    }

    // MARK: The past

    @Test func aPastDayShowsThePlanOfThatDay() throws {
        let store = try Store.inMemory()
        try store.apply([.sample], on: "2024-01-01", at: "2024-01-01T00:00:00Z", by: "x")
        _ = try store.record(
            Entry(.task("1"), .reportedDone, on: "2023-06-20", unit: "县教体局"), ofPlan: nil, Self.recording())
        var plan = Plan.sample
        plan.tasks[0].deadline = .by("2024-12-31")
        plan.tasks.removeLast()
        plan.units[1] = OrgUnit(name: "县教育局", aliases: ["县教育体育局"])
        plan.tasks = plan.tasks.map { task in
            var task = task
            task.assignments = task.assignments.map { Assignment($0.role, $0.unit == "县教育体育局" ? "县教育局" : $0.unit) }
            return task
        }
        plan.standard?.indicators[0].name = "新名"
        let before = try store.ledger(ofPlan: nil, on: "2024-02-29")

        try store.apply([plan], on: "2024-03-01", at: "2024-03-01T00:00:00Z", by: "x")

        let past = try store.ledger(ofPlan: nil, on: "2024-02-29")
        #expect(past.plan == before.plan)
        #expect(past.taskCount == 6)
        #expect(past.tasks[0].events.map(\.unit) == ["县教育体育局"])
        #expect(past.tasks[0].standing(on: "2024-02-29", in: past.directory).daysOverdue == 244)
        let present = try store.ledger(ofPlan: nil, on: "2024-03-01")
        #expect(present.tasks.count == 5 && present.tasks[0].events.map(\.unit) == ["县教育局"])
        #expect(!present.tasks[0].standing(on: "2024-03-01", in: present.directory).isOverdue)
        #expect(try store.ledger(ofPlan: nil, on: "2020-01-01").plan.tasks.count == 6)
        // What was known on a day before the change.
        #expect(try store.ledger(ofPlan: nil, on: "2024-06-01", knownOn: "2024-02-01").plan.tasks.count == 6)
        #expect(try store.examine().allSatisfy(\.faults.isEmpty))
    }

    @Test func whatIsPutRightOnTheSameDayWasNeverAnythingElse() throws {
        let store = try Store.inMemory()
        try store.apply([.sample], on: "2024-01-01", at: "2024-01-01T00:00:00Z", by: "x")
        var plan = Plan.sample
        plan.tasks[0].deadline = .by("2023-12-31")

        try store.apply([plan], on: "2024-01-01", at: "2024-01-01T01:00:00Z", by: "x")

        #expect(try store.ledger(ofPlan: nil, on: "2023-10-01").plan.tasks[0].deadline == .by("2023-12-31"))
        #expect(try store.newestVersionDay(ofPlan: "demo") == nil)
        // With an earlier day the past is put right as well.
        plan.tasks[0].deadline = .by("2023-11-30")
        try store.apply([plan], on: "2023-01-10", at: "2024-05-01T01:00:00Z", by: "x")
        #expect(try store.ledger(ofPlan: nil, on: "2023-10-01").plan.tasks[0].deadline == .by("2023-11-30"))
    }

    @Test func aStandardThatTwoPlansShareKeepsThePastOfBoth() throws {
        let store = try Store.inMemory()
        var other = Plan.sample
        other.code = "other"
        try store.apply([.sample, other], on: "2024-01-01", at: "2024-01-01T00:00:00Z", by: "x")
        var plan = Plan.sample
        plan.standard?.indicators[0].name = "新名"

        try store.apply([plan], on: "2024-03-01", at: "2024-03-01T00:00:00Z", by: "x")

        #expect(try store.ledger(ofPlan: "other", on: "2024-02-01").plan == other)
        #expect(try store.ledger(ofPlan: "other", on: "2024-03-01").plan.standard?.indicators[0].name == "新名")
        #expect(try store.examine().allSatisfy(\.faults.isEmpty))
    }

    @Test func whatWasRecordedLaterWasNotKnown() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        _ = try store.record(
            Entry(.task("1"), .reportedDone, on: "2023-06-20"), ofPlan: nil, Self.recording("2023-07-15"))
        _ = try store.record(
            Entry(.task("1"), .signedOff, on: "2023-06-21"), ofPlan: nil, Self.recording("2023-07-16"))
        func standing(knownOn: CalendarDay?) throws -> Standing {
            let ledger = try store.ledger(
                ofPlan: nil, on: "2023-07-08", knownOn: knownOn, tasks: .maybeOverdue(on: "2023-07-08"))
            // Read in part: a task that is closed by then may be left out.
            let all = try store.ledger(ofPlan: nil).tasks
            let task = try #require(ledger.tasks.first { $0.code == "1" } ?? all.first)
            return task.standing(on: "2023-07-08", in: ledger.directory)
        }

        #expect(try standing(knownOn: "2023-07-14").daysOverdue == 8)
        #expect(try standing(knownOn: "2023-07-15").state == .pendingReview)
        #expect(try standing(knownOn: nil).state == .signedOff)
    }

    /// A version that an earlier program wrote can be read for ever.
    @Test func theFormOfVersionsNeverChanges() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/planVersion.json")
        var content = PlanVersion.Content(plan: .sample, unitNames: [1: "县财政局", 2: "县教育体育局"])
        content.plan.tasks[0].events = [TaskEvent(.reportedDone, on: "2023-06-20")]
        if ProcessInfo.processInfo.environment["GOLDEN"] == "write", !FileManager.default.fileExists(atPath: url.path) {
            try Data(content.json().utf8).write(to: url)
        }
        let kept = try String(contentsOf: url, encoding: .utf8)

        #expect(try PlanVersion.Content(json: kept).plan == .sample)
        #expect(try PlanVersion.Content(json: kept).unitNames == content.unitNames)
    }

    /// The digest of an event is made as it was made first.
    @Test func theFormOfDigestsNeverChanges() {
        let event = TaskEvent(
            .extensionRequested(to: "2024-07-31", isLate: true), on: "2024-07-02", period: nil, unit: "县财政局",
            actor: "张三",
            recordedAt: "2024-07-02T04:00:00Z", note: "雨季", evidence: [.init(path: "a.pdf", size: 3, digest: "aa")])
        let row = EventRow(event, id: 7, taskID: 3, problemID: nil, unitID: 2, problem: [])

        #expect(
            row.digest(after: Digest.zero)
                == "6825198b5d05463e846b38985f7d5cbdcb74c344d82837c63597ce8c5c373ca6")
    }

    // MARK: Found by fresh eyes

    /// What was asked for is looked up where the approval is recorded: neither an undoing nor a race may put in another day.
    @Test func anApprovalGrantsWhatWasAsked() throws {
        func approval(_ document: String, on day: CalendarDay) -> Entry {
            var entry = Entry(.task("1"), .extensionApproved(to: .latest, document: document), on: day)
            entry.grantsWhatWasAsked = true
            return entry
        }
        let store = try Store.inMemory()
        try store.apply(.sample)
        let today = Self.recording("2023-06-28")
        _ = try store.record(
            Entry(.task("1"), .extensionRequested(to: "2023-07-31", isLate: false), on: "2023-06-05", note: "雨季"),
            ofPlan: nil, today)
        _ = try store.record(approval("错号", on: "2023-06-10"), ofPlan: nil, today)
        _ = try store.record(Entry(.event(2), .reversed(event: 2), on: "2023-06-20"), ofPlan: nil, today)

        _ = try store.record(approval("对号", on: "2023-06-10"), ofPlan: nil, today)

        let task = try #require(try store.ledger(ofPlan: nil).tasks.first)
        #expect(task.events.last?.kind == .reversed(event: 2))
        #expect(task.standing(on: "2023-07-01", in: UnitDirectory([])).deadline == .by("2023-07-31"))
        // Without a request there is nothing to grant.
        #expect(throws: Refusal.self) { try store.record(approval("3号", on: "2023-06-21"), ofPlan: nil, today) }
        #expect(try store.value("SELECT count(*) FROM event WHERE newDueOn > '2100-01-01'") == "0")
    }

    @Test func aLateRequestIsJudgedByOneDeadline() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let today = Self.recording("2023-07-20")
        func request(_ isLate: Bool, _ day: CalendarDay, to: CalendarDay = "2023-08-31") -> Entry {
            Entry(.task("1"), .extensionRequested(to: to, isLate: isLate), on: day, note: "雨季")
        }
        _ = try store.record(request(false, "2023-06-05", to: "2023-07-31"), ofPlan: nil, today)
        _ = try store.record(
            Entry(.task("1"), .extensionApproved(to: "2023-07-31", document: "1号"), on: "2023-06-10"), ofPlan: nil,
            today)
        for id in [2, 1] {
            _ = try store.record(Entry(.event(id), .reversed(event: id), on: "2023-07-20"), ofPlan: nil, today)
        }

        #expect(throws: Refusal.self) { try store.record(request(false, "2023-07-15"), ofPlan: nil, today) }
        _ = try store.record(request(true, "2023-07-15"), ofPlan: nil, today)
    }

    @Test func undoTakesTheLastEventOfWhateverTask() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        let today = Self.recording("2023-06-28")
        for code in ["2", "1"] {
            _ = try store.record(
                Entry(.task(code), .progress(percent: nil), on: "2023-06-05", note: "开工"), ofPlan: nil, today)
        }
        var without = Plan.sample
        without.tasks.removeFirst()
        try store.apply(without)
        let last = Entry(.lastEvent, .reversed(event: 0), on: "2023-06-28")

        // The last one is about a task that is withdrawn: nothing else is undone in its place.
        #expect(throws: Refusal.self) { try store.record(last, ofPlan: nil, today) }
        try store.apply(.sample)
        let undone = try store.record(last, ofPlan: nil, today)
        #expect(undone.events.map(\.kind) == [.reversed(event: 2)])
        // Said twice it undoes nothing else.
        #expect(throws: Refusal.self) { try store.record(last, ofPlan: nil, today) }
        #expect(throws: StoreError.noSuchEvent(id: 99, remedy: "最后一条是第3条；看有哪些：duban log")) {
            try store.record(Entry(.event(99), .reversed(event: 99), on: "2023-06-28"), ofPlan: nil, today)
        }
    }

    @Test func recordsOfWithdrawnTasksAreNotLost() throws {
        let store = try Store.inMemory()
        try store.apply([.sample], on: "2023-01-10", at: "2023-01-10T00:00:00Z", by: "x")
        _ = try store.record(
            Entry(.task("1"), .progress(percent: nil), on: "2023-06-05", unit: "县财政局", note: "开工"), ofPlan: nil,
            Self.recording("2023-06-05"))
        var without = Plan.sample
        without.tasks.removeFirst()
        try store.apply([without], on: "2023-06-10", at: "2023-06-10T00:00:00Z", by: "x")

        let after = try store.ledger(ofPlan: nil, on: "2023-06-10", tasks: .allEver)
        #expect(after.tasks.first?.code == "2" && after.formerTasks.map(\.code) == ["1"])
        #expect(after.formerTasks[0].events.map(\.unit) == ["县财政局"])
        let before = try store.ledger(ofPlan: nil, on: "2023-06-09", tasks: .allEver)
        #expect(before.tasks.first?.code == "1" && before.formerTasks.isEmpty)
    }

    /// What was signed off when it came only once is owed again when it comes again and again, and is read as such.
    @Test func aSignOffClosesNoRecurringDuty() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        for kind in [TaskEvent.Kind.reportedDone, .signedOff] {
            _ = try store.record(Entry(.task("1"), kind, on: "2023-06-20"), ofPlan: nil, Self.recording())
        }
        var plan = Plan.sample
        plan.tasks[0].deadline = .recurring(Recurrence(.quarterly, from: "2023-01-10"))

        try store.apply(plan)

        let ledger = try store.ledger(ofPlan: nil, tasks: .maybeOverdue(on: "2024-01-01"))
        let task = try #require(ledger.tasks.first { $0.code == "1" })
        #expect(
            ledger.standing(of: task, on: "2024-01-01").missed.map(\.period) == [
                "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4",
            ])
        #expect(try store.examine().allSatisfy(\.faults.isEmpty))
        try store.apply(.sample)
        #expect(try store.examine().allSatisfy(\.faults.isEmpty))
    }

    /// Two departments become one: what the old one reported, the new one has reported.
    @Test func aMergedUnitKeepsWhatItReported() throws {
        let store = try Store.inMemory()
        var plan = Plan.sample
        plan.tasks[0].eachMemberReports = false
        try store.apply(plan)
        for unit in ["县财政局", "县教体局"] {
            _ = try store.record(
                Entry(.task("1"), .reportedDone, on: "2023-06-20", unit: unit), ofPlan: nil, Self.recording())
        }
        plan.units.removeFirst()
        plan.units[0].aliases.append("县财政局")
        for place in plan.tasks.indices {
            plan.tasks[place].assignments.removeAll { $0.unit == "县财政局" }
        }

        try store.apply(plan)

        let ledger = try store.ledger(ofPlan: nil)
        #expect(ledger.tasks[0].events.map(\.unit) == ["县教育体育局", "县教育体育局"])
        #expect(ledger.standing(of: ledger.tasks[0], on: "2023-07-05").state == .pendingReview)
    }

    /// Where only one of the two had reported, it must not count for the other unseen.
    @Test func aMergeThatWouldReportForTheOtherIsConfirmedFirst() throws {
        let store = try Store.inMemory()
        var plan = Plan.sample
        plan.tasks[0].eachMemberReports = false
        try store.apply(plan)
        _ = try store.record(
            Entry(.task("1"), .reportedDone, on: "2023-06-20", unit: "县财政局"), ofPlan: nil, Self.recording())
        plan.units.removeFirst()
        plan.units[0].aliases.append("县财政局")
        for place in plan.tasks.indices {
            plan.tasks[place].assignments.removeAll { $0.unit == "县财政局" }
        }
        let before = try store.contents()

        #expect(throws: StoreError.self) { try store.apply(plan) }
        #expect(throws: StoreError.self) { try store.refuseWhatNeedsConfirming(plan) }
        #expect(try store.contents() == before)
        try store.apply([plan], on: "2024-01-01", at: "2024-01-01T00:00:00Z", by: "x", isConfirmed: true)
    }

    @Test func aProblemsPlaceGoesByTheUnitsNameOfTheDay() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        _ = try store.add(
            ProblemDraft("账目不清", source: .inspection, place: "县财政局", due: "2023-06-30"), foundOn: "2023-05-01",
            ofPlan: nil,
            note: "", evidence: [], Self.recording())
        var plan = Plan.sample
        plan.units[0] = OrgUnit(name: "县财政和国资局", kind: .department, aliases: ["县财政局"])
        plan.tasks = plan.tasks.map { task in
            var task = task
            task.assignments = task.assignments.map { Assignment($0.role, $0.unit == "县财政局" ? "县财政和国资局" : $0.unit) }
            return task
        }

        try store.apply(plan)

        for name in ["县财政局", "县财政和国资局"] {
            #expect(try store.ledger(ofPlan: nil).limited(toUnitsNamed: [name]).problems.map(\.number) == [1])
        }
    }

    /// An edited plan file is no extension: the original deadline stays.
    @Test func aDeadlineMovedByAPlanFileKeepsTheOriginal() throws {
        let store = try Store.inMemory()
        try store.apply([.sample], on: "2023-01-10", at: "2023-01-10T00:00:00Z", by: "x")
        var plan = Plan.sample
        plan.tasks[0].deadline = .by("2023-12-31")
        try store.apply([plan], on: "2023-07-05", at: "2023-07-05T00:00:00Z", by: "张三")

        let task = try #require(try store.ledger(ofPlan: nil).tasks.first)
        #expect(task.originalDue == "2023-06-30" && task.deadline == .by("2023-12-31"))
        #expect(try store.ledger(ofPlan: nil, on: "2023-07-04").tasks[0].originalDue == "2023-06-30")
        let story = try store.ledger(ofPlan: nil, tasks: .only(["1"])).planChanges["1"]
        #expect(story?.map(\.inChinese) == ["方案修改：完成时限由2023-06-30改为2023-12-31"])
        // Put right from the beginning on, it was never anything else.
        plan.tasks[0].deadline = .by("2023-11-30")
        try store.apply([plan], on: "2023-01-10", at: "2023-08-01T00:00:00Z", by: "x")
        #expect(try store.ledger(ofPlan: nil).tasks[0].originalDue == "2023-11-30")
        #expect(try store.ledger(ofPlan: nil).tasks[1].firstDeadline == nil)
        // Also of a task that came into the plan later, and where the day is taken away.
        var later = plan.tasks[0]
        later.code = "9"
        plan.tasks.append(later)
        try store.apply([plan], on: "2023-09-01", at: "2023-09-01T00:00:00Z", by: "x")
        plan.tasks[plan.tasks.count - 1].deadline = .ongoing
        try store.apply([plan], on: "2023-12-05", at: "2023-12-05T00:00:00Z", by: "x")
        #expect(try store.ledger(ofPlan: nil).tasks.last?.originalDue == "2023-11-30")
        // What was changed later was not known before.
        let known = try store.ledger(ofPlan: nil, on: "2024-01-01", knownOn: "2023-12-04", tasks: .only(["9"]))
        #expect(known.planChanges["9"] == nil)
    }

    /// Another rule has other turns: what was reported for the old ones would be owed again.
    @Test func reportedTurnsAreNotLostWithTheirRule() throws {
        let store = try Store.inMemory()
        try store.apply(.sample)
        _ = try store.record(
            Entry(.task("3"), .reportedDone, on: "2023-02-01", period: .named("2023-W05")), ofPlan: nil,
            Self.recording())
        let before = try store.contents()
        var plan = Plan.sample
        plan.tasks[2].deadline = .recurring(
            Recurrence(.weeks(2, weekday: 5), from: "2023-01-17", through: "2024-06-30"))

        #expect(throws: StoreError.self) { try store.apply(plan) }
        #expect(try store.contents() == before)
        try store.apply([plan], on: "2024-01-01", at: "2024-01-01T00:00:00Z", by: "x", isConfirmed: true)
        // Nor by withdrawing the task in between; and turns of the same name may lie elsewhere.
        let other = try Store.inMemory()
        try other.apply(.sample)
        _ = try other.record(
            Entry(.task("3"), .reportedDone, on: "2023-02-01", period: .named("2023-W05")), ofPlan: nil,
            Self.recording())
        var changed = Plan.sample
        changed.tasks.remove(at: 2)
        try other.apply(changed)
        changed = .sample
        changed.tasks[2].deadline = .recurring(
            Recurrence(.weeks(1, weekday: 5), from: "2023-01-10", through: "2024-06-30"))
        #expect(throws: StoreError.self) { try other.apply(changed) }
        // The same turns under another end are no loss.
        plan.tasks[2].deadline = .recurring(
            Recurrence(.weeks(2, weekday: 5), from: "2023-01-10", through: "2024-12-31"))
        try store.apply(plan)
    }
}
