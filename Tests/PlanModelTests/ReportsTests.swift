import Testing

@testable import PlanModel

/// Who has to report, who has, and how a single member's share stands.
@Suite struct ReportsTests {
    static let directory = UnitDirectory(
        ["县财政局", "县教体局", "甲镇", "乙镇", "丙镇"].map { OrgUnit(name: $0) } + [
            OrgUnit(name: "山区乡镇", kind: .group, members: ["乙镇", "丙镇"]),
            OrgUnit(name: "各乡镇", kind: .group, members: ["甲镇", "山区乡镇"]), OrgUnit(name: "各学校", kind: .group),
        ])

    static func task(
        _ leads: [String], _ responsible: [String], each: Bool, _ deadline: Deadline = .by("2024-06-30"),
        _ events: [TaskEvent] = []
    ) -> PlanTask {
        PlanTask(
            code: "1", title: "任务", deadline: deadline,
            assignments: leads.map { Assignment(.lead, $0) } + responsible.map { Assignment(.responsible, $0) },
            eachMemberReports: each, events: EventRulesTests.numbered(events))
    }

    @Test(arguments: [
        (["县财政局"], ["各乡镇"], false, ["县财政局"]), ([], ["各乡镇", "县教体局"], false, ["各乡镇", "县教体局"]),
        (["县财政局"], ["各乡镇"], true, ["县财政局", "甲镇", "乙镇", "丙镇"]),
        ([], ["各乡镇", "县教体局"], true, ["甲镇", "乙镇", "丙镇", "县教体局"]),
        // A unit that leads and is a member counts once.
        (["甲镇"], ["各乡镇"], true, ["甲镇", "乙镇", "丙镇"]),
        // Members that nobody knows: the group reports as a whole.
        (["县财政局"], ["各学校", "山区乡镇"], true, ["县财政局", "各学校", "乙镇", "丙镇"]),
        (["县财政局"], ["县教体局"], true, ["县财政局"]),
        // A group that leads comes apart as well.
        (["山区乡镇"], ["县教体局"], true, ["乙镇", "丙镇"]), (["山区乡镇"], [], false, ["山区乡镇"]),
    ])
    func reportersAre(leads: [String], responsible: [String], each: Bool, reporters: [String]) {
        #expect(Self.task(leads, responsible, each: each).reporters(in: Self.directory) == reporters)
    }

    @Test func membersAreCountedAndTheMissingNamed() {
        let task = Self.task(
            [], ["各乡镇"], each: true, .by("2024-06-30"),
            [
                .init(.reportedDone, on: "2024-06-20", unit: "甲镇"), .init(.reportedDone, on: "2024-07-03", unit: "丙镇"),
            ])

        let reports = task.reports(on: "2024-07-08", in: Self.directory)
        #expect(reports == Reports(expected: ["甲镇", "乙镇", "丙镇"], missing: ["乙镇"]))
        #expect(reports?.percent == 66)
        #expect(task.standing(on: "2024-07-08", in: Self.directory).daysOverdue == 8)
        // Each member's own share.
        #expect(task.standing(of: "甲镇", on: "2024-07-08").state == .pendingReview)
        #expect(task.standing(of: "丙镇", on: "2024-07-02").daysOverdue == 2)
        #expect(task.standing(of: "丙镇", on: "2024-07-03").state == .pendingReview)
        #expect(task.standing(of: "乙镇", on: "2024-07-08").daysOverdue == 8)
    }

    @Test func oneMembersReportMayBeReturned() {
        let all = ["甲镇", "乙镇", "丙镇"].map { TaskEvent(.reportedDone, on: "2024-06-20", unit: $0) }
        let task = Self.task(
            [], ["各乡镇"], each: true, .by("2024-06-30"),
            all + [.init(.returned, on: "2024-06-25", unit: "乙镇", note: "重报")])

        #expect(task.standing(on: "2024-06-24", in: Self.directory).state == .pendingReview)
        #expect(task.reports(on: "2024-07-01", in: Self.directory)?.missing == ["乙镇"])
        #expect(task.standing(on: "2024-07-01", in: Self.directory).daysOverdue == 1)
        #expect(task.standing(of: "甲镇", on: "2024-07-01").state == .pendingReview)
        #expect(task.standing(of: "乙镇", on: "2024-07-01").daysOverdue == 1)
    }

    @Test func aReportForAllMayBeReturnedForOne() {
        let task = Self.task(
            ["县财政局", "县教体局"], [], each: false, .by("2024-06-30"),
            [.init(.reportedDone, on: "2024-06-20"), .init(.returned, on: "2024-06-25", unit: "县教体局", note: "重报")])

        #expect(task.reports(on: "2024-06-26", in: Self.directory)?.missing == ["县教体局"])
    }

    @Test func turnsCountTheirOwnReports() {
        let monthly = Deadline.recurring(Recurrence(.monthly, from: "2024-05-01"))
        let task = Self.task(
            [], ["山区乡镇"], each: true, monthly,
            [
                .init(.reportedDone, on: "2024-05-20", period: "2024-05", unit: "乙镇"),
                .init(.reportedDone, on: "2024-05-21", period: "2024-05", unit: "丙镇"),
                .init(.reportedDone, on: "2024-06-21", period: "2024-06", unit: "丙镇"),
            ])
        let standing = task.standing(on: "2024-07-08", in: Self.directory)

        #expect(standing.missed.map(\.period) == ["2024-06"])
        #expect(task.reports(on: "2024-07-08", in: Self.directory)?.missing == ["乙镇"])
        let turns = task.turns(on: "2024-07-08", in: Self.directory)
        #expect(turns.map(\.turn.period) == ["2024-07", "2024-06", "2024-05"])
        #expect(turns.map(\.state) == [.notStarted, .inProgress, .pendingReview])
        #expect(turns.map(\.missing) == [["乙镇", "丙镇"], ["乙镇"], []])
        #expect(task.standing(of: "丙镇", on: "2024-07-08").missed.isEmpty)
        #expect(task.standing(of: "乙镇", on: "2024-07-08").missed.map(\.period) == ["2024-06"])
    }

    @Test func whatIsReportedAndSignedOffHasADayAndAHundredPercent() {
        let task = Self.task(
            ["县财政局"], [], each: false, .by("2024-06-30"),
            [
                .init(.progress(percent: 40), on: "2024-05-01", note: "过半"), .init(.reportedDone, on: "2024-06-20"),
                .init(.returned, on: "2024-06-25", note: "重报"), .init(.reportedDone, on: "2024-07-02"),
                .init(.signedOff, on: "2024-07-05"),
            ])
        func standing(_ day: CalendarDay) -> Standing { task.standing(on: day, in: Self.directory) }

        #expect(standing("2024-06-01").percent == 40)
        #expect(standing("2024-06-20").finishedOn == "2024-06-20" && standing("2024-06-20").percent == 100)
        #expect(standing("2024-06-26").finishedOn == nil && standing("2024-06-26").percent == 40)
        #expect(standing("2024-07-08").finishedOn == "2024-07-02")
    }

    @Test(
        arguments: [
            ("2024-07-08T15:59:59Z", "2024-07-08", false, "2024-07-08 23:59"),
            ("2024-07-08T16:00:00Z", "2024-07-08", true, "2024-07-09 00:00"),
            ("2024-07-07T20:05:00Z", "2024-07-08", false, "2024-07-08 04:05"),
        ] as [(String, CalendarDay, Bool, String)])
    func theDayOfRecordingIsThatOfChina(recordedAt: String, day: CalendarDay, isLate: Bool, words: String) {
        let event = TaskEvent(.reportedDone, on: day, recordedAt: recordedAt)

        #expect(event.isRecordedLate == isLate)
        #expect(event.recordedInChina == words)
    }

    /// What was reported of a turn never judges a task that comes once, nor the other way round.
    @Test func aTaskThatChangesItsKindIsJudgedByItsOwnEvents() {
        let turns: [TaskEvent] = [
            .init(.reportedDone, on: "2024-01-20", period: "2024-01"),
            .init(.signedOff, on: "2024-01-25", period: "2024-01"),
        ]
        let once = Self.task(["县财政局"], [], each: false, .by("2024-06-30"), turns)
        let closed: [TaskEvent] = [.init(.reportedDone, on: "2024-01-20"), .init(.signedOff, on: "2024-02-01")]
        let again = Self.task(
            ["县财政局"], [], each: false, .recurring(Recurrence(.quarterly, from: "2024-01-01")), closed)

        #expect(once.standing(on: "2024-12-31", in: Self.directory).daysOverdue == 184)
        #expect(
            again.standing(on: "2024-12-01", in: Self.directory).missed.map(\.period) == [
                "2024-Q1", "2024-Q2", "2024-Q3",
            ])
        #expect(again.turns(on: "2024-12-01", in: Self.directory).allSatisfy { $0.state == .notStarted })
        // And the rules say the same: what is owed can be reported.
        let rules = EventRules(issued: nil, today: "2024-12-01", units: Self.directory)
        let report = TaskEvent(.reportedDone, on: "2024-11-01", period: "2024-Q4")
        #expect(rules.refusal(of: report, to: again) == nil)
    }

    @Test func aLeadThatComesLaterDoesNotMakeItLate() {
        let events: [TaskEvent] = [
            .init(.reportedDone, on: "2024-06-20", unit: "县财政局"), .init(.signedOff, on: "2024-07-08"),
        ]
        let task = Self.task(["县财政局", "县教体局"], [], each: false, .by("2024-06-30"), events)

        #expect(task.standing(on: "2024-07-10", in: Self.directory).finishedOn == "2024-06-20")
    }

    @Test func aClosedTaskAsksForNoExtension() {
        let events: [TaskEvent] = [
            .init(.extensionRequested(to: "2024-07-31", isLate: false), on: "2024-06-20", note: "雨季"),
            .init(.reportedDone, on: "2024-06-25"), .init(.signedOff, on: "2024-06-28"),
        ]
        let task = Self.task(["县财政局"], [], each: false, .by("2024-06-30"), events)

        #expect(task.standing(on: "2024-06-26", in: Self.directory).requestedDeadline == "2024-07-31")
        #expect(task.standing(on: "2024-06-28", in: Self.directory).requestedDeadline == nil)
    }
}
