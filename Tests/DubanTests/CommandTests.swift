import Foundation
import Testing

/// What the program says and how it ends, as a person at a terminal meets it.
@Suite struct CommandTests {
    @Test func unknownNamesEndWith4AndTheNearestNames() throws {
        let program = try Program.withBothPlans()
        let cases: [([String], String)] = [
            (["overdue", "--plan", "eshan", "--unit", "县财政居"], "没有单位“县财政居”\n    → 是不是：县财政局\n"),
            (["duties", "县财政居", "--plan", "eshan"], "没有单位“县财政居”\n    → 是不是：县财政局\n"),
            (["overdue", "--plan", "eshen"], "没有方案“eshen”\n    → 台账里有：eshan、puxian；新方案先运行 duban apply\n"),
            (["overdue"], "台账里有2个方案，没有说要看哪一个\n    → 加上 --plan，可用：eshan、puxian\n"),
            (["overdue", "--plan", "eshan", "--indicator", "1.44"], "没有指标“1.44”\n    → 是不是：1.4、1.1、1.2\n"),
            (["overdue", "--plan", "puxian", "--phase", "争创"], "没有阶段“争创”\n    → 是不是：实施争创阶段\n"),
            (["overdue", "--plan", "eshan", "--phase", "争创"], "没有阶段“争创”\n    → 本方案没有登记任何阶段\n"),
            (["apply", "Plans/nowhere"], "没有这个文件或文件夹：Plans/nowhere\n    → 给出方案文件夹（如 Plans/eshan）或其中的 plan.yaml\n"),
        ]
        for (arguments, message) in cases {
            let result = try program.run(arguments)
            #expect(result.code == 4, "\(arguments)")
            #expect(result.error == message)
            #expect(result.output.isEmpty)
        }
    }

    @Test func aMissingLedgerIsSaidAndNotMade() throws {
        let program = try Program()

        let result = try program.run("overdue")

        #expect(result.code == 4)
        #expect(result.error.hasPrefix("没有台账文件：\(program.folder)/duban.sqlite\n    → 台账在别处的，先 cd 到它的文件夹"))
        #expect(!FileManager.default.fileExists(atPath: "\(program.folder)/duban.sqlite"))
    }

    @Test(arguments: [
        (["overdue", "--as-of", "2024-02-30"], "--as-of 不是日期：2024-02-30"),
        (["overdue", "--as-of", "明年"], "--as-of 不是日期：明年"),
        (["overdue", "--as-of", "2024-6-31"], "--as-of 不是日期：2024-6-31"), (["overdue", "-O", "pdf"], "没有格式“pdf”"),
        (["overdue", "--colour"], "没有选项 --colour；是不是：--color"), (["overdue", "--color", "blau"], "--color 不能是“blau”"),
        (["overdu"], "没有命令“overdu”\n    → 是不是：overdue"), (["duties"], "缺 <单位>"), (["overdue", "县财政局"], "多余的内容：县财政局"),
        (["overdue", "--width", "宽"], "--width <数>不能是“宽”"), (["overdue", "--width", "3"], "--width 要在20到10000之间：3"),
        (["upcoming", "--days", "9999"], "--days 要在0到3660之间：9999"), (["overdue", "-o", "x.pdf"], "从文件名看不出格式：x.pdf"),
        (["overdue", "-as-of", "2024-07-01"], "“-as-of”少了一个短横"), (["overdue", "—plan", "x"], "“—plan”开头不是英文短横"),
        (["upcoming", "--days", "-3"], "--days 要在0到3660之间：-3"), (["overdue", "--plan"], "--plan <代码> 后面缺内容"),
        (["apply"], "缺 <路径>"),
    ])
    func usageErrorsAreChineseAndEndWith64(arguments: [String], message: String) throws {
        let result = try Program().run(arguments)

        #expect(result.code == 64)
        #expect(result.error.hasPrefix(message), "\(result.error)")
        #expect(result.error.contains("→"))
        #expect(!result.error.contains("Error") && !result.error.contains("Usage"))
    }

    @Test(arguments: [
        "2024-06-30", "20240630", "2024/6/30", "2024年6月30日", "昨天", "-1",
    ])
    func daysAreReadAsTyped(day: String) throws {
        var program = try Program.withBothPlans()
        program.environment["DUBAN_TODAY"] = "2024-07-01"

        #expect(try program.json("overdue", "--plan", "eshan", "--as-of", day)["asOf"] as? String == "2024-06-30")
    }

    @Test func daysFromTodayOn() throws {
        let program = try Program.withBothPlans()

        #expect(try program.json("overdue", "--plan", "eshan")["asOf"] as? String == "2024-07-08")
        #expect(try program.json("overdue", "--plan", "eshan", "--as-of", "+14")["asOf"] as? String == "2024-07-22")
        #expect(try program.json("overdue", "--plan", "eshan", "--as-of", "今天")["asOf"] as? String == "2024-07-08")
    }

    @Test func theZoneOfTheMachineChangesNothing() throws {
        var program = try Program.withBothPlans()
        var outputs: Set<String> = []
        for zone in ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"] {
            program.environment["TZ"] = zone
            outputs.insert(try program.run("timeline", "--plan", "puxian", "-O", "json").output)
        }
        #expect(outputs.count == 1)
    }

    @Test func helpIsChinese() throws {
        let program = try Program()
        for command in [
            "overdue", "upcoming", "matrix", "duties", "summary", "coverage", "timeline", "apply", "check", "plans",
        ] {
            let help = try program.run(command, "--help")
            #expect(help.code == 0)
            #expect(help.output.contains("用法：duban \(command)"))
            for english in ["USAGE", "OPTIONS", "OVERVIEW", "Show help", "SUBCOMMANDS", "default:"] {
                #expect(!help.output.contains(english), "\(command): \(english)")
            }
        }
        try expectGolden(program.run("--help").output, "help.txt")
        #expect(try program.run("--version").output == "duban 0.1.0\n")
    }

    @Test func checkTellsEveryIssueAndEndsWith3() throws {
        let program = try Program()
        let good = try program.run("check", "Plans/eshan")
        let doubtful = try program.run("check", "Plans/puxian")

        #expect(good.code == 0)
        #expect(good.output == "方案 eshan：15项任务、10个单位、3个单位组\n没有发现问题。\n")
        #expect(doubtful.code == 3)
        #expect(doubtful.output.hasSuffix("待明确45处（不影响入台账）。\n"))
        #expect(doubtful.output.contains("Plans/puxian/plan.yaml:"))
    }

    @Test func aBrokenPlanIsRefusedWholeAndTheLedgerStays() throws {
        let program = try Program.withBothPlans()
        try FileManager.default.copyItem(atPath: "\(Program.root)/Plans", toPath: "\(program.folder)/Plans")
        let file = "\(program.folder)/Plans/eshan/plan.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("2023年2月\n", with: "尽快\n").replacing("lead: [县政府办公室]", with: "lead: [县政府]")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let before = try program.run("matrix", "--plan", "eshan", "-O", "json").output

        let result = try program.run(["apply", "Plans/eshan"], in: program.folder)

        #expect(result.code == 3)
        #expect(result.error.contains("Plans/eshan/plan.yaml:14: 任务 1 的完成时限“尽快”不能用"))
        #expect(result.error.contains("Plans/eshan/plan.yaml:31: 不认识的单位：县政府\n    → 是不是：县政府办"))
        #expect(try program.run("matrix", "--plan", "eshan", "-O", "json").output == before)
    }

    @Test func applyingShowsTheDifferenceAndTwiceNothing() throws {
        let program = try Program()
        let preview = try program.run("apply", "Plans/eshan", "--dry-run")
        #expect(preview.output.hasSuffix("以上内容还没有写入台账。\n"))
        #expect(!FileManager.default.fileExists(atPath: "\(program.folder)/duban.sqlite"))

        let first = try program.run("apply", "Plans/eshan")
        let second = try program.run("apply", "Plans/eshan")

        try expectGolden(first.output, "apply.txt")
        #expect(second.output == "方案 eshan（峨山县创建全国义务教育优质均衡发展县工作计划）：没有变化，台账里共15项任务。\n")
    }

    @Test func filesAreWrittenWholeAndNeverOverAnother() throws {
        let program = try Program.withBothPlans()
        let file = "\(program.folder)/逾期.csv"

        let first = try program.run("overdue", "--plan", "eshan", "-o", file)
        let again = try program.run("overdue", "--plan", "eshan", "-o", file)
        let forced = try program.run("overdue", "--plan", "eshan", "-o", file, "--force", "--as-of", "2023-03-01")
        let nowhere = try program.run("overdue", "--plan", "eshan", "-o", "\(program.folder)/nowhere/x.csv")

        #expect(first.code == 0 && first.output.isEmpty)
        #expect(again.code == 6 && again.error.hasPrefix("文件已存在"))
        #expect(forced.code == 0)
        #expect(nowhere.code == 1 && nowhere.error.hasPrefix("无法写入文件"))
        let ledger = try program.run(
            "overdue", "--plan", "eshan", "-o", "\(program.folder)/duban.sqlite", "-O", "csv", "--force")
        #expect(ledger.code == 6 && ledger.error.hasPrefix("这是数据库"))
        #expect(try program.run("overdue", "--plan", "eshan").code == 0)
        let bytes = try Data(contentsOf: URL(filePath: file))
        #expect(bytes.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
        #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").count == 2)
    }

    @Test func checkFlagEndsWith10WhenTheListIsNotEmpty() throws {
        let program = try Program.withBothPlans()

        #expect(try program.run("overdue", "--plan", "eshan", "--check").code == 10)
        #expect(try program.run("overdue", "--plan", "eshan", "--check", "--as-of", "2023-02-28").code == 0)
        #expect(try program.run("overdue", "--plan", "eshan").code == 0)
    }

    @Test func colourBeatsNoColourBeatsTheTerminal() throws {
        var program = try Program.withBothPlans()
        program.environment["NO_COLOR"] = "1"

        #expect(
            try program.run("overdue", "--plan", "eshan", "--color", "always").output.contains("\u{1B}[1;31m红\u{1B}[0m")
        )
        #expect(!(try program.run("overdue", "--plan", "eshan").output.contains("\u{1B}")))
    }

    @Test func aliasesCodesAndGroupsNameUnits() throws {
        let program = try Program.withBothPlans()
        let byName = try program.run("duties", "县人社局", "--plan", "eshan", "-O", "json").output

        #expect(try program.run("duties", "县人力资源社会保障局", "--plan", "eshan", "-O", "json").output == byName)
        #expect(try program.run("duties", "rsj", "--plan", "eshan", "-O", "json").output == byName)
        #expect(try program.json("duties", "各乡镇(街道)", "--plan", "eshan")["kind"] as? String == "group")
        // A township finds what its groups have to do.
        let township = try #require(try program.json("duties", "克城镇", "--plan", "puxian")["tasks"] as? [[String: Any]])
        #expect(township.contains { $0["via"] as? String == "各成员单位" })
    }

    @Test(arguments: ["overdue", "upcoming", "matrix", "summary", "coverage", "timeline"])
    func everyReportComesInEveryFormat(report: String) throws {
        let program = try Program.withBothPlans()
        for format in ["text", "md", "html", "csv", "json"] {
            let result = try program.run(report, "--plan", "puxian", "-O", format)
            #expect(result.code == 0 && !result.output.isEmpty, "\(report) \(format)")
        }
        let json = try program.json(report, "--plan", "puxian")
        #expect(json["schema"] as? String == "\(report)/1")
        #expect(
            json["plan"] as? String == "puxian" && json["asOf"] as? String == "2024-07-08" && json["rule"] is String)
        let text = try program.run(report, "--plan", "puxian", "-O", "json").output
        #expect(text.hasPrefix("{\n  \"schema\": \"\(report)/1\",\n  \"plan\": \"puxian\",\n  \"title\": "))
    }

    @Test func aReadOnlyFolderCanBeReadAndIsNotWrittenTo() throws {
        let program = try Program.withBothPlans()
        let folder = "\(program.folder)/cd"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(program.folder)/duban.sqlite", toPath: "\(folder)/duban.sqlite")
        for path in ["\(folder)/duban.sqlite", folder] {
            try FileManager.default.setAttributes(
                [.posixPermissions: path == folder ? 0o555 : 0o444], ofItemAtPath: path)
        }
        // The superuser may write anywhere: as somebody else, if we are the superuser.
        func asAnyone(_ arguments: String...) throws -> Program.Result {
            let drop = geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
            for path in [program.folder] {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
            return try program.run("/usr/bin/env", drop + [Program.executable] + arguments, in: Program.root)
        }

        let read = try asAnyone("overdue", "--plan", "eshan", "--db", "\(folder)/duban.sqlite")
        let written = try asAnyone("apply", "Plans/eshan", "--db", "\(folder)/duban.sqlite")
        let recorded = try asAnyone("progress", "7", "x", "--plan", "eshan", "--db", "\(folder)/duban.sqlite")
        let saved = try asAnyone("backup", "\(folder)/b.sqlite", "--db", "\(folder)/duban.sqlite")
        let made = try asAnyone("apply", "Plans/eshan", "--db", "\(folder)/new.sqlite")

        #expect(read.code == 0 && read.output.contains("逾期任务14项"), "\(read.error)")
        #expect(written.code == 1 && written.error.contains("写不进去"), "\(written.error)")
        #expect(recorded.code == 1 && recorded.error.contains("写不进去"), "\(recorded.error)")
        #expect(saved.code == 1 && saved.error.contains("写不进去") && saved.error.contains("b.sqlite"), "\(saved.error)")
        #expect(made.code == 1 && made.error.contains("写不进去"), "\(made.error)")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    }

    @Test func writersAtOnceAllGetThrough() async throws {
        let program = try Program()
        try await withThrowingTaskGroup(of: Program.Result.self) { group in
            for _ in 0..<6 { group.addTask { try program.run("apply", "Plans/eshan", "Plans/puxian") } }
            for try await result in group { #expect(result.code == 0, "\(result.error)") }
        }
        #expect(try program.json("summary", "--plan", "puxian")["totals"] is [String: Any])
        #expect(try program.run("apply", "Plans/eshan").output.contains("没有变化"))
    }
}
