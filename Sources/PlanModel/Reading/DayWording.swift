/// A stretch of days that a document names: a day, a month, a quarter, a year.
struct NamedDays: Hashable, Sendable {
    var start: CalendarDay
    var end: CalendarDay
    /// The words name the end alone: 6月底, 6月30日. Otherwise they name the stretch: 6月, 上半年.
    var isMoment = false
}

/// What a document fixes for words that leave the year open.
struct DayContext: Sendable {
    /// The year that 6月30日 belongs to, if nothing nearer says so.
    var year: Int?
    /// The day of issue: a month without a year is the first such month from then on.
    var issued: CalendarDay?
    /// The month that a bare 15日 belongs to: 6月1日至15日.
    var month: Int?

    func year(ofMonth month: Int) -> Int? {
        if let year { return year }
        return issued.map { month < $0.month ? $0.year + 1 : $0.year }
    }

    /// 今年 and 年底 mean the year of issue.
    var thisYear: Int? { year ?? issued?.year }
}

/// One way in which documents name days, with an example that is also its test.
///
/// A new wording is one more entry here.
struct DayWording: Sendable {
    /// As `OfficialText` folds it.
    var example: String
    /// What the example means in a plan issued on 1 March 2025.
    var meaning: NamedDays
    /// Reads on from the scanner. The year, if the text names one, has been read: it is in the context.
    var read: @Sendable (inout TextScanner, DayContext) -> NamedDays?
}

extension DayWording {
    /// Tried in this order; the first that reads wins, so that 6月30日 comes before 6月.
    static let all: [DayWording] = [
        DayWording(example: "2025-06-30", meaning: .moment("2025-06-30")) { text, _ in
            guard let year = text.takeNumber(digits: 4...4), let mark = text.take(anyOf: ["-", "/", "."]),
                let month = text.takeNumber(digits: 1...2), text.take(mark), let day = text.takeNumber(digits: 1...2)
            else { return nil }
            return .day(year, month, day)
        },
        DayWording(example: "2025.6", meaning: .months(6...6, of: 2025)) { text, _ in
            guard let year = text.takeNumber(digits: 4...4), text.take("."), let month = text.takeNumber(digits: 1...2)
            else { return nil }
            return .month(month, of: year)
        },
        DayWording(example: "6月30日", meaning: .moment("2025-06-30")) { text, context in
            guard let month = text.takeNumber(digits: 1...2), text.take("月"), let day = text.takeNumber(digits: 1...2),
                text.take(anyOf: ["日", "号"]) != nil, let year = context.year(ofMonth: month)
            else { return nil }
            return .day(year, month, day)
        },
        DayWording(example: "2月底", meaning: .moment("2026-02-28")) { text, context in
            guard let month = text.takeNumber(digits: 1...2), text.take("月"), text.take(anyOf: monthEnds) != nil,
                let year = context.year(ofMonth: month)
            else { return nil }
            return CalendarDay.last(ofMonth: month, year: year).map(NamedDays.moment)
        },
        DayWording(example: "6月上旬", meaning: NamedDays(start: "2025-06-01", end: "2025-06-10")) { text, context in
            guard let month = text.takeNumber(digits: 1...2), text.take("月"),
                let part = text.take(anyOf: ["上旬", "中旬", "下旬"]), let year = context.year(ofMonth: month),
                let whole = NamedDays.month(month, of: year)
            else { return nil }
            let first = whole.start
            switch part {
            case "上旬": return NamedDays(start: first, end: first.advanced(by: 9))
            case "中旬": return NamedDays(start: first.advanced(by: 10), end: first.advanced(by: 19))
            default: return NamedDays(start: first.advanced(by: 20), end: whole.end)
            }
        },
        DayWording(example: "6月份", meaning: .months(6...6, of: 2025)) { text, context in
            guard let month = text.takeNumber(digits: 1...2), text.take("月"), let year = context.year(ofMonth: month)
            else { return nil }
            text.take("份")
            return .month(month, of: year)
        },
        // 1-9月: the first month of a range leaves its 月 to the second.
        DayWording(example: "6-", meaning: .months(6...6, of: 2025)) { text, context in
            guard let month = text.takeNumber(digits: 1...2), text.next == "-", let year = context.year(ofMonth: month)
            else { return nil }
            return .month(month, of: year)
        },
        DayWording(example: "第3季度末", meaning: .moment("2025-09-30")) { text, context in
            guard let quarter = takeQuarter(&text), let year = context.thisYear else { return nil }
            guard text.take(anyOf: ["末", "底"]) != nil else { return nil }
            return .moment(NamedDays.months(quarter * 3 - 2...quarter * 3, of: year).end)
        },
        DayWording(example: "第3季度", meaning: NamedDays(start: "2025-07-01", end: "2025-09-30")) { text, context in
            guard let quarter = takeQuarter(&text), let year = context.thisYear else { return nil }
            return .months(quarter * 3 - 2...quarter * 3, of: year)
        },
        DayWording(example: "上半年", meaning: NamedDays(start: "2025-01-01", end: "2025-06-30")) { text, context in
            guard let half = text.take(anyOf: ["上半年", "下半年"]), let year = context.thisYear else { return nil }
            return .months(half == "上半年" ? 1...6 : 7...12, of: year)
        },
        DayWording(example: "年中", meaning: .moment("2025-06-30")) { text, context in
            guard text.take("年中"), let year = context.thisYear else { return nil }
            return .moment(NamedDays.months(1...6, of: year).end)
        },
        DayWording(example: "年底", meaning: .moment("2025-12-31")) { text, context in
            guard text.take(anyOf: ["年年底", "年年末", "年年内", "年底", "年末", "年内", "岁末"]) != nil,
                let year = context.thisYear
            else { return nil }
            return .moment(NamedDays.months(1...12, of: year).end)
        },
        DayWording(example: "全年", meaning: NamedDays(start: "2025-01-01", end: "2025-12-31")) { text, context in
            guard text.take(anyOf: ["全年", "年全年", "年度"]) != nil, let year = context.thisYear else { return nil }
            return .months(1...12, of: year)
        },
        // 6月1日至15日: the second day leaves its month to the first. Elsewhere a bare 15日 may count days.
        DayWording(example: "本月15日", meaning: .moment("2025-03-15")) { text, context in
            let isThisMonth = text.take("本月")
            guard let month = isThisMonth ? context.issued?.month : context.month,
                let year = isThisMonth ? context.issued?.year : context.year,
                let day = text.takeNumber(digits: 1...2), text.take(anyOf: ["日", "号"]) != nil
            else { return nil }
            return .day(year, month, day)
        },
        DayWording(example: "本月底", meaning: .moment("2025-03-31")) { text, context in
            guard text.take("本月"), text.take(anyOf: monthEnds) != nil, let issued = context.issued else { return nil }
            return CalendarDay.last(ofMonth: issued.month, year: issued.year).map(NamedDays.moment)
        },
    ]

    /// 低 is a slip for 底 that real documents make.
    private static let monthEnds = ["底", "末", "低"]

    private static func takeQuarter(_ text: inout TextScanner) -> Int? {
        text.take("第")
        guard let quarter = text.takeNumber(digits: 1...1), (1...4).contains(quarter), text.take("季度") else {
            return nil
        }
        return quarter
    }
}

extension NamedDays {
    static func moment(_ day: CalendarDay) -> NamedDays { NamedDays(start: day, end: day, isMoment: true) }

    static func day(_ year: Int, _ month: Int, _ day: Int) -> NamedDays? {
        CalendarDay(year: year, month: month, day: day).map(moment)
    }

    static func month(_ month: Int, of year: Int) -> NamedDays? {
        (1...12).contains(month) ? months(month...month, of: year) : nil
    }

    /// Whole months of a year. The months have to be 1 to 12 and the year four digits.
    static func months(_ months: ClosedRange<Int>, of year: Int) -> NamedDays {
        guard let start = CalendarDay(year: year, month: months.lowerBound, day: 1),
            let end = CalendarDay.last(ofMonth: months.upperBound, year: year)
        else { preconditionFailure("no such months: \(months) of \(year)") }
        return NamedDays(start: start, end: end)
    }
}

extension NamedDays {
    /// The days named from here on, in any of the wordings, with the year before them if there is one.
    static func read(_ text: inout TextScanner, _ context: DayContext) -> NamedDays? {
        text.attempt { text in
            var inner = context
            let start = text.position
            if let year = yearWord(&text, context) {
                inner.year = year
                if let found = firstWording(&text, inner) { return found }
                // The year alone; a bare 2024年 is the whole of it.
                return months(1...12, of: year)
            }
            guard text.position == start else { return nil }
            return firstWording(&text, context)
        }
    }

    private static func firstWording(_ text: inout TextScanner, _ context: DayContext) -> NamedDays? {
        for wording in DayWording.all {
            if let found = text.attempt({ wording.read(&$0, context) }) { return found }
        }
        return nil
    }

    /// 2024年, 今年, 明年, 次年, or the 2018 of 2018-2020年. Leaves 年底 whole, and 2024 alone where it begins 2024-06-30.
    private static func yearWord(_ text: inout TextScanner, _ context: DayContext) -> Int? {
        text.attempt { text in
            if let year = text.takeNumber(digits: 4...4), (1900...2999).contains(year) {
                // 2024年年底 and 2024年底 say the same: the wording that follows wants its own 年.
                if text.next == "年" {
                    let word = text
                    text.take("年")
                    if let next = text.next, "底末内中".contains(next) { text = word }
                    return year
                }
                // 2018-2020年: a range of years; 2024-06-30 is a wording of its own.
                let isRange = text.next == "-" && TextScanner(String(text.rest.dropFirst())).beginsWithYear
                return isRange ? year : nil
            }
            guard let thisYear = context.thisYear else { return nil }
            switch text.take(anyOf: ["今年", "本年度", "本年", "当年", "明年", "次年", "翌年", "去年"]) {
            case "今年", "本年度", "本年", "当年": return takenBack(&text, thisYear)
            case "明年": return takenBack(&text, (context.issued?.year ?? thisYear) + 1)
            // The year after the one just named: 2024年10月至次年3月.
            case "次年", "翌年": return takenBack(&text, thisYear + 1)
            case "去年": return thisYear - 1
            default: return nil
            }
        }
    }

    /// 今年底 is 今 and 年底: gives the 年 back if the wording that follows wants it.
    private static func takenBack(_ text: inout TextScanner, _ year: Int) -> Int {
        if let next = text.next, "底末内中".contains(next) {
            text = TextScanner(text.text(0..<text.count), at: text.position - 1)
        }
        return year
    }
}

extension TextScanner {
    fileprivate var beginsWithYear: Bool {
        var copy = self
        return copy.takeNumber(digits: 4...4) != nil && copy.next == "年"
    }
}
