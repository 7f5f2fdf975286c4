import Foundation
import PlanModel
import Testing

@testable import PlanReports

/// Each format once against a golden file, and what a format must never let through.
@Suite struct FormatTests {
    static let overdue = OverdueReport(.sample, on: "2024-07-08")

    @Test func textFitsTheWidth() throws {
        try expectGolden(TextFormat().render(Self.overdue, Setting(width: 80)), "overdue.txt")
        try expectGolden(TextFormat().render(Self.overdue, Setting(width: 160)), "overdue-wide.txt")
        try expectGolden(TextFormat().render(Self.overdue, Setting(width: 50, hasColor: true)), "overdue-colour.txt")
        try expectGolden(
            TextFormat().render(MatrixReport(.sample, on: "2024-07-08"), Setting(width: 56)), "matrix-folded.txt")
        try expectGolden(
            TextFormat().render(TimelineReport(.sample, on: "2024-07-08"), Setting(width: 100)), "timeline.txt")
    }

    @Test func html() throws {
        try expectGolden(HTMLFormat().render(Self.overdue, Setting()), "overdue.html")
        try expectGolden(HTMLFormat().render(MatrixReport(.sample, on: "2024-07-08"), Setting()), "matrix.html")
    }

    @Test func csv() throws {
        try expectGolden(CSVFormat().render(Self.overdue, Setting()), "overdue.csv")
        #expect(CSVFormat().render(Self.overdue, Setting(isFile: true)).hasPrefix("\u{FEFF}编号,任务"))
    }

    @Test(arguments: [40, 60, 80, 100, 140, 250])
    func noLineIsWiderThanTheScreen(width: Int) throws {
        let reports: [any Report] = [
            Self.overdue, MatrixReport(.sample, on: "2024-07-08"), SummaryReport(.sample, on: "2024-07-08"),
            CoverageReport(.sample, on: "2024-07-08"), UpcomingReport(.sample, on: "2024-07-08"),
            try DutiesReport(.sample, on: "2024-07-08", ofUnitNamed: "县教体局"),
        ]
        for report in reports {
            for line in TextFormat().render(report, Setting(width: width)).split(separator: "\n") {
                // What cannot be broken (codes, days, numbers, standings) may need more than a very narrow screen has.
                #expect(String(line).displayWidth <= max(width, 78), "\(type(of: report).name) \(width): \(line)")
            }
        }
    }

    /// A title that would be markup, a formula or an escape sequence, if a format let it through.
    static let hostile = Ledger(
        Plan(
            code: "x", county: "某县", title: "<script>alert(1)</script>",
            tasks: [
                PlanTask(
                    code: "1", title: "=HYPERLINK(\"http://x\")", deadline: .by("2024-01-01"),
                    assignments: [
                        Assignment(.lead, "@SUM(A1)"), Assignment(.responsible, "\u{1B}[2J\u{9B}31m<b>&'\"|`x`"),
                    ]),
                PlanTask(code: "2", title: "甲,乙\n丙\"丁\"", deadline: .by("2024-01-01"), assignments: []),
            ]))

    @Test func nothingFromADocumentIsRunOrReadAsMarkup() throws {
        let report = OverdueReport(Self.hostile, on: "2024-02-01")

        let html = HTMLFormat().render(report, Setting())
        let text = TextFormat().render(report, Setting(width: 200))
        let csv = CSVFormat().render(report, Setting())
        let markdown = MarkdownFormat().render(report, Setting())

        #expect(!html.contains("<script>") && !html.contains("<b>&") && html.contains("&lt;script&gt;"))
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
        #expect(csv.contains("'=HYPERLINK") && csv.contains("'@SUM") && csv.contains("\"甲,乙\n丙\"\"丁\"\"\""))
        #expect(!markdown.contains("<script>") && markdown.contains("\\|\\`x\\`"))
        let json =
            try JSONSerialization.jsonObject(with: Data(JSONFormat().render(report, Setting()).utf8)) as? [String: Any]
        let first = (json?["tasks"] as? [[String: Any]])?.first
        #expect(first?["title"] as? String == "=HYPERLINK(\"http://x\")")
        #expect(first?["responsibleUnits"] as? [String] == ["\u{1B}[2J\u{9B}31m<b>&'\"|`x`"])
    }

    @Test(arguments: [
        ("县教育局", 8), ("abc", 3), ("“双减”", 6), ("（）、，", 8), ("№1", 2), ("e\u{301}", 1), ("①②", 2), ("🎓", 2), ("", 0),
        ("䶮", 2),
        ("Ⅲ级", 3), ("—", 1),
    ])
    func terminalCells(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("县财政局、县教育体育局", 12, ["县财政局、县", "教育体育局"]), ("用 -O csv 看", 6, ["用 -O", "csv 看"]), ("甲乙丙丁，戊", 8, ["甲乙丙", "丁，戊"]),
        ("2024-06-30前完成", 10, ["2024-06-30", "前完成"]),
        ("（甲）乙丙", 4, ["（甲", "）乙", "丙"]), ("", 10, [""]), ("甲\n乙", 10, ["甲", "乙"]),
    ])
    func linesBreakWhereChineseMay(text: String, width: Int, lines: [String]) {
        #expect(text.wrapped(to: width) == lines)
    }
}
