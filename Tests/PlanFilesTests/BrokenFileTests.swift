import Foundation
import PlanModel
import Testing

@testable import PlanFiles

/// One tiny broken file for each issue, with its message, its line and what to do.
@Suite struct BrokenFileTests {
    static let plan = """
        plan: demo
        county: 某县
        title: 某县方案
        issued: 2023-01-10
        standard: s
        phases:
          - {name: 启动阶段, start: 2023-01-01, end: 2023-06-30}
        tasks:
          - code: "1"
            title: 甲任务
            deadline: 2024年6月底前
            lead: [县财政局]
            responsible: [各乡镇（街道）]
            fixes: ["1.1"]
            phase: 启动阶段
          - code: "2"
            title: 乙任务
            deadline: 2024年9月30日前
            lead: [县教体局]

        """
    static let units = """
        units:
          - {name: 县财政局, code: czj, kind: department}
          - {name: 县教育体育局, aliases: [县教体局], kind: department}
        groups:
          - {name: 各乡镇（街道）, members: []}

        """
    static let standard = """
        standard: s
        title: 标准
        authority: 某文
        year: 2017
        indicators:
          - {code: "1.1", category: 资源配置, name: 教师, scope: school, thresholds: [{stage: all, op: ">=", value: 4.2, unit: 人}]}

        """

    struct Case: Sendable, CustomTestStringConvertible {
        var file = "plan.yaml"
        var replace: String
        var with: String
        /// Place (file:line), problem and remedy, as printed without the folder.
        var issues: [String]

        var testDescription: String { issues.first ?? replace }
    }

    static let cases: [Case] = [
        Case(
            replace: "code: \"2\"", with: "code: \"1\"",
            issues: ["plan.yaml:16: 任务编号 1 与第9行重复\n    → 给其中一项换一个编号"]),
        Case(
            replace: "lead: [县财政局]", with: "lead: [县财政居]",
            issues: ["plan.yaml:12: 不认识的单位：县财政居\n    → 是不是：县财政局？否则在 units.yaml 中登记，或写成已有单位的别名"]),
        Case(
            replace: "lead: [县财政局]", with: "lead: [民航局]",
            issues: ["plan.yaml:12: 不认识的单位：民航局\n    → 在 units.yaml 中登记，或写成已有单位的别名"]),
        Case(
            replace: "    lead: [县财政局]\n", with: "",
            issues: ["plan.yaml:9: （待明确）任务 1（甲任务）没有牵头单位\n    → 查明后补上 lead: [单位名称]；文件确实没写的，请领导小组明确"]),
        Case(
            replace: "responsible: [各乡镇（街道）]", with: "responsible: [各乡镇（街道）, 县财政局]",
            issues: ["plan.yaml:13: 任务 1 里县财政局既是牵头单位又是责任单位\n    → 只留一种职责"]),
        Case(
            replace: "lead: [县教体局]", with: "lead: [县教体局, 县教育体育局]",
            issues: ["plan.yaml:19: 任务 2 的牵头单位里县教育体育局（即县教体局）写了两次\n    → 只留一次"]),
        Case(
            replace: "2024年6月底前", with: "尽快",
            issues: [
                "plan.yaml:11: 任务 1 的完成时限“尽快”不能用：看不懂\n    → 写成 2024年6月30日前、2024年6月底前、2024年2月—4月、每月25日前、长期坚持，或直接写 due: 2024-06-30；文件没有定日期的，删去这一行"
            ]),
        Case(
            replace: "2024年6月底前", with: "2024年6月31日前",
            issues: [
                "plan.yaml:11: 任务 1 的完成时限“2024年6月31日前”不能用：没有2024年6月31日这一天（该月最后一天是2024-06-30）\n    → 核对文件；如果是月底，写 due: 2024-06-30"
            ]),
        Case(
            replace: "issued: 2023-01-10\n", with: "",
            issues: []),
        Case(
            replace: "2024年6月底前", with: "会后5个工作日内",
            issues: ["plan.yaml:11: 任务 1 的完成时限“会后5个工作日内”不能用：是从某一天起算的期限，没有写明从哪天算起\n    → 查明起算日，直接写 due: 2024-06-30"]),
        Case(
            replace: "2024年6月底前", with: "待定",
            issues: ["plan.yaml:11: （待明确）任务 1 的完成时限“待定”：文件没有定下日期，列为“未写明”\n    → 核对文件；定下日期后写成 due: 2024-06-30 的样子"]),
        Case(
            replace: "2024年6月底前", with: "2021年6月底前",
            issues: ["plan.yaml:11: （待明确）任务 1 的完成时限（2021-06-30）早于方案印发日期（2023-01-10）\n    → 核对年份；确实如此的可以不改"]),
        Case(
            replace: "2024年6月底前", with: "2024年6月前",
            issues: [
                "plan.yaml:11: （待明确）任务 1 的完成时限“2024年6月前”：“前”字可以指之前，也可以含当期；按含当期算到2024-06-30\n    → 核对后加一行 due: 2024-06-30"
            ]),
        Case(
            replace: "deadline: 2024年6月底前", with: "deadline: 2024年6月底前\n    due: 2024-07-31",
            issues: ["plan.yaml:12: （待明确）任务 1 的 due 是2024-07-31，而“2024年6月底前”读作2024-06-30\n    → 以 due 为准；不对请改其中一处"]),
        Case(
            replace: "deadline: 2024年6月底前", with: "start: 2024-07-01\n    due: 2024-06-30",
            issues: ["plan.yaml:11: 任务 1 的结束（2024-06-30）早于开始（2024-07-01）\n    → 改正 start 或 due"]),
        Case(
            replace: "deadline: 2024年6月底前", with: "due: 2024-02-30",
            issues: [
                "plan.yaml:9: （待明确）任务 1 没有完成时限\n    → 补上 deadline:（如 2024年6月底前；没有截止日期的写 长期坚持）",
                "plan.yaml:11: due 不是日期：2024-02-30\n    → 写成 2024-06-30 的样子，并且是日历上有的一天",
            ]),
        Case(
            replace: "    deadline: 2024年6月底前\n", with: "",
            issues: ["plan.yaml:9: （待明确）任务 1 没有完成时限\n    → 补上 deadline:（如 2024年6月底前；没有截止日期的写 长期坚持）"]),
        Case(
            replace: "deadline: 2024年6月底前", with: "repeat: 偶尔",
            issues: ["plan.yaml:11: 任务 1 的 repeat“偶尔”看不懂\n    → 写成 每周、每两周、每月25日前、每月末、每季度、每3个月、每半年、每年 这样的说法"]),
        Case(
            replace: "fixes: [\"1.1\"]", with: "fixes: [\"1.9\"]",
            issues: ["plan.yaml:14: 标准里没有指标 1.9\n    → 是不是：1.1"]),
        Case(
            replace: "fixes: [\"1.1\"]", with: "fixes: [\"1.1\", {indicator: \"1.1\"}]",
            issues: ["plan.yaml:14: 任务 1 的指标 1.1 写了两次\n    → 只留一次"]),
        Case(
            replace: "phase: 启动阶段", with: "phase: 启动阶断",
            issues: ["plan.yaml:15: 方案没有“启动阶断”这个阶段\n    → 是不是：启动阶段？否则在 phases 中登记"]),
        Case(
            replace: "end: 2023-06-30", with: "end: 2022-06-30",
            issues: ["plan.yaml:7: 启动阶段的结束（2022-06-30）早于开始（2023-01-01）\n    → 改正 start 或 end"]),
        Case(
            replace: "plan: demo", with: "plan: Demo县",
            issues: ["plan.yaml:1: 方案代码只能用小写英文字母、数字和“-”：Demo县\n    → 例如 plan: eshan"]),
        Case(
            replace: "county: 某县", with: "county: 某县\nalert: {blue: 3, yellow: 9}",
            issues: ["plan.yaml:3: 黄色预警天数（9）大于蓝色预警天数（3）\n    → yellow 的天数不能大于 blue"]),
        Case(
            replace: "county: 某县", with: "county: 某县\nalert: {blue: 99999999999999999999, yellow: 3}",
            issues: ["plan.yaml:3: blue 不是0到36500之间的整数\n    → 写成 0、1、2 这样的整数"]),
        Case(
            replace: "county: 某县", with: "countty: 某县",
            issues: [
                "plan.yaml:1: 方案文件缺 county\n    → 补上一行，例如 county: 峨山县",
                "plan.yaml:2: 方案文件里没有“countty”这个键\n    → 是不是：county",
            ]),
        Case(
            replace: "lead: [县教体局]", with: "leed: [县教体局]",
            issues: [
                "plan.yaml:16: （待明确）任务 2（乙任务）没有牵头单位\n    → 查明后补上 lead: [单位名称]；文件确实没写的，请领导小组明确",
                "plan.yaml:19: 任务里没有“leed”这个键\n    → 是不是：lead",
            ]),
        Case(
            replace: "title: 乙任务", with: "title: [乙, 任务]",
            issues: ["plan.yaml:17: title 应当是文字，不是列表或表格\n    → 写成 title: 文字"]),
        Case(
            replace: "lead: [县教体局]", with: "lead: {name: 县教体局}",
            issues: [
                "plan.yaml:16: （待明确）任务 2（乙任务）没有牵头单位\n    → 查明后补上 lead: [单位名称]；文件确实没写的，请领导小组明确",
                "plan.yaml:19: lead 应当是列表\n    → 写成 lead: [甲, 乙]，或每行一个“- ”开头的项",
            ]),
        Case(
            replace: "title: 乙任务", with: "title: \"乙\\e[31m任务\"",
            issues: ["plan.yaml:17: title 里有看不见的控制字符\n    → 重新输入这一行"]),
        Case(
            replace: "lead: [县教体局]", with: "lead: [县教体局]\n    each: 也许",
            issues: ["plan.yaml:20: each 只能是 true 或 false：也许\n    → 需要时写 each: true，否则删去这一行"]),
        Case(
            replace: "lead: [县教体局]", with: "lead: [县教体局]\n    each: true",
            issues: ["plan.yaml:16: （待明确）任务 2 写了 each，但没有单位组\n    → each 只用于单位组的成员各自报送；没有单位组请删去"]),
        Case(
            replace: "issued: 2023-01-10", with: "issued: 今年春天",
            issues: ["plan.yaml:4: issued 不是日期：今年春天\n    → 写成 2024-06-30 的样子，并且是日历上有的一天"]),
        Case(
            replace: "standard: s\n", with: "standard: 没有的标准\n",
            issues: ["plan.yaml:5: 找不到指标标准 没有的标准\n    → 把 没有的标准.yaml 放在方案文件夹旁边的 standards 文件夹里"]),
        Case(
            replace: "standard: s\n", with: "",
            issues: ["plan.yaml:13: 任务对应了指标，但方案没有写依据哪个标准\n    → 在方案开头加一行 standard: youzhi-junheng-2017"]),
        Case(
            replace: "    lead: [县财政局]", with: "   lead: [县财政局]",
            issues: [
                "plan.yaml:12: YAML 写法有误（缩进没有对齐，或列表的“-”位置不对）\n    → 检查这一行和上一行：缩进要对齐且只用空格，冒号后留一个空格，引号和括号要成对"
            ]),
        Case(
            replace: "title: 甲任务", with: "title: 甲任务\n    title: 甲任务二",
            issues: ["plan.yaml:10: 同一处写了两次：title\n    → 每个键只留一次"]),
        Case(
            file: "units.yaml", replace: "aliases: [县教体局]", with: "aliases: [县教体局, 县财政局]",
            issues: ["units.yaml:3: “县财政局”已属于第2行的县财政局，不能又属于县教育体育局\n    → 一个名称、简称或代码只归一个单位；删去其中一处"]),
        Case(
            replace: "code: \"2\"", with: "code: “2”",
            issues: ["plan.yaml:16: 编号用了中文引号：“2”\n    → 改成英文引号，如 \"6\""]),
        Case(
            replace: "lead: [县财政局]", with: "lead: [县财政局，县教体局]",
            issues: ["plan.yaml:12: 不认识的单位：县财政局，县教体局\n    → 单位之间用英文逗号“,”隔开，如 [县财政局, 县教育局]"]),
        Case(
            replace: "title: 乙任务", with: "title: \"乙\\u202E任务\"",
            issues: ["plan.yaml:17: title 里有看不见的控制字符\n    → 重新输入这一行"]),
        Case(
            file: "units.yaml", replace: "aliases: [县教体局]", with: "aliases: [县教体局, 县 教体局]",
            issues: ["units.yaml:3: 县教育体育局的别名“县 教体局”写了两次\n    → 只留一次"]),
        Case(
            file: "units.yaml", replace: "members: []", with: "members: [县财政局, czj]",
            issues: ["units.yaml:5: 各乡镇（街道）的成员“czj”写了两次\n    → 只留一次"]),
        Case(
            file: "units.yaml", replace: "members: []", with: "members: [双江街道]",
            issues: ["units.yaml:5: 各乡镇（街道）的成员不认识：双江街道\n    → 在 units.yaml 中登记，或写成已有单位的别名"]),
        Case(
            file: "units.yaml", replace: "members: []", with: "members: [各乡镇（街道）]",
            issues: ["units.yaml:5: 各乡镇（街道）的成员里（直接或间接）有它自己\n    → 从 members 中删去它自己"]),
        Case(
            file: "units.yaml", replace: "code: czj", with: "code: 财政",
            issues: ["units.yaml:2: 单位代码只能用英文字母、数字和“-”：财政\n    → 例如 code: czj"]),
        Case(
            file: "units.yaml", replace: "code: czj", with: "mail: \"a@b.cn\\nBcc: x@y\"",
            issues: ["units.yaml:2: mail 里有换行\n    → 写在一行里"]),
        Case(
            file: "units.yaml", replace: "code: czj", with: "mail: 县财政局",
            issues: ["units.yaml:2: 不是邮箱地址：县财政局\n    → 写成 jt@example.org 的样子，一个单位一个地址"]),
        Case(
            file: "units.yaml", replace: "kind: department}\n  - {name: 县教", with: "kind: bureau}\n  - {name: 县教",
            issues: ["units.yaml:2: kind 不能是“bureau”\n    → 可用：department、party、office、township、school、other"]),
        Case(
            file: "standards/s.yaml", replace: "op: \">=\"", with: "op: \">\"",
            issues: ["standards/s.yaml:6: op 不能是“>”\n    → 可用：>=、<=、<"]),
        Case(
            file: "standards/s.yaml", replace: "value: 4.2", with: "value: 四点二",
            issues: ["standards/s.yaml:6: value 不是数字：四点二\n    → 写成阿拉伯数字"]),
    ]

    @Test(arguments: cases)
    func tellsWhatIsWrongWhereAndWhatToDo(item: Case) throws {
        let folder = try TemporaryFolder()
        var files = ["plan.yaml": Self.plan, "units.yaml": Self.units, "standards/s.yaml": Self.standard]
        let text = try #require(files[item.file])
        try #require(text.contains(item.replace))
        files[item.file] = text.replacing(item.replace, with: item.with, maxReplacements: 1)
        for (name, text) in files { try folder.write(text, to: name) }

        let checked = try PlanFolder().plans(at: folder.path)

        let told = checked.flatMap(\.issues).map {
            $0.description.replacing("\(folder.path)/../", with: "").replacing("\(folder.path)/", with: "")
        }
        #expect(told == item.issues)
        #expect((checked.first?.plan == nil) == checked.flatMap(\.issues).contains { $0.severity == .error })
    }

    @Test func everythingIsToldAtOnce() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            Self.plan.replacing("code: \"2\"", with: "code: \"1\"").replacing("县财政局", with: "县财政居")
                .replacing("2024年6月底前", with: "2024年6月31日前").replacing("phase: 启动阶段", with: "phase: 收尾")
                .replacing("fixes: [\"1.1\"]", with: "fixes: [\"9.9\"]"), to: "plan.yaml")
        try folder.write(Self.units, to: "units.yaml")
        try folder.write(Self.standard, to: "standards/s.yaml")

        let checked = try PlanFolder().plans(at: folder.path)

        #expect(
            checked.flatMap(\.issues).map { $0.place.split(separator: ":").last } == ["11", "12", "14", "15", "16"])
    }

    @Test(arguments: [
        ("", "文件是空的"), ("# 只有注释\n", "文件是空的"), ("- 列表\n", "方案文件应当写成“键: 值”"), ("只有一句话", "方案文件应当写成“键: 值”"),
        (String(repeating: "[", count: 100_000), "YAML 写法有误（看不懂这里的写法）"), ("a: &a [*a]", "YAML 写法有误"),
        ("plan: x\n\tcounty: y", "这一行开头用了 Tab 键"), ("plan: x\ncounty： y\ntitle: z", "county 后面的冒号是中文的“：”"),
        ("title: \"没有关上", "YAML 写法有误（引号没有成对）"),
    ])
    func refusesWhatIsNoPlanFile(text: String, problem: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "plan.yaml")
        try folder.write(Self.units, to: "units.yaml")

        let issues = try PlanFolder().plans(at: folder.path).flatMap(\.issues)

        #expect(issues.contains { $0.problem.hasPrefix(problem) }, "\(issues)")
    }

    @Test func refusesBinaryJunkOtherEncodingsAndHugeFiles() throws {
        let folder = try TemporaryFolder()
        try folder.write(Data([0x50, 0x4B, 0x03, 0x04, 0x00, 0x01, 0xFF]), to: "binary.yaml")
        try folder.write(Data([0x70, 0x6C, 0x61, 0x6E, 0x3A, 0x20, 0xC4, 0xB3, 0xCF, 0xD8]), to: "gbk.yaml")
        try folder.write(Data(repeating: 0x61, count: 50_000_000), to: "huge.yaml")

        func problem(_ name: String) throws -> String? {
            try PlanFolder().plans(at: "\(folder.path)/\(name)").first?.issues.first { $0.place.hasSuffix(name) }?
                .problem
        }

        #expect(try problem("binary.yaml") == "不是文本文件")
        #expect(try problem("gbk.yaml") == "不是 UTF-8 编码的文本")
        #expect(try problem("huge.yaml") == "文件有50 MB，方案文件不会这么大")
    }

    @Test func aliasesThatMultiplyAreNotFollowed() throws {
        // Each line has the one before ten times: a thousand million items, if anyone unfolded them.
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            bomb += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
        }
        let folder = try TemporaryFolder()
        try folder.write(bomb, to: "plan.yaml")

        let issues = try PlanFolder().plans(at: folder.path).flatMap(\.issues)

        #expect(!issues.isEmpty)
    }

    @Test func missingFilesAreNamed() throws {
        let folder = try TemporaryFolder()

        #expect(throws: NoSuchPath.self) { try PlanFolder().plans(at: folder.path + "/nowhere") }
        #expect(throws: PlanFileError.self) { try PlanFolder().plans(at: folder.path) }
        try folder.write(Self.plan, to: "plan.yaml")
        try folder.write(Self.standard, to: "standards/s.yaml")
        #expect(try PlanFolder().plans(at: folder.path).flatMap(\.issues).map(\.problem) == ["缺单位文件"])
    }
}
