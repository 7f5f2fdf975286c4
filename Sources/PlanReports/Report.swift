import PlanModel

/// A question that the office asks of a ledger on a day, and the answer as a value.
///
/// It needs no database, no command line and no output format of its own.
public protocol Report: Sendable {
    /// The command and the golden files are named after it.
    static var name: String { get }
    /// The report's name in Chinese: 逾期任务清单.
    static var title: String { get }
    /// One line of help: what it answers, for whom.
    static var abstract: String { get }
    var head: ReportHead { get }
    /// The report's own keys, after those of `head`. Lists in the order in which they are printed.
    var json: [(String, JSON)] { get }
    /// How many items ask for somebody's attention; `--check` tells whether there are any.
    var count: Int { get }
    var document: Document { get }
}

/// A report that needs nothing but the ledger and the day. One folder and one line in `reports`: its command, its help and
/// every format come by themselves.
public protocol LedgerReport: Report {
    init(_ ledger: Ledger, on day: CalendarDay)
    static func tasksToRead(on day: CalendarDay) -> TasksToRead
}

extension LedgerReport {
    public static func tasksToRead(on day: CalendarDay) -> TasksToRead { .all }
}

/// The reports that need nothing but the ledger and the day. Those with a question of their own have a command of their own.
public let reports: [any LedgerReport.Type] = [
    OverdueReport.self, SummaryReport.self, CoverageReport.self, TimelineReport.self, SlipReport.self,
]

/// What every report says of itself: which plan, which day, which part, by which rule.
public struct ReportHead: Sendable {
    let plan: String
    let title: String
    let document: String?
    let day: CalendarDay
    let rule: String
    /// What the ledger was narrowed to, in words.
    let selection: [String]
    /// Only what had been recorded by then is in it; nil if everything is.
    let knownOn: CalendarDay?
    /// Tasks in the plan, and in the part that the report looked at (nil if it was read in part).
    let taskCount: Int

    init(_ ledger: Ledger, on day: CalendarDay) {
        plan = ledger.plan.code
        title = ledger.plan.title
        document = ledger.plan.document
        self.day = day
        rule = ledger.plan.alertRule.description
        selection = ledger.selection
        knownOn = ledger.knownOn
        taskCount = ledger.taskCount
    }

    /// The line at a report's foot: day, plan, filter and how much is listed.
    func foot(_ listed: String) -> String {
        let filter = selection.isEmpty ? "全部" : selection.joined(separator: "，")
        let known = knownOn.map { "（只计到\($0.inChinese)已登记的）" } ?? ""
        return "截至\(day.inChinese)\(known)；方案 \(plan)（共\(taskCount)项任务）；筛选：\(filter)；\(listed)"
    }

    /// The line under a report's title: plan, document number, day.
    var subtitle: String { title + (document.map { "（\($0)）" } ?? "") + "，截至\(day.inChinese)" }
}
