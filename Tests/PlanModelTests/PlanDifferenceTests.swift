import Testing

@testable import PlanModel

@Suite struct PlanDifferenceTests {
    static let standard = Standard(
        code: "s", title: "标准", authority: "文号", year: 2017,
        indicators: [
            Indicator(
                code: "1.1", category: "资源", name: "教师", scope: .school,
                thresholds: [Threshold(stage: .primary, measure: "数", .atLeast, 4.2, unit: "人")], note: "注")
        ],
        rules: [Indicator(code: "R1", category: "资源", name: "规则", scope: .school)],
        vetoes: [Standard.Veto(code: "V1", name: "弄虚作假")])
    static let plan = Plan(
        code: "p", county: "某县", title: "方案", document: "1号", issued: "2024-01-01", standard: standard,
        phases: [Plan.Phase(name: "一", start: "2024-01-01", end: "2024-06-30")],
        units: [
            OrgUnit(name: "甲局", kind: .department, code: "j", aliases: ["甲"], mail: "a@b", duties: "管甲"),
            OrgUnit(name: "组", kind: .group, members: ["甲局"]),
        ],
        tasks: [
            PlanTask(
                code: "1", title: "任务", measures: "措施", phase: "一", deadline: .by("2024-06-30"), deadlineText: "6月底前",
                assignments: [Assignment(.lead, "甲局")], eachMemberReports: true, fixes: [.init("1.1", target: "3所")],
                source: "表1")
        ])

    /// Every stored property once: none may change without a word.
    static let edits: [(String, @Sendable (inout Plan) -> Void)] = [
        ("县", { $0.county = "另县" }), ("标题", { $0.title = "新" }), ("文号", { $0.document = nil }),
        ("印发日期", { $0.issued = "2024-01-02" }), ("预警规则", { $0.alertRule.blueDays = 20 }),
        ("预警规则", { $0.alertRule.yellowDays = 3 }), ("开始", { $0.phases[0].start = "2024-01-03" }),
        ("结束", { $0.phases[0].end = "2024-07-30" }), ("类别", { $0.units[0].kind = .party }),
        ("代码", { $0.units[0].code = nil }),
        ("别名", { $0.units[0].aliases = [] }), ("邮箱", { $0.units[0].mail = "c@d" }),
        ("职责", { $0.units[0].duties = "管乙" }),
        ("成员", { $0.units[1].members = [] }), ("任务", { $0.tasks[0].title = "新任务" }),
        ("措施", { $0.tasks[0].measures = nil }),
        ("阶段", { $0.tasks[0].phase = nil }), ("完成时限", { $0.tasks[0].deadline = .by("2024-07-31") }),
        (
            "完成时限",
            { $0.tasks[0].deadline = .recurring(Recurrence(.monthly, from: "2024-01-01", through: "2024-06-30")) }
        ),
        ("时限原文", { $0.tasks[0].deadlineText = "年底" }), ("牵头单位", { $0.tasks[0].assignments = [] }),
        ("责任单位", { $0.tasks[0].assignments.append(Assignment(.responsible, "组")) }),
        ("成员各自报送", { $0.tasks[0].eachMemberReports = false }), ("对应指标", { $0.tasks[0].fixes[0].target = nil }),
        ("出处", { $0.tasks[0].source = nil }), ("名称", { $0.standard?.title = "新标准" }),
        ("依据", { $0.standard?.authority = "x" }),
        ("年份", { $0.standard?.year = 2025 }), ("类别", { $0.standard?.indicators[0].category = "x" }),
        ("名称", { $0.standard?.indicators[0].name = "x" }), ("范围", { $0.standard?.indicators[0].scope = .county }),
        ("备注", { $0.standard?.indicators[0].note = nil }),
        (
            "标准值",
            {
                $0.standard?.indicators[0].thresholds[0] = Threshold(
                    stage: .primary, measure: "数", .atLeast, 4.3, unit: "人")
            }
        ),
        ("跨指标规则", { $0.standard?.rules[0].name = "x" }), ("不予认定情形", { $0.standard?.vetoes[0].name = "x" }),
    ]

    @Test(arguments: edits.indices)
    func everyChangeIsTold(edit: Int) {
        var new = Self.plan
        Self.edits[edit].1(&new)

        let difference = PlanDifference(from: Self.plan, to: new, standard: Self.plan.standard)

        #expect(difference.changes.count == 1)
        #expect(difference.changes.first?.kind == .changed)
        #expect(difference.changes.first?.fields.map(\.name) == [Self.edits[edit].0])
    }

    @Test func nothingChangedIsNothing() {
        #expect(PlanDifference(from: Self.plan, to: Self.plan, standard: Self.plan.standard).isEmpty)
    }

    @Test func whatIsGoneIsWithdrawnAndWhatComesBackIsRestored() {
        var without = Self.plan
        without.tasks = [PlanTask(code: "2", title: "新", deadline: .unstated, assignments: [])]

        let away = PlanDifference(from: Self.plan, to: without, standard: Self.standard)
        let back = PlanDifference(from: without, to: Self.plan, standard: Self.standard, withdrawn: ["1"])

        #expect(away.changes.map { "\($0.kind) \($0.key)" } == ["added 2", "withdrawn 1"])
        #expect(back.changes.map { "\($0.kind) \($0.key)" } == ["restored 1", "withdrawn 2"])
    }

    @Test func anotherOrderIsAChange() {
        var two = Self.plan
        two.tasks.append(PlanTask(code: "2", title: "乙", deadline: .unstated, assignments: []))
        var swapped = two
        swapped.tasks.reverse()

        #expect(
            PlanDifference(from: two, to: swapped, standard: Self.standard).changes.map { $0.fields.map(\.name) } == [
                ["排列顺序"]
            ])
    }
}
