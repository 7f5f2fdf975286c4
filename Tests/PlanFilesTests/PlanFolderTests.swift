import PlanModel
import Testing

@testable import PlanFiles

@Suite struct PlanFolderTests {
    @Test func readsAPlanWithEverythingInIt() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            plan: demo
            county: 某县
            title: 某县方案
            document: 某政发〔2023〕1号
            issued: 2023-01-10
            standard: s
            alert: {blue: 20, yellow: 5}
            phases:
              - {name: 启动阶段, start: 2023-01-01, end: 2023-06-30}
            tasks:
              - code: 5.10
                title: 甲任务
                measures: |
                  第一行
                  第二行
                deadline: 2024年 6 月
                  30日前
                lead: 县教体局
                responsible: [各乡镇(街道), 县财政局]
                supporting: [czj2]
                each: true
                fixes: ["1.1", {indicator: "1.2", target: 双江小学}]
                phase: 启动阶段
                source: 表第1项
              - code: "2"
                title: 乙任务
                repeat: 两周一次
                deadline: 2024年6月底前
              - {code: "3", title: 丙, deadline: 每月25日前, start: 2024-01-31, lead: [县财政局]}
              - {code: "4", title: 丁, deadline: 长期坚持, lead: [县财政局]}
              - {code: "5", title: 戊, start: 2024-02-01, due: 2024-03-01, lead: [县财政局]}
              - {code: "6", title: 己, deadline: 2023—2024年, repeat: 每年, lead: [县财政局]}

            """, to: "demo/plan.yaml")
        try folder.write(
            """
            units:
              - {name: 县财政局, code: czj, kind: department}
              - {name: 县教育体育局, aliases: [县教体局], kind: department, mail: jt@example.org, duties: 统筹}
              - {name: 县审计局, code: czj2}
            groups:
              - {name: 各乡镇（街道）, members: [双江街道]}
              - {name: 双江街道}

            """, to: "demo/units.yaml")
        try folder.write(
            """
            standard: s
            title: 标准
            authority: 某文
            year: 2017
            indicators:
              - {code: "1.1", category: 资源, name: 甲, scope: school, thresholds: [{stage: 小学, op: ">=", value: 4.2, unit: 人}]}
              - {code: "1.2", category: 资源, name: 乙, scope: county}

            """, to: "standards/s.yaml")

        let checked = try PlanFolder().plans(at: folder.path)

        #expect(checked.count == 1)
        #expect(checked[0].issues.map(\.problem) == ["任务 2（乙任务）没有牵头单位"])
        let plan = try #require(checked[0].plan)
        #expect(plan.code == "demo" && plan.document == "某政发〔2023〕1号" && plan.issued == "2023-01-10")
        #expect(plan.alertRule == AlertRule(blueDays: 20, yellowDays: 5))
        #expect(plan.standard?.indicators.map(\.code) == ["1.1", "1.2"])
        #expect(plan.units.map(\.name) == ["县财政局", "县教育体育局", "县审计局", "各乡镇（街道）", "双江街道"])
        #expect(plan.units[3].members == ["双江街道"])
        let first = plan.tasks[0]
        #expect(first.code == "5.10")
        #expect(first.deadline == .by("2024-06-30"))
        #expect(
            first.assignments == [
                Assignment(.lead, "县教育体育局"), Assignment(.responsible, "各乡镇（街道）"), Assignment(.responsible, "县财政局"),
                Assignment(.supporting, "县审计局"),
            ])
        #expect(
            first.measures == "第一行\n第二行" && first.eachMemberReports && first.source == "表第1项" && first.phase == "启动阶段")
        #expect(first.fixes == [.init("1.1"), .init("1.2", target: "双江小学")])
        #expect(plan.tasks[1].deadline == .recurring(Recurrence(.weeks(2), from: "2023-01-10", through: "2024-06-30")))
        #expect(plan.tasks[2].deadline == .recurring(Recurrence(.months(1, day: 25), from: "2024-01-31")))
        #expect(plan.tasks[3].deadline == .ongoing)
        #expect(plan.tasks[4].deadline == .window(start: "2024-02-01", due: "2024-03-01"))
        #expect(plan.tasks[5].deadline == .recurring(Recurrence(.yearly, from: "2023-01-01", through: "2024-12-31")))
    }

    @Test func eitherFileOrTheFolderNamesThePlan() throws {
        let folder = try TemporaryFolder()
        try folder.write(BrokenFileTests.plan, to: "plan.yaml")
        try folder.write(BrokenFileTests.units, to: "units.yaml")
        try folder.write(BrokenFileTests.standard, to: "elsewhere/s.yaml")
        let reader = PlanFolder(standardFolders: ["\(folder.path)/elsewhere"])

        for path in [folder.path, folder.path + "/", folder.path + "/plan.yaml", folder.path + "/units.yaml"] {
            #expect(try reader.plans(at: path).map { $0.plan?.code } == ["demo"])
        }
    }
}
