import Foundation
import PlanModel

@testable import PlanStore

extension Plan {
    /// A small plan with one task of every kind of deadline, groups, a standard and a joint lead.
    static let sample = Plan(
        code: "demo", county: "某县", title: "某县方案", document: "某政发〔2023〕1号", issued: "2023-01-10",
        standard: Standard(
            code: "s", title: "标准", authority: "某文", year: 2017,
            indicators: [
                Indicator(
                    code: "1.1", category: "资源配置", name: "教师", scope: .school,
                    thresholds: [
                        Threshold(stage: .primary, measure: "教师数", .atLeast, 4.2, unit: "人"),
                        Threshold(stage: .junior, measure: "教师数", .atLeast, 5.3, unit: "人"),
                    ], note: "注"),
                Indicator(
                    code: "3.9", category: "教育质量", name: "监测", scope: .county,
                    thresholds: [Threshold(stage: .all, .below, 0.15, unit: "")]),
            ],
            rules: [Indicator(code: "R1", category: "资源配置", name: "至少6项", scope: .school)],
            vetoes: [Standard.Veto(code: "V1", name: "弄虚作假")]),
        phases: [
            Phase(name: "启动", start: "2023-01-01", end: "2023-06-30"),
            Phase(name: "争创", start: "2023-07-01", end: "2024-12-31"),
        ],
        alertRule: AlertRule(blueDays: 20, yellowDays: 5),
        units: [
            OrgUnit(name: "县财政局", kind: .department, code: "czj", mail: "cz@example.org"),
            OrgUnit(name: "县教育体育局", kind: .department, aliases: ["县教体局", "县教育和体育局"], duties: "统筹"),
            OrgUnit(name: "双江街道", kind: .township),
            OrgUnit(name: "各乡镇（街道）", kind: .group, members: ["双江街道"]),
            OrgUnit(name: "各义务教育学校", kind: .group),
        ],
        tasks: [
            PlanTask(
                code: "1", title: "甲任务", measures: "措施", phase: "启动", deadline: .by("2023-06-30"),
                deadlineText: "2023年6月底前",
                assignments: [
                    Assignment(.lead, "县财政局"), Assignment(.lead, "县教育体育局"), Assignment(.responsible, "各乡镇（街道）"),
                    Assignment(.supporting, "各义务教育学校"),
                ], eachMemberReports: true, fixes: [.init("1.1", target: "6所学校"), .init("3.9")], source: "表第1项"),
            PlanTask(
                code: "2", title: "乙任务", phase: "争创", deadline: .window(start: "2024-02-01", due: "2024-04-30"),
                assignments: [Assignment(.lead, "县教育体育局")]),
            PlanTask(
                code: "3", title: "丙任务",
                deadline: .recurring(Recurrence(.weeks(2, weekday: 5), from: "2023-01-10", through: "2024-06-30")),
                assignments: [Assignment(.lead, "县教育体育局")]),
            PlanTask(
                code: "4", title: "丁任务",
                deadline: .recurring(Recurrence(.calendar(.year, month: 4), from: "2023-01-10")),
                assignments: [Assignment(.responsible, "县财政局")]),
            PlanTask(code: "5", title: "戊任务", deadline: .ongoing, assignments: [Assignment(.lead, "县财政局")]),
            PlanTask(code: "6", title: "己任务", deadline: .unstated, assignments: []),
        ])
}

extension Store {
    @discardableResult
    func apply(_ plan: Plan) throws -> PlanDifference {
        try apply([plan], on: "2024-01-01", at: "2024-01-01T00:00:00Z", by: "test")[0]
    }

    /// Records an event with the SQL that the table allows.
    func record(
        _ kind: String, on day: String, task: String, period: String? = nil, newDue: String? = nil,
        reverses: Int? = nil, unit: String? = nil
    ) throws {
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO event (taskID, day, recordedAt, actor, kind, period, newDueOn, document, reversedID, unitID,
                        previous, digest)
                    SELECT id, ?, '2024-01-01T00:00:00Z', 'test', ?, ?, ?, ?, ?, (SELECT id FROM unit WHERE name = ?),
                        hex(randomblob(32)), hex(randomblob(32))
                    FROM task WHERE code = ?
                    """,
                arguments: [
                    day, kind, period, newDue, kind == "extensionApproved" ? "1号" : nil, reverses, unit, task,
                ])
        }
    }
}
