import Foundation
import Testing

/// Nothing is lost: many writers at once, programs killed at any instant, full disks, backups while others write.
@Suite(.serialized) struct KeepingTests {
    func count(_ program: Program) throws -> Int {
        let log = try program.json("log", "--plan", "eshan")
        return try #require(log["events"] as? [Any]).count
    }

    @Test func eightWritersLoseNothing() async throws {
        let program = try Program.withBothPlans()
        let writers = 8
        let events = 50
        try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 1...writers {
                group.addTask {
                    var acknowledged = 0
                    for number in 1...events {
                        let result = try program.run(
                            "progress", "\(writer)", "第\(writer)人第\(number)条", "--plan", "eshan", "--percent",
                            "\(number)")
                        if result.code == 0 { acknowledged += 1 }
                    }
                    return acknowledged
                }
            }
            for try await acknowledged in group { #expect(acknowledged == events) }
        }

        #expect(try count(program) == writers * events)
        let log = try program.json("log", "--plan", "eshan")
        let ids = try #require(log["events"] as? [[String: Any]]).compactMap { $0["id"] as? Int }
        #expect(ids.sorted() == Array(1...writers * events))
        #expect(try program.run("doctor").code == 0)
    }

    /// Whatever the instant: a whole ledger, and in it every event that was acknowledged.
    @Test func killedAtAnyInstantItKeepsWhatItAcknowledged() throws {
        let program = try Program.withBothPlans()
        var acknowledged = 0
        var killed = 0
        var seed: UInt64 = 41
        for number in 1...200 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // From before the file is opened to after the program has ended by itself.
            let microseconds = UInt32(seed >> 33) % 45_000
            if try program.isDoneBeforeKill(
                ["progress", "7", "第\(number)条", "--plan", "eshan"], after: microseconds)
            {
                acknowledged += 1
            } else {
                killed += 1
            }
            let doctor = try program.run("doctor")
            #expect(doctor.code == 0, "\(doctor.output)\(doctor.error)")
            if number.isMultiple(of: 10) {
                let notes = try program.notes()
                #expect(notes.count >= acknowledged && notes.count <= number)
                #expect(Set(notes).count == notes.count)
            }
        }

        let kept = try program.notes()
        #expect(program.acknowledged.isSubset(of: Set(kept)))
        #expect(acknowledged > 5 && killed > 5, "\(acknowledged) done, \(killed) killed")
    }

    @Test func theLedgerCannotBeChangedWithSQL() throws {
        let program = try Program.withBothPlans()
        try program.run("done", "1", "--plan", "eshan", "--on", "2023-02-20")
        for (sql, words) in [
            ("UPDATE event SET day = '2023-03-20'", "记录不能修改"), ("DELETE FROM event", "记录不能删除"),
            ("DELETE FROM planVersion", "方案的版本不能删除"),
        ] {
            let result = try program.run(
                "/usr/bin/env", ["sqlite3", "\(program.folder)/duban.sqlite", sql], in: program.folder)
            #expect(result.code != 0 && result.error.contains(words), "\(result.error)")
        }
        #expect(try program.run("doctor").code == 0)
    }

    @Test func aFlippedByteIsFound() throws {
        let program = try Program.withBothPlans()
        try program.run("progress", "7", "一个很容易找到的进展说明", "--plan", "eshan")
        let path = "\(program.folder)/duban.sqlite"
        let whole = try Data(contentsOf: URL(filePath: path))
        let note = try #require(whole.range(of: Data("一个很容易找到的进展说明".utf8))).lowerBound
        let title = try #require(whole.range(of: Data("配齐音乐、美术专用教室".utf8))).lowerBound
        // In a note, in a title, in the header, and in the roots of some tables.
        for place in [note + 4, title + 1, 3, 4096 + 3, 5 * 4096 + 5] {
            var bytes = whole
            bytes[place] ^= 0x01
            try bytes.write(to: URL(filePath: path))
            let doctor = try program.run("doctor")
            #expect(doctor.code == 1, "\(place): \(doctor.output)\(doctor.error)")
            #expect(doctor.output.contains("→") || doctor.error.contains("→"))
        }
        try whole.write(to: URL(filePath: path))
        #expect(try program.run("doctor").code == 0)
    }

    @Test func halfACopyIsDamagedAndNotEmpty() throws {
        let program = try Program.withBothPlans()
        let path = "\(program.folder)/duban.sqlite"
        let whole = try Data(contentsOf: URL(filePath: path))
        for share in [0.99, 0.5, 0.02] {
            try whole.prefix(Int(Double(whole.count) * share)).write(to: URL(filePath: path))
            for command in [["overdue"], ["done", "1"], ["doctor"], ["backup", "\(program.folder)/b.sqlite"]] {
                let result = try program.run(
                    command + (command[0] == "doctor" || command[0] == "backup" ? [] : ["--plan", "eshan"]))
                #expect(result.code == 1, "\(command) \(share) \(result.output)")
                #expect(result.error.contains("→") || result.output.contains("→"))
            }
        }
    }

    @Test func aBackupIsWholeWhileOthersWrite() async throws {
        let program = try Program.withBothPlans()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...40 { try program.run("progress", "1", "第\(number)条", "--plan", "eshan") }
            }
            group.addTask {
                for number in 1...8 {
                    let backup = try program.run("backup", "\(program.folder)/b\(number).sqlite")
                    #expect(backup.code == 0, "\(backup.error)")
                }
            }
            try await group.waitForAll()
        }
        for number in 1...8 {
            let doctor = try program.run("doctor", "--db", "\(program.folder)/b\(number).sqlite")
            #expect(doctor.code == 0, "\(doctor.output)")
        }
        #expect(try count(program) == 40)
        let again = try program.run("backup", "\(program.folder)/b1.sqlite")
        #expect(again.code == 6 && again.error.hasPrefix("文件已存在"))
        #expect(try program.run("backup", "\(program.folder)/b1.sqlite", "--force").code == 0)
        #expect(try program.run("backup", "\(program.folder)/duban.sqlite", "--force").code == 6)
        #expect(try program.run("backup", "\(program.folder)/nowhere/b.sqlite").code == 4)
        // Somebody has the old backup open: its log would be taken for the new one's.
        try Data("x".utf8).write(to: URL(filePath: "\(program.folder)/b1.sqlite-wal"))
        #expect(try program.run("backup", "\(program.folder)/b1.sqlite", "--force").code == 6)
        #expect(try program.run("backup", "\(program.folder)/duban.sqlite-wal", "--force").code == 6)
        // Who may not read the ledger may not read its copy.
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: "\(program.folder)/duban.sqlite")
        #expect(try program.run("backup", "\(program.folder)/b9.sqlite").code == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: "\(program.folder)/b9.sqlite")[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func anotherPlansBackupIsNotRestoredByMistake() throws {
        var other = try Program()
        try other.run("apply", "Plans/puxian")
        let backup = "\(other.folder)/puxian.sqlite"
        try other.run("backup", backup)
        let program = try Program()
        try program.run("apply", "Plans/eshan")

        let refused = try program.run("restore", backup)
        #expect(refused.code == 6 && refused.error.hasPrefix("备份里没有台账现有的方案：eshan（备份里有：puxian）"))
        #expect(try program.run("restore", backup, "--yes").code == 0)
        #expect(try program.run("plans").output.hasPrefix("puxian"))
        other.environment["DUBAN_DB"] = backup
        #expect(try other.run("doctor").code == 0)
    }

    @Test(.timeLimit(.minutes(1))) func evidenceIsAPlainFile() throws {
        let program = try Program.withBothPlans()
        for path in ["/dev/zero", program.folder] {
            #expect(try program.run("done", "1", "--plan", "eshan", "--evidence", path).code == 4)
        }
        // Nor is a ledger a pipe.
        let pipe = "\(program.folder)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(try program.run("overdue", "--db", pipe).code == 1)
        #expect(try program.run("restore", pipe).code == 1)
        #expect(try program.run("problem", "add", "\u{1B}", "--by", "督查", "--plan", "eshan").code == 6)
    }

    @Test func whatIsTypedMovesNoCursor() throws {
        let program = try Program.withBothPlans()
        let typed = try program.run("progress", "7", "a\u{1B}[2Jb\u{202E}c", "--plan", "eshan")
        let wrong = try program.run("progress", "7\u{1B}[31m", "x", "--plan", "eshan")
        let log = try program.run("log", "7", "--plan", "eshan", "-O", "csv")

        for text in [typed.output, wrong.error, log.output] {
            #expect(!text.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
        }
        #expect(typed.output.contains("a[2Jbc"))
    }

    @Test func restoringKeepsWhatWasThereAndRefusesWhatIsBroken() throws {
        let program = try Program.withBothPlans()
        let (ledger, backup) = ("\(program.folder)/duban.sqlite", "\(program.folder)/backup.sqlite")
        try program.run("progress", "1", "备份前", "--plan", "eshan")
        try program.run("backup", backup)
        try program.run("progress", "1", "备份后", "--plan", "eshan")
        let before = try Data(contentsOf: URL(filePath: ledger))

        // Broken in every way: the ledger stays as it was.
        let whole = try Data(contentsOf: URL(filePath: backup))
        let note = try #require(whole.range(of: Data("备份前".utf8))).lowerBound
        var flipped = whole
        flipped[note] ^= 0x01
        for (name, bytes) in [
            ("half", whole.prefix(whole.count / 2)), ("flipped", flipped), ("text", Data("not a ledger".utf8)),
            ("empty", Data()),
        ] {
            let path = "\(program.folder)/\(name).sqlite"
            try bytes.write(to: URL(filePath: path))
            let result = try program.run("restore", path)
            #expect(result.code == 1, "\(name) \(result.output)\(result.error)")
            // It is the backup that is blamed, not the ledger.
            #expect(
                result.error.contains("\(name).sqlite") && !result.error.contains("duban.sqlite"), "\(result.error)")
            #expect(try Data(contentsOf: URL(filePath: ledger)) == before)
        }
        #expect(try program.run("restore", "\(program.folder)/none.sqlite").code == 4)
        #expect(try program.run("restore", ledger).code == 6)

        let restored = try program.run("restore", backup)
        #expect(restored.code == 0, "\(restored.error)")
        #expect(try program.notes("1") == ["备份前"])
        #expect(try program.run("doctor").code == 0)
        let kept = "\(ledger).before-restore-20240708T040000.bak"
        #expect(restored.output.contains(kept))
        var other = program
        other.environment["DUBAN_DB"] = kept
        #expect(try other.notes("1") == ["备份前", "备份后"])

        // Over a ledger that is broken itself, and where there is none.
        try Data(repeating: 0x5A, count: 9000).write(to: URL(filePath: ledger))
        #expect(try program.run("restore", backup).code == 0)
        #expect(try program.notes("1") == ["备份前"])
        #expect(
            try Data(contentsOf: URL(filePath: "\(ledger).before-restore-20240708T040000-2.bak")).count == 9000)
        try FileManager.default.removeItem(atPath: ledger)
        #expect(try program.run("restore", backup).code == 0)
        #expect(try program.notes("1") == ["备份前"])
        #expect(try program.run("doctor").code == 0)
    }

    @Test func missingAndChangedEvidenceIsTold() throws {
        let program = try Program.withBothPlans()
        let (a, b) = ("\(program.folder)/甲.pdf", "\(program.folder)/乙.pdf")
        for path in [a, b] { try Data("内容".utf8).write(to: URL(filePath: path)) }
        let done = try program.run("done", "1", "--plan", "eshan", "--on", "2023-02-20", "--evidence", a, b)
        #expect(done.code == 0 && done.output.contains("附件：甲.pdf（6字节）"))
        #expect(try program.run("doctor").code == 0)
        let missing = try program.run("done", "2", "--plan", "eshan", "--evidence", "\(program.folder)/丙.pdf")
        #expect(missing.code == 4 && missing.error.hasPrefix("没有这个文件"))

        try FileManager.default.removeItem(atPath: a)
        try Data("内客".utf8).write(to: URL(filePath: b))
        let doctor = try program.run("doctor")

        #expect(doctor.code == 3)
        #expect(doctor.output.contains("第1条的附件 甲.pdf 不见了") && doctor.output.contains("第1条的附件 乙.pdf 与登记时不一样"))
    }

    @Test func aPlanFileThatDiffersIsTold() throws {
        let program = try Program()
        try FileManager.default.copyItem(atPath: "\(Program.root)/Plans", toPath: "\(program.folder)/Plans")
        _ = try program.run(["apply", "Plans/eshan"], in: program.folder)
        #expect(try program.run("doctor").code == 0)
        let file = "\(program.folder)/Plans/eshan/plan.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("deadline: 2023年2月\n", with: "deadline: 2023年3月\n").write(
            toFile: file, atomically: true, encoding: .utf8)

        let doctor = try program.run("doctor")

        #expect(doctor.code == 3)
        #expect(doctor.output.contains("Plans/eshan/plan.yaml 与台账有1处不一样：1 开好指标解读会，弄清评估要求"))
    }

    /// A disk that is really full: a file system of its own in memory, where the system lets us make one.
    @Test(.enabled(if: Program.mayMount, "the system lets nobody mount a file system of his own"))
    func aFullDiskIsSaidAndTheLedgerStays() throws {
        let program = try Program.withBothPlans()
        let script = """
            set -e
            mount -t tmpfs -o size=1m none "$1"
            cp "$2" "$1/l.sqlite"
            export DUBAN_DB="$1/l.sqlite"
            "$3" progress 7 before --plan eshan >/dev/null
            dd if=/dev/zero of="$1/fill" bs=1k 2>/dev/null || true
            code=0
            "$3" progress 7 "$(head -c 60000 /dev/zero | tr '\\0' x)" --plan eshan 2>"$4" || code=$?
            rm "$1/fill"
            "$3" doctor >/dev/null
            "$3" log 7 --plan eshan -O csv | grep -c before
            echo "code $code"
            """
        let disk = "\(program.folder)/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let error = "\(program.folder)/full.txt"
        let result = try program.run(
            "/usr/bin/env",
            [
                "unshare", "-rm", "bash", "-c", script, "bash", disk, "\(program.folder)/duban.sqlite",
                Program.executable,
                error,
            ], in: program.folder)
        // In a container that may not mount there is nothing to see; SQLite's own limit is tested with the store.
        guard !result.error.contains("permission denied"), !result.error.contains("Operation not permitted") else {
            return
        }

        #expect(result.output == "1\ncode 1\n", "\(result.output)\(result.error)")
        #expect(try String(contentsOfFile: error, encoding: .utf8).hasPrefix("磁盘满了，没有写入"))
    }

    /// Every report of a day is what it was, byte for byte, whatever is recorded for later days.
    @Test func thePastStaysAsItWas() throws {
        var program = try Program.withBothPlans()
        for arguments in [
            ["done", "1", "--on", "2023-02-27"], ["review", "1", "--accept", "--on", "2023-03-02"],
            ["done", "6", "--unit", "县财政局", "--on", "2024-06-20"], ["progress", "7", "开工", "--percent", "40"],
            ["extend", "request", "15", "--to", "2025-03-31", "--reason", "推迟"],
            [
                "problem", "add", "缺1间", "--by", "督查", "--lead", "县教体局", "--due", "2024-05-31", "--indicator", "2.3",
                "--on", "2024-04-10",
            ],
        ] { #expect(try program.run(arguments + ["--plan", "eshan"]).code == 0, "\(arguments)") }
        let before = try program.answers()

        program.environment["DUBAN_TODAY"] = "2024-08-20"
        try FileManager.default.copyItem(atPath: "\(Program.root)/Plans", toPath: "\(program.folder)/Plans")
        let file = "\(program.folder)/Plans/eshan/plan.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("2024年6月30日前", with: "2024年9月30日前").replacing(
            "lead: [县融媒体中心, 县教育体育局]", with: "lead: [县融媒体中心]"
        )
        .write(toFile: file, atomically: true, encoding: .utf8)
        let applied = try program.run(["apply", "Plans/eshan"], in: program.folder)
        #expect(applied.code == 0)
        #expect(applied.error.contains("方案 eshan 从2024年8月20日起按这一稿算，以前各日的报告仍按原来的"))
        for arguments in [
            ["done", "6", "--unit", "县教体局"], ["review", "6", "--accept"], ["done", "8", "--on", "2024-07-09"],
            ["extend", "approve", "15", "--document", "5号"], ["cancel", "12", "--reason", "不参测"], ["undo", "2"],
            ["problem", "rectify", "1"],
            ["problem", "add", "又缺", "--by", "自查", "--lead", "县教体局", "--due", "2024-09-01"],
        ] {
            let result = try program.run(arguments + ["--plan", "eshan"])
            #expect(result.code == 0, "\(arguments) \(result.error)")
        }

        for (now, then) in zip(try program.answers(), before) { #expect(now == then) }
        // Recorded late for an earlier day it does change; what was known then is still told.
        #expect(try program.run("done", "9", "--on", "2024-06-30", "--plan", "eshan").code == 0)
        #expect(try program.answers() != before)
        #expect(
            try program.answers("--known-on", "2024-07-08")
                == before.map { $0.replacing("\"knownOn\": null", with: "\"knownOn\": \"2024-07-08\"") })
        let late = try program.json("log", "--plan", "eshan", "--late")
        #expect((late["events"] as? [[String: Any]])?.contains { $0["code"] as? String == "9" } == true)
    }
}

extension Program {
    /// SQLite's own limit is tested with the store in any case.
    fileprivate static let mayMount: Bool = {
        let result = try? Program().run(
            "/usr/bin/env", ["unshare", "-rm", "bash", "-c", "mount -t tmpfs none /mnt"], in: root)
        return result?.code == 0
    }()

    /// Every report of 8 July 2024 in JSON.
    fileprivate func answers(_ more: String...) throws -> [String] {
        try [
            ["overdue"], ["upcoming"], ["matrix"], ["matrix", "--expand"], ["duties", "县财政局"], ["duties", "各乡镇（街道）"],
            ["summary"], ["coverage"], ["timeline"], ["slip"], ["list"], ["show", "6"], ["show", "13"], ["log"],
            ["extend", "list"], ["problem", "list"],
        ].map { command in
            let result = try run(command + ["--plan", "eshan", "--as-of", "2024-07-08", "-O", "json"] + more)
            try #require(result.code == 0, "\(command) \(result.error)")
            return result.output
        }
    }

    /// The notes of a task's events.
    fileprivate func notes(_ code: String = "7") throws -> [String] {
        let log = try json("log", code, "--plan", "eshan")
        return try #require(log["events"] as? [[String: Any]]).compactMap { $0["note"] as? String }
    }

    /// Notes of the events whose command had ended well before it could be killed.
    fileprivate var acknowledged: Set<String> {
        let text = (try? String(contentsOfFile: "\(folder)/acknowledged", encoding: .utf8)) ?? ""
        return Set(text.split(separator: "\n").map(String.init))
    }

    /// Starts a command and kills it after some time. True if it had already ended well by then.
    fileprivate func isDoneBeforeKill(_ arguments: [String], after microseconds: UInt32) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: Self.executable)
        process.arguments = arguments
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        usleep(microseconds)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else { return false }
        let path = "\(folder)/acknowledged"
        let before = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        try (before + arguments[2] + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return true
    }
}
