import PlanModel
import Testing

@testable import PlanReports

/// Every report whole, in Markdown for people to read and in JSON for programs, against a golden file.
@Suite struct ReportTests {
    static let day: CalendarDay = "2024-07-08"

    func expectGoldens(_ report: some Report) throws {
        let name = type(of: report).name
        try expectGolden(MarkdownFormat().render(report, Setting()), "\(name).md")
        try expectGolden(JSONFormat().render(report, Setting()), "\(name).json")
    }

    @Test func overdue() throws { try expectGoldens(OverdueReport(.sample, on: Self.day)) }

    @Test func upcoming() throws { try expectGoldens(UpcomingReport(.sample, on: Self.day)) }

    @Test func matrix() throws { try expectGoldens(MatrixReport(.sample, on: Self.day)) }

    @Test func duties() throws { try expectGoldens(DutiesReport(.sample, on: Self.day, ofUnitNamed: "县教体局")) }

    @Test func summary() throws { try expectGoldens(SummaryReport(.sample, on: Self.day)) }

    @Test func coverage() throws { try expectGoldens(CoverageReport(.sample, on: Self.day)) }

    @Test func timeline() throws { try expectGoldens(TimelineReport(.sample, on: Self.day)) }

    @Test func slip() throws { try expectGoldens(SlipReport(.sample, on: Self.day)) }

    @Test func list() throws { try expectGoldens(ListReport(.busy, on: Self.day)) }

    @Test func review() throws { try expectGoldens(ReviewReport(.busy, on: Self.day)) }

    @Test func extensions() throws { try expectGoldens(ExtensionsReport(.busy, on: Self.day)) }

    @Test func problems() throws { try expectGoldens(ProblemsReport(.busy, on: Self.day)) }

    @Test func log() throws {
        try expectGoldens(LogReport(.busy, on: Self.day))
        try expectGolden(MarkdownFormat().render(LogReport(.busy, on: Self.day, of: "10"), Setting()), "log-task.md")
        try expectGolden(MarkdownFormat().render(LogReport(.busy, on: Self.day, of: "p1"), Setting()), "log-problem.md")
    }

    @Test func show() throws {
        try expectGoldens(ShowReport(.busy, on: Self.day, of: "11"))
        try expectGolden(MarkdownFormat().render(ShowReport(.busy, on: Self.day, of: "10"), Setting()), "show-each.md")
    }

    /// Problems and reports of members, where a report mentions them.
    @Test func problemsAndMembersAreMentioned() throws {
        func golden(_ report: some Report, _ name: String) throws {
            try expectGolden(MarkdownFormat().render(report, Setting()), "busy-\(name).md")
        }
        try golden(OverdueReport(.busy, on: Self.day), "overdue")
        try golden(UpcomingReport(.busy, on: Self.day), "upcoming")
        try golden(SummaryReport(.busy, on: Self.day), "summary")
        try golden(CoverageReport(.busy, on: Self.day), "coverage")
        try golden(MatrixReport(.busy, on: Self.day, expandingGroups: true), "matrix")
        try golden(DutiesReport(.busy, on: Self.day, ofUnitNamed: "小街街道"), "duties")
    }

    @Test func aLogIsFiltered() throws {
        func ids(_ change: (inout LogReport.Filter) -> Void) throws -> [Int] {
            var filter = LogReport.Filter()
            change(&filter)
            return try LogReport(.busy, on: Self.day, filter).rows.map(\.event.id)
        }

        #expect(try ids { $0.kinds = ["extensionRequested"] } == [24])
        #expect(try ids { $0.unit = "小街街道" } == [28, 22])
        #expect(try ids { $0.isLateOnly = true } == [23])
        #expect(try ids { $0.actor = "李四" } == [25])
        #expect(try ids { ($0.from, $0.through) = ("2024-06-25", "2024-06-30") } == [20, 21, 22])
        #expect(throws: UnknownName.self) { try ids { $0.unit = "小街道" } }
        #expect(throws: UnknownName.self) { try LogReport(.busy, on: Self.day, of: "77") }
        #expect(throws: UnknownName.self) { try ShowReport(.busy, on: Self.day, of: "77") }
    }

    /// A plan file that takes a day away does not take the delay away.
    @Test func aDeadlineThatWasEditedAwayIsTold() throws {
        var plan = Ledger.sample.plan
        plan.tasks[0].firstDeadline = plan.tasks[0].deadline
        plan.tasks[0].deadline = .ongoing

        let row = try #require(SlipReport(Ledger(plan), on: Self.day).rows.first { $0.onDay.task.code == "1" })

        #expect(row.original == "2024-06-30" && row.deadline == nil && row.slipDays == 8 && row.slipFromDeadline == nil)
    }

    @Test func nothingOverdueIsASentence() throws {
        try expectGolden(
            MarkdownFormat().render(OverdueReport(.sample, on: "2023-12-31"), Setting()), "overdue-none.md")
    }

    @Test func groupsComeApartInTheMatrix() throws {
        try expectGolden(
            MarkdownFormat().render(MatrixReport(.sample, on: Self.day, expandingGroups: true), Setting()),
            "matrix-expand.md")
    }

    @Test func aMemberSeesWhatItsGroupHasToDo() throws {
        let report = try DutiesReport(.sample, on: Self.day, ofUnitNamed: "双江街道")

        #expect(report.rows.map(\.task.code) == ["9", "1"])
        #expect(report.rows.map(\.via) == [nil, "各乡镇（街道）"])
    }

    @Test func anUnknownUnitIsNoEmptyList() throws {
        #expect(throws: UnknownName.self) { try DutiesReport(.sample, on: Self.day, ofUnitNamed: "县教局") }
        #expect(try DutiesReport(.sample, on: Self.day, ofUnitNamed: "小街街道").rows.count == 1)
    }

    @Test func aFilterIsSaidAtTheFoot() throws {
        let ledger = try Ledger.sample.limited(toUnitsNamed: ["县财政局"]).limited(toPhase: "争创阶段")

        let report = OverdueReport(ledger, on: Self.day)

        #expect(report.document.footnotes[0] == "截至2024年7月8日；方案 demo（共9项任务）；筛选：单位：县财政局，阶段：争创阶段；逾期1项")
    }

    /// The same tasks are overdue wherever one looks, on every day of two years.
    @Test func reportsAgreeOnWhatIsOverdue() {
        var day: CalendarDay = "2023-09-01"
        while day < "2025-09-01" {
            let overdue = Set(OverdueReport(.sample, on: day).rows.map(\.code))
            let matrix = Set(MatrixReport(.sample, on: day).rows.filter(\.standing.isOverdue).map(\.code))
            let timeline = Set(TimelineReport(.sample, on: day).tasks.filter(\.standing.isOverdue).map(\.task.code))
            let coverage = Set(
                CoverageReport(.sample, on: day).rows.flatMap(\.tasks).map(\.onDay).filter(\.standing.isOverdue)
                    .map(\.task.code))
            let totals = SummaryReport(.sample, on: day).totals

            #expect(overdue == matrix)
            #expect(overdue == timeline)
            #expect(coverage.isSubset(of: overdue))
            #expect(totals.overdue == overdue.count)
            #expect(
                totals.tasks == totals.signedOff + totals.pendingReview + totals.overdue + totals.open + totals.ongoing
                    + totals.unstated + totals.cancelled)
            day = day.advanced(by: 1)
        }
    }
}
