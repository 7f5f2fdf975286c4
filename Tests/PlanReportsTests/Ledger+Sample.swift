import PlanModel

extension Ledger {
    /// A small plan that has one task of every kind a report must tell apart, on 8 July 2024.
    static let sample = Ledger(
        Plan(
            code: "demo", county: "某县", title: "某县优质均衡发展方案", document: "某政发〔2023〕1号", issued: "2023-09-01",
            standard: Standard(
                code: "s", title: "标准", authority: "某督〔2017〕6号", year: 2017,
                indicators: [
                    Indicator(
                        code: "1.4", category: "资源配置", name: "生均教学及辅助用房面积", scope: .school,
                        thresholds: [
                            Threshold(stage: .primary, measure: "生均面积", .atLeast, 4.5, unit: "平方米"),
                            Threshold(stage: .junior, measure: "生均面积", .atLeast, 5.8, unit: "平方米"),
                        ]),
                    Indicator(code: "1.5", category: "资源配置", name: "生均体育运动场馆面积", scope: .school),
                    Indicator(
                        code: "3.9", category: "教育质量", name: "监测", scope: .county,
                        thresholds: [Threshold(stage: .all, measure: "校际差异率", .below, 0.15, unit: "")]),
                    Indicator(code: "4.1", category: "社会认可度", name: "社会认可度", scope: .county),
                ]),
            phases: [
                Plan.Phase(name: "启动阶段", start: "2023-09-01", end: "2023-12-31"),
                Plan.Phase(name: "争创阶段", start: "2024-01-01", end: "2024-12-31"),
            ],
            units: [
                OrgUnit(name: "县教育体育局", kind: .department, code: "jt", aliases: ["县教体局"], duties: "统筹创建工作。"),
                OrgUnit(name: "县财政局", kind: .department),
                OrgUnit(name: "县融媒体中心", kind: .other),
                OrgUnit(name: "县档案馆", kind: .other),
                OrgUnit(name: "双江街道", kind: .township), OrgUnit(name: "小街街道", kind: .township),
                OrgUnit(name: "各乡镇（街道）", kind: .group, members: ["双江街道", "小街街道"]),
                OrgUnit(name: "各义务教育学校", kind: .group),
            ],
            tasks: [
                PlanTask(
                    code: "1", title: "补齐用房面积", measures: "新建教学楼", phase: "争创阶段", deadline: .by("2024-06-30"),
                    assignments: [
                        Assignment(.lead, "县财政局"), Assignment(.lead, "县教育体育局"), Assignment(.responsible, "各乡镇（街道）"),
                        Assignment(.supporting, "各义务教育学校"),
                    ], fixes: [.init("1.4", target: "双江小学"), .init("1.5")]),
                PlanTask(
                    code: "2", title: "自查自评 <逐校> | 清单", phase: "启动阶段",
                    deadline: .window(start: "2023-10-01", due: "2023-12-31"),
                    assignments: [Assignment(.lead, "县教育体育局"), Assignment(.responsible, "各义务教育学校")],
                    events: [
                        TaskEvent(.reportedDone, on: "2023-12-20", id: 1),
                        TaskEvent(.signedOff, on: "2024-01-05", id: 2),
                    ]),
                PlanTask(
                    code: "3", title: "安全例会",
                    deadline: .recurring(Recurrence(.weeks(2), from: "2024-05-27", through: "2024-12-31")),
                    assignments: [Assignment(.responsible, "各义务教育学校")],
                    events: [TaskEvent(.reportedDone, on: "2024-06-09", id: 3, period: "2024-W23")]),
                PlanTask(
                    code: "4", title: "迎接质量监测", phase: "争创阶段", deadline: .by("2024-05-31"),
                    assignments: [Assignment(.lead, "县教育体育局")], fixes: [.init("3.9")],
                    events: [
                        TaskEvent(.extensionApproved(to: "2024-07-20", document: "5号"), on: "2024-05-20", id: 4),
                        TaskEvent(.progress(percent: 60), on: "2024-06-01", id: 5),
                    ]),
                PlanTask(
                    code: "5", title: "档案整理", phase: "争创阶段", deadline: .by("2024-07-10"),
                    assignments: [Assignment(.lead, "县档案馆")],
                    events: [TaskEvent(.reportedDone, on: "2024-07-01", id: 6)]),
                PlanTask(
                    code: "6", title: "宣传发动", deadline: .ongoing, assignments: [Assignment(.lead, "县融媒体中心")],
                    fixes: [.init("4.1")]),
                PlanTask(
                    code: "7", title: "未定事项", deadline: .unstated, assignments: [Assignment(.responsible, "县财政局")]),
                PlanTask(
                    code: "8", title: "不再需要", deadline: .by("2024-01-31"), assignments: [Assignment(.lead, "县财政局")],
                    events: [TaskEvent(.cancelled, on: "2024-01-15", id: 7)]),
                PlanTask(
                    code: "9", title: "回头看", deadline: .by("2024-07-12"), assignments: [Assignment(.lead, "双江街道")]),
            ]))
}
