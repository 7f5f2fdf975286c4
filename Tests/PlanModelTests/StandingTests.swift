import Testing

@testable import PlanModel

@Suite struct StandingTests {
    static func task(_ deadline: Deadline, leads: [String] = ["县财政局"], _ events: TaskEvent...) -> PlanTask {
        var id = 0
        return PlanTask(
            code: "1", title: "任务", deadline: deadline, assignments: leads.map { Assignment(.lead, $0) },
            events: events.map { event in
                var event = event
                id += 1
                event.id = id
                return event
            })
    }

    @Test(
        arguments: [
            ("2024-06-29", nil, 1), ("2024-06-30", nil, 0), ("2024-07-01", 1, nil), ("2024-07-08", 8, nil),
        ] as [(CalendarDay, Int?, Int?)])
    func theDayOfTheDeadlineIsStillInTime(day: CalendarDay, overdue: Int?, left: Int?) {
        let standing = Self.task(.by("2024-06-30")).standing(on: day)

        #expect(standing.daysOverdue == overdue)
        #expect(standing.daysLeft == left)
    }

    @Test(arguments: [.ongoing, .unstated] as [Deadline])
    func whatHasNoDayIsNeverOverdue(deadline: Deadline) {
        let standing = Self.task(deadline).standing(on: "9999-12-31")

        #expect(!standing.isOverdue)
        #expect(standing.state == (deadline == .ongoing ? .ongoing : .notStarted))
    }

    @Test func beforeItsWindowATaskIsNotLate() {
        let task = Self.task(.window(start: "2024-02-01", due: "2024-04-30"))

        #expect(task.standing(on: "2024-01-15").state == .notStarted)
        #expect(!task.standing(on: "2024-01-15").isOverdue)
        #expect(task.standing(on: "2024-05-01").daysOverdue == 1)
    }

    struct Story: Sendable {
        var events: [TaskEvent]
        var day: CalendarDay
        var state: Standing.State
        var overdue: Int?
    }

    /// A task due on 30 June, and what has happened to it.
    @Test(arguments: [
        Story(events: [], day: "2024-07-10", state: .notStarted, overdue: 10),
        Story(
            events: [.init(.progress(percent: 40), on: "2024-05-01")], day: "2024-07-10", state: .inProgress,
            overdue: 10),
        Story(events: [.init(.reportedDone, on: "2024-06-20")], day: "2024-07-10", state: .pendingReview, overdue: nil),
        // Reported too late, but reported: it waits for the office, not for the unit.
        Story(events: [.init(.reportedDone, on: "2024-07-05")], day: "2024-07-04", state: .notStarted, overdue: 4),
        Story(events: [.init(.reportedDone, on: "2024-07-05")], day: "2024-07-05", state: .pendingReview, overdue: nil),
        // Returned: overdue again, counted from the deadline.
        Story(
            events: [.init(.reportedDone, on: "2024-06-20"), .init(.returned, on: "2024-07-02")], day: "2024-07-10",
            state: .inProgress, overdue: 10),
        Story(
            events: [.init(.reportedDone, on: "2024-06-20"), .init(.signedOff, on: "2024-07-02")], day: "2024-07-10",
            state: .signedOff, overdue: nil),
        Story(events: [.init(.signedOff, on: "2024-07-12")], day: "2024-07-10", state: .notStarted, overdue: 10),
        Story(events: [.init(.cancelled, on: "2024-05-02")], day: "2024-07-10", state: .cancelled, overdue: nil),
        Story(
            events: [.init(.signedOff, on: "2024-06-02"), .init(.reopened, on: "2024-07-05")], day: "2024-07-10",
            state: .inProgress, overdue: 10),
        // Closed is closed, whatever comes in afterwards, until it is opened again.
        Story(
            events: [.init(.signedOff, on: "2024-06-02"), .init(.reportedDone, on: "2024-06-05")], day: "2024-07-10",
            state: .signedOff, overdue: nil),
        Story(
            events: [.init(.cancelled, on: "2024-06-02"), .init(.progress(percent: 50), on: "2024-06-05")],
            day: "2024-07-10",
            state: .cancelled, overdue: nil),
        // Extended.
        Story(
            events: [.init(.extensionApproved(to: "2024-07-31", document: "1号"), on: "2024-06-25")], day: "2024-07-10",
            state: .notStarted, overdue: nil),
        Story(
            events: [.init(.extensionApproved(to: "2024-07-31", document: "1号"), on: "2024-06-25")], day: "2024-08-02",
            state: .notStarted, overdue: 2),
        Story(
            events: [.init(.extensionApproved(to: "2024-07-31", document: "1号"), on: "2024-07-11")], day: "2024-07-10",
            state: .notStarted, overdue: 10),
        // Only asked for, or refused: nothing moves.
        Story(
            events: [.init(.extensionRequested(to: "2024-07-31", isLate: false), on: "2024-06-25")], day: "2024-07-10",
            state: .notStarted,
            overdue: 10),
        // An earlier day is no extension.
        Story(
            events: [.init(.extensionApproved(to: "2024-05-31", document: "1号"), on: "2024-05-01")], day: "2024-06-10",
            state: .notStarted, overdue: nil),
        // Undone: as if it had not been recorded.
        Story(
            events: [.init(.signedOff, on: "2024-06-02"), .init(.reversed(event: 1), on: "2024-07-01")],
            day: "2024-07-10",
            state: .notStarted, overdue: 10),
        Story(
            events: [
                .init(.signedOff, on: "2024-06-02"), .init(.reversed(event: 1), on: "2024-07-01"),
                .init(.reversed(event: 2), on: "2024-07-02"),
            ], day: "2024-07-10", state: .signedOff, overdue: nil),
        // Slips and progress change nothing about the deadline.
        Story(
            events: [.init(.supervised(.red, number: "3号"), on: "2024-07-02")], day: "2024-07-10", state: .notStarted,
            overdue: 10),
    ])
    func eventsDecideUpToTheDay(story: Story) {
        var task = Self.task(.by("2024-06-30"))
        task.events = story.events.enumerated().map { place, event in
            var event = event
            event.id = place + 1
            return event
        }

        let standing = task.standing(on: story.day)

        #expect(standing.state == story.state)
        #expect(standing.daysOverdue == story.overdue)
    }

    @Test func aJointTaskIsDoneWhenEveryLeadHasReported() {
        let leads = ["县财政局", "县教育体育局"]
        let one = Self.task(.by("2024-06-30"), leads: leads, .init(.reportedDone, on: "2024-06-20", unit: "县财政局"))
        let both = Self.task(
            .by("2024-06-30"), leads: leads, .init(.reportedDone, on: "2024-06-20", unit: "县财政局"),
            .init(.reportedDone, on: "2024-06-21", unit: "县教育体育局"))

        #expect(one.standing(on: "2024-07-01").daysOverdue == 1)
        #expect(both.standing(on: "2024-07-01").state == .pendingReview)
    }

    @Test func aReportInNoUnitsNameSpeaksForAll() {
        let task = Self.task(
            .by("2024-06-30"), leads: ["县财政局", "县教育体育局"], .init(.reportedDone, on: "2024-06-20"),
            .init(.reportedDone, on: "2024-06-21", unit: "县财政局"))

        #expect(task.standing(on: "2024-07-01").state == .pendingReview)
    }

    @Test func withoutALeadEveryResponsibleUnitHasToReport() {
        var task = Self.task(.by("2024-06-30"), leads: [], .init(.reportedDone, on: "2024-06-20", unit: "甲局"))
        task.assignments = [Assignment(.responsible, "甲局"), Assignment(.responsible, "乙局")]

        #expect(task.standing(on: "2024-07-01").daysOverdue == 1)
    }

    @Test func missedTurnsStayOwedUntilTheyAreReported() {
        let weekly = Deadline.recurring(Recurrence(.weeks(1), from: "2024-06-03", through: "2024-06-30"))
        let task = Self.task(
            weekly, .init(.reportedDone, on: "2024-06-09", period: "2024-W23"),
            .init(.signedOff, on: "2024-06-20", period: "2024-W25"))

        let during = task.standing(on: "2024-06-24")
        let after = task.standing(on: "2024-07-10")

        #expect(during.missed.map(\.period) == ["2024-W24"])
        #expect(during.daysOverdue == 8)
        #expect(during.nextPeriod == "2024-W26")
        #expect(during.state == .inProgress)
        #expect(after.missed.map(\.period) == ["2024-W24", "2024-W26"])
        #expect(after.daysOverdue == 24)
        #expect(after.nextDue == nil)
    }

    @Test func aRecurringDutyIsDoneWhenEveryTurnIs() {
        let monthly = Deadline.recurring(Recurrence(.monthly, from: "2024-05-01", through: "2024-06-30"))
        let reported = Self.task(
            monthly, .init(.reportedDone, on: "2024-05-31", period: "2024-05"),
            .init(.reportedDone, on: "2024-06-30", period: "2024-06"))
        let signed = Self.task(
            monthly, .init(.signedOff, on: "2024-05-31", period: "2024-05"),
            .init(.signedOff, on: "2024-06-30", period: "2024-06"))

        let cancelled = Self.task(
            monthly, .init(.cancelled, on: "2024-05-31", period: "2024-05"),
            .init(.cancelled, on: "2024-06-30", period: "2024-06"))

        #expect(cancelled.standing(on: "2024-07-10").state == .cancelled)
        #expect(reported.standing(on: "2024-07-10").state == .pendingReview)
        #expect(signed.standing(on: "2024-07-10").state == .signedOff)
    }

    @Test(
        arguments: [
            ("2024-06-01", .green), ("2024-06-15", .green), ("2024-06-16", .blue), ("2024-06-22", .blue),
            ("2024-06-23", .yellow),
            ("2024-06-30", .yellow), ("2024-07-01", .red),
        ] as [(CalendarDay, Alert)])
    func lampsFollowTheRule(day: CalendarDay, alert: Alert) {
        #expect(AlertRule().alert(for: Self.task(.by("2024-06-30")).standing(on: day)) == alert)
    }

    /// Whatever is recorded with a later day, the past stays as it was.
    @Test func laterEventsNeverChangeThePast() {
        let kinds: [TaskEvent.Kind] = [
            .progress(percent: 10), .reportedDone, .returned, .signedOff, .cancelled, .reopened,
            .extensionApproved(to: "2024-09-30", document: "1"), .reversed(event: 1), .reversed(event: 2),
            .reversed(event: 3),
        ]
        var seed: UInt64 = 20240630
        func random(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        for _ in 0..<500 {
            var task = Self.task(.by("2024-06-30"))
            var day: CalendarDay = "2024-06-01"
            var answers: [(CalendarDay, Standing)] = []
            for id in 1...8 {
                day = day.advanced(by: 1 + random(10))
                task.events.append(TaskEvent(kinds[random(kinds.count)], on: day, id: id))
                for (past, answer) in answers { #expect(task.standing(on: past) == answer) }
                answers.append((day, task.standing(on: day)))
            }
        }
    }
}

extension PlanTask {
    /// In a plan without groups.
    func standing(on day: CalendarDay) -> Standing { standing(on: day, in: UnitDirectory([])) }
}
