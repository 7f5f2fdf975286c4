import PlanModel

extension Ledger {
    /// The sample with what happens in a busy fortnight: members report for themselves, extensions, slips, problems.
    static let busy: Ledger = {
        var plan = Ledger.sample.plan
        func event(
            _ id: Int, _ kind: TaskEvent.Kind, _ day: CalendarDay, unit: String? = nil, period: String? = nil,
            note: String = "", recorded: CalendarDay? = nil, actor: String = "张三",
            evidence: [TaskEvent.Evidence] = []
        ) -> TaskEvent {
            TaskEvent(
                kind, on: day, id: id, period: period, unit: unit, actor: actor,
                recordedAt: "\(recorded ?? day)T04:00:00Z",
                note: note, evidence: evidence)
        }
        plan.tasks.append(
            PlanTask(
                code: "10", title: "报送自查表", deadline: .by("2024-06-30"),
                assignments: [Assignment(.lead, "县教育体育局"), Assignment(.responsible, "各乡镇（街道）")],
                eachMemberReports: true, fixes: [.init("1.5")],
                events: [
                    event(20, .progress(percent: 30), "2024-06-25", unit: "双江街道", note: "已下发到村"),
                    event(21, .reportedDone, "2024-06-28", unit: "县教育体育局"),
                    event(
                        22, .reportedDone, "2024-06-29", unit: "小街街道",
                        evidence: [.init(path: "佐证/小街.pdf", size: 2048, digest: String(repeating: "a", count: 64))]),
                    event(23, .supervised(.yellow, number: "督办〔2024〕3号"), "2024-07-02", recorded: "2024-07-05"),
                ]))
        plan.tasks.append(
            PlanTask(
                code: "11", title: "改造音乐教室", measures: "分两批改造", phase: "争创阶段", deadline: .by("2024-07-05"),
                deadlineText: "2024年7月5日前",
                assignments: [Assignment(.lead, "县财政局"), Assignment(.responsible, "双江街道")],
                fixes: [.init("1.4", target: "双江小学")], source: "表第11项",
                events: [
                    event(
                        24, .extensionRequested(to: "2024-08-31", isLate: false), "2024-07-01", unit: "县财政局",
                        note: "雨季停工"),
                    event(25, .extensionApproved(to: "2024-08-15", document: "创办〔2024〕5号"), "2024-07-03", actor: "李四"),
                    event(26, .cancelled, "2024-07-04", note: "写错任务"), event(27, .reversed(event: 26), "2024-07-05"),
                ]))
        plan.tasks.append(
            PlanTask(
                code: "12", title: "每月报送进展",
                deadline: .recurring(Recurrence(.months(1, day: 25), from: "2024-05-01", through: "2024-12-31")),
                assignments: [Assignment(.responsible, "各乡镇（街道）")], eachMemberReports: true,
                events: [
                    event(28, .reportedDone, "2024-05-25", unit: "小街街道", period: "2024-05"),
                    event(29, .reportedDone, "2024-05-24", unit: "双江街道", period: "2024-05"),
                    event(30, .reportedDone, "2024-06-20", unit: "双江街道", period: "2024-06"),
                ].sorted { ($0.day, $0.id) < ($1.day, $1.id) }))
        let problems = [
            Problem(
                number: 1, title: "音乐教室缺1间", source: .inspection, place: "双江小学", indicator: "1.4",
                leads: ["县教育体育局"], deadline: .by("2024-06-30"), task: "11", measures: "改建一间",
                events: [
                    event(31, .found, "2024-04-10"), event(32, .progress(percent: nil), "2024-05-10", note: "已立项"),
                ]),
            Problem(
                number: 2, title: "图书册数不足", source: .selfCheck, place: "小街街道", leads: ["县财政局"],
                deadline: .by("2024-07-15"), events: [event(33, .found, "2024-05-10")]),
            Problem(
                number: 3, title: "档案不全", source: .mockEvaluation, leads: ["县档案馆"], deadline: .by("2024-06-10"),
                events: [
                    event(34, .found, "2024-05-12"), event(35, .reportedDone, "2024-06-09"),
                    event(36, .verified, "2024-06-12"),
                ]),
            Problem(
                number: 4, title: "校门未硬化", source: .inspection, leads: ["双江街道"], deadline: .unstated,
                events: [
                    event(37, .found, "2024-05-12"), event(38, .reportedDone, "2024-06-09"),
                    event(39, .verified, "2024-06-10"), event(40, .signedOff, "2024-06-11"),
                ]),
            Problem(
                number: 5, title: "以后才发现", source: .selfCheck, leads: ["双江街道"], deadline: .by("2024-09-30"),
                events: [event(41, .found, "2024-07-20")]),
        ]
        return Ledger(plan, problems: problems)
    }()
}
