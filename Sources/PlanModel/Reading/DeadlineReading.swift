/// What duban understands of a deadline as a document words it (完成时限).
public struct DeadlineReading: Hashable, Sendable {
    /// The first day of the work, if the words name one.
    public var start: CalendarDay?
    /// The last day, which is still in time.
    public var due: CalendarDay?
    public var cycle: Recurrence.Cycle?
    /// No end is meant: 长期坚持. May stand beside a due day.
    public var isOpenEnded = false
    /// What a person has to settle, although the words could be read; nil if they are plain.
    public var doubt: String?

    init(
        start: CalendarDay? = nil, due: CalendarDay? = nil, cycle: Recurrence.Cycle? = nil, isOpenEnded: Bool = false,
        doubt: String? = nil
    ) {
        self.start = start
        self.due = due
        self.cycle = cycle
        self.isOpenEnded = isOpenEnded
        self.doubt = doubt
    }
}

/// Why the words of a deadline were not read. Nothing is guessed.
public enum UnreadableDeadline: Error, Hashable {
    /// 2024年6月31日: the calendar has no such day. `instead` is the last day of that month.
    case noSuchDay(String, instead: CalendarDay?)
    /// 6月底前 where nothing says of which year.
    case noYear
    /// 会后5个工作日内 counts from a day that the words do not name.
    case relative
    /// Ends before it begins.
    case endsBeforeStart(CalendarDay, CalendarDay)
    case notUnderstood
    /// A paragraph, not a deadline.
    case tooLong
}

extension UnreadableDeadline: CustomStringConvertible {
    /// The problem in words, without the text and the place.
    public var description: String {
        switch self {
        case .noSuchDay(let text, let instead):
            "没有\(text)" + (text.hasSuffix("月") ? "" : "这一天") + (instead.map { "（该月最后一天是\($0)）" } ?? "")
        case .noYear: "没有写年份，方案也没有写印发日期（issued）"
        case .relative: "是从某一天起算的期限，没有写明从哪天算起"
        case .endsBeforeStart(let start, let end): "结束（\(end)）早于开始（\(start)）"
        case .notUnderstood: "看不懂"
        case .tooLong: "太长"
        }
    }
}

extension DeadlineReading {
    /// No deadline takes more characters than that; a whole paragraph may be pasted by mistake.
    static let longest = 200

    /// Reads a deadline as documents word it: 2024年6月底前, 2月—4月, 每两周一次, 长期坚持 …
    ///
    /// - Parameters:
    ///   - words: the deadline, as the document has it.
    ///   - issued: the plan's day of issue: a month without a year is the first such month on or after the month of issue.
    ///   - year: the year that the document fixes for months without one; goes before `issued`.
    /// - Throws: why the words were not read.
    public init(_ words: String, issued: CalendarDay? = nil, year: Int? = nil) throws(UnreadableDeadline) {
        guard words.count <= Self.longest else { throw .tooLong }
        let folded = OfficialText.folded(words)
        let context = DayContext(year: year, issued: issued)
        for wording in DeadlineWording.all {
            if let reading = try wording.read(folded, context) {
                if let start = reading.start, let due = reading.due, due < start {
                    throw .endsBeforeStart(start, due)
                }
                self = reading
                return
            }
        }
        throw Self.reason(folded, context)
    }

    /// Why no wording took the text, as well as can be told.
    private static func reason(_ folded: String, _ context: DayContext) -> UnreadableDeadline {
        let text = OfficialText.withArabicDates(folded)
        if DeadlineWording.isRelative(text) { return .relative }
        if let impossible = impossibleDay(in: text, context) { return impossible }
        let someYear = DayContext(year: 2024, issued: context.issued ?? "2024-01-01")
        if context.thisYear == nil,
            (try? DeadlineWording.all.lazy.compactMap({ try $0.read(folded, someYear) }).first) != nil
        {
            return .noYear
        }
        return .notUnderstood
    }

    /// 2024年6月31日: written like a day, but none.
    private static func impossibleDay(in text: String, _ context: DayContext) -> UnreadableDeadline? {
        for position in 0..<text.count {
            var scanner = TextScanner(text, at: position)
            let named = scanner.takeNumber(digits: 4...4)
            if named != nil, scanner.take(anyOf: ["年", "-", "/", "."]) == nil { continue }
            guard let year = named ?? context.thisYear, let month = scanner.takeNumber(digits: 1...2),
                scanner.take(anyOf: ["月", "-", "/", "."]) != nil
            else { continue }
            guard (1...12).contains(month) else { return .noSuchDay("\(year)年\(month)月", instead: nil) }
            guard let day = scanner.takeNumber(digits: 1...2), CalendarDay(year: year, month: month, day: day) == nil
            else { continue }
            return .noSuchDay("\(year)年\(month)月\(day)日", instead: .last(ofMonth: month, year: year))
        }
        return nil
    }
}
