import Testing

@testable import PlanModel

@Suite struct RecurrenceTests {
    struct Case: Sendable {
        var cycle: Recurrence.Cycle
        var start: CalendarDay
        var end: CalendarDay?
        var through: CalendarDay
        /// Periods with their due days.
        var turns: [(String, CalendarDay)]
    }

    @Test(arguments: [
        // Week by week to Sunday; the first week began before the duty did.
        Case(
            cycle: .weeks(1), start: "2024-06-27", through: "2024-07-08",
            turns: [("2024-W26", "2024-06-30"), ("2024-W27", "2024-07-07"), ("2024-W28", "2024-07-14")]),
        // Due on Friday: the Friday before a Saturday start was never owed.
        Case(
            cycle: .weeks(1, weekday: 5), start: "2024-06-29", through: "2024-07-08",
            turns: [("2024-W27", "2024-07-05"), ("2024-W28", "2024-07-12")]),
        Case(
            cycle: .weeks(2), start: "2022-09-06", through: "2022-10-09",
            turns: [("2022-W37", "2022-09-18"), ("2022-W39", "2022-10-02"), ("2022-W41", "2022-10-16")]),
        // Over the year's end.
        Case(
            cycle: .weeks(1), start: "2024-12-23", through: "2025-01-06",
            turns: [("2024-W52", "2024-12-29"), ("2025-W01", "2025-01-05"), ("2025-W02", "2025-01-12")]),
        // The 31st becomes the 29th and the 30th, and goes back to the 31st.
        Case(
            cycle: .months(1), start: "2024-01-31", through: "2024-05-01",
            turns: [
                ("2024-01", "2024-01-31"), ("2024-02", "2024-02-29"), ("2024-03", "2024-03-31"),
                ("2024-04", "2024-04-30"),
                ("2024-05", "2024-05-31"),
            ]),
        Case(
            cycle: .months(1, day: 30), start: "2023-01-01", through: "2023-03-01",
            turns: [("2023-01", "2023-01-30"), ("2023-02", "2023-02-28"), ("2023-03", "2023-03-30")]),
        Case(
            cycle: .months(3), start: "2024-11-15", through: "2025-05-01",
            turns: [("2025-01", "2025-01-31"), ("2025-04", "2025-04-30"), ("2025-07", "2025-07-31")]),
        Case(
            cycle: .quarterly, start: "2023-11-01", through: "2024-07-01",
            turns: [
                ("2023-Q4", "2023-12-31"), ("2024-Q1", "2024-03-31"), ("2024-Q2", "2024-06-30"),
                ("2024-Q3", "2024-09-30"),
            ]),
        Case(
            cycle: .halfYearly, start: "2024-01-01", through: "2024-07-01",
            turns: [("2024-H1", "2024-06-30"), ("2024-H2", "2024-12-31")]),
        Case(
            cycle: .calendar(.year, month: 4), start: "2022-06-01", through: "2024-01-01",
            turns: [("2023", "2023-04-30"), ("2024", "2024-04-30")]),
        // Leap days.
        Case(
            cycle: .calendar(.year, month: 2), start: "2023-01-01", through: "2024-12-31",
            turns: [("2023", "2023-02-28"), ("2024", "2024-02-29")]),
        // A turn that the end cuts short is due on the end.
        Case(
            cycle: .months(1), start: "2024-05-10", end: "2024-06-15", through: "2025-01-01",
            turns: [("2024-05", "2024-05-31"), ("2024-06", "2024-06-15")]),
        Case(
            cycle: .daily, start: "2024-02-28", end: "2024-03-01", through: "2024-12-31",
            turns: [("2024-02-28", "2024-02-28"), ("2024-02-29", "2024-02-29"), ("2024-03-01", "2024-03-01")]),
    ])
    func turnsFollowTheRule(of item: Case) {
        let turns = Recurrence(item.cycle, from: item.start, through: item.end).occurrences(through: item.through)

        #expect(turns.map(\.period) == item.turns.map(\.0))
        #expect(turns.map(\.due) == item.turns.map(\.1))
    }

    /// Month ends over 28, 29, 30 and 31 days, for every day of the month that a rule may name.
    @Test(arguments: 1...31)
    func monthlyDutiesKeepTheirDay(day: Int) throws {
        let turns = Recurrence(.months(1, day: day), from: "2023-01-01", through: "2026-12-31").occurrences(
            through: "2026-12-31")

        #expect(turns.count == 48)
        for turn in turns {
            let length = CalendarDay.length(ofMonth: turn.due.month, year: turn.due.year)
            #expect(turn.due.day == min(day, length))
            #expect(turn.period == String(turn.due.description.prefix(7)))
        }
        #expect(Set(turns.map(\.period)).count == 48)
    }

    @Test(
        arguments: [
            .daily, .weeks(1), .weeks(2, weekday: 3), .months(1, day: 15), .months(2), .quarterly, .halfYearly, .yearly,
        ] as [Recurrence.Cycle])
    func theNextTurnIsTheFirstNotYetPast(cycle: Recurrence.Cycle) {
        let recurrence = Recurrence(cycle, from: "2023-11-20", through: "2025-02-10")
        var day: CalendarDay = "2023-11-01"
        while day < "2025-03-01" {
            let next = recurrence.occurrence(dueOnOrAfter: day)
            let all = recurrence.occurrences(through: "2025-03-01")

            #expect(next == all.first { $0.due >= day })
            day = day.advanced(by: 1)
        }
    }
}
