import Testing

@testable import PlanModel

@Suite struct CalendarDayTests {
    /// The lengths of the months as every calendar prints them, written down independently of the code.
    static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    static func isLeap(_ year: Int) -> Bool { [1904, 1996, 2000, 2004, 2020, 2024, 2028, 2096, 2400].contains(year) }

    @Test(arguments: [1900, 1904, 1996, 2000, 2004, 2020, 2023, 2024, 2025, 2028, 2096, 2100, 2400])
    func monthsEndOnTheirLastDay(year: Int) throws {
        for month in 1...12 {
            let length = Self.lengths[month - 1] + (month == 2 && Self.isLeap(year) ? 1 : 0)

            #expect(CalendarDay.last(ofMonth: month, year: year)?.day == length)
            #expect(CalendarDay(year: year, month: month, day: length) != nil)
            #expect(CalendarDay(year: year, month: month, day: length + 1) == nil)
            #expect(CalendarDay(year: year, month: month, day: 0) == nil)
            let written = try DeadlineReading("\(year)年\(month)月底前")
            #expect(written.due == CalendarDay(year: year, month: month, day: length))
        }
        #expect(CalendarDay(year: year, month: 13, day: 1) == nil)
        #expect(CalendarDay.last(ofMonth: 0, year: year) == nil)
    }

    @Test func daysFollowOneAnotherWithoutGapsOverTwoCenturies() throws {
        var day: CalendarDay = "1899-12-31"
        var weekday = 7  // a Sunday
        for year in 1900...2101 {
            for month in 1...12 {
                let length = CalendarDay.length(ofMonth: month, year: year)
                for number in 1...length {
                    let next = day.advanced(by: 1)
                    weekday = weekday % 7 + 1

                    #expect((next.year, next.month, next.day) == (year, month, number))
                    #expect(next.weekday == weekday)
                    #expect(day < next && day.distance(to: next) == 1)
                    #expect(CalendarDay(next.description) == next)
                    day = next
                }
            }
        }
    }

    @Test(arguments: [
        "2025-02-30", "2023-02-29", "2024-06-31", "2024-13-01", "2024-00-10", "2024-1-01", "24-01-01", "2024-01-01 ",
        "2024/01/01",
        "２０２４-01-01", "", "----------", "2024-01-0a", "0000-01-01",
    ])
    func refusesWhatIsNoDay(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test(
        arguments: [
            ("2024-12-29", "2024-W52"), ("2024-12-30", "2025-W01"), ("2025-01-05", "2025-W01"),
            ("2025-01-06", "2025-W02"),
            ("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W01"), ("2027-01-01", "2026-W53"),
            ("2024-07-08", "2024-W28"),
        ] as [(CalendarDay, String)])
    func isoWeeksCrossTheYearsEnd(day: CalendarDay, week: String) {
        #expect(ISOWeek(containing: day).description == week)
    }

    @Test func staysWithinTheCalendar() {
        #expect(("9999-12-31" as CalendarDay).advanced(by: 10) == "9999-12-31")
        #expect(("0001-01-01" as CalendarDay).advanced(by: -10) == "0001-01-01")
    }
}
