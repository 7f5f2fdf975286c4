/// A duty that comes again: 每两周一次, 每月25日前, 每季度 – the rule, and the days between which it holds.
public struct Recurrence: Hashable, Sendable, Codable {
    /// How often, and on which day of the cycle it is due.
    public enum Cycle: Hashable, Sendable, Codable {
        case daily
        /// Every so many weeks, due on a weekday (1 = Monday … 7 = Sunday) of the last of them.
        case weeks(Int, weekday: Int = 7)
        /// Every so many months, counted from the month in which the duty begins, due on a day of the last of them.
        ///
        /// Day 31 is the end of the month: it becomes the 30th or the 28th and goes back to the 31st.
        case months(Int, day: Int = 31)
        /// 每季度, 每半年, 每年: parts of the calendar year, of 3, 6 or 12 months; due in a month of the part.
        case calendar(Part, month: Int, day: Int = 31)

        public enum Part: Int, Hashable, Sendable, Codable {
            case quarter = 3
            case half = 6
            case year = 12
        }

        public static let quarterly = Cycle.calendar(.quarter, month: 3)
        public static let halfYearly = Cycle.calendar(.half, month: 6)
        public static let yearly = Cycle.calendar(.year, month: 12)
        public static let monthly = Cycle.months(1)
    }

    public var cycle: Cycle
    /// The first day of the first period.
    public var start: CalendarDay
    /// The last day on which the duty holds; nil if it has no end. A period that the end cuts short is due on the end.
    public var end: CalendarDay?

    public init(_ cycle: Cycle, from start: CalendarDay, through end: CalendarDay? = nil) {
        self.cycle = cycle
        self.start = start
        self.end = end
    }
}

/// One turn of a recurring duty: 一期.
public struct Occurrence: Hashable, Sendable {
    /// Names the turn for good: `2024-06-30` `2024-W27` `2024-07` `2024-Q3` `2024-H2` `2024`.
    public var period: String
    public var start: CalendarDay
    public var due: CalendarDay
}

extension Recurrence {
    /// Every turn that begins on or before a day, earliest first.
    public func occurrences(through day: CalendarDay) -> [Occurrence] {
        let limit = end.map { min($0, day) } ?? day
        var found: [Occurrence] = []
        var index = 0
        while let turn = turn(index), turn.start <= limit {
            index += 1
            // A turn whose day had passed when the duty began was never owed.
            if turn.due >= start { found.append(clipped(turn)) }
        }
        return found
    }

    /// The first turn that is due on that day or later and has begun by the duty's end; nil when the duty is over.
    public func occurrence(dueOnOrAfter day: CalendarDay) -> Occurrence? {
        var index = 0
        while let turn = turn(index) {
            if let end, turn.start > end { return nil }
            let owed = clipped(turn)
            if turn.due >= start, owed.due >= day { return owed }
            index += 1
        }
        return nil
    }

    private func clipped(_ turn: Occurrence) -> Occurrence {
        guard let end, turn.due > end else { return turn }
        var turn = turn
        turn.due = end
        return turn
    }

    /// The turn with that number, counted from the one in which the duty begins. Nil only beyond the calendar's end.
    private func turn(_ index: Int) -> Occurrence? {
        switch cycle {
        case .daily:
            guard let day = day(index) else { return nil }
            return Occurrence(period: day.description, start: day, due: day)
        case .weeks(let weeks, let weekday):
            let offset = 1 - start.weekday + 7 * weeks * index
            guard let due = day(offset + 7 * (weeks - 1) + weekday - 1) else { return nil }
            let monday = start.advanced(by: offset)
            return Occurrence(period: ISOWeek(containing: due).description, start: max(monday, start), due: due)
        case .months(let months, let day):
            let first = start.year * 12 + start.month - 1 + months * index
            return turn(firstMonth: first, dueMonth: first + months - 1, day: day) { due in
                "\(due.description.prefix(7))"
            }
        case .calendar(let part, let month, let day):
            let length = part.rawValue
            let first = (start.year * 12 + start.month - 1) / length * length + length * index
            return turn(firstMonth: first, dueMonth: first + month - 1, day: day) { due in
                let year = due.description.prefix(4)
                switch part {
                case .quarter: return "\(year)-Q\((due.month - 1) / 3 + 1)"
                case .half: return "\(year)-H\((due.month - 1) / 6 + 1)"
                case .year: return "\(year)"
                }
            }
        }
    }

    /// So many days after the start; nil beyond the calendar's end, where turns stop.
    private func day(_ offset: Int) -> CalendarDay? {
        let day = start.advanced(by: offset)
        return start.distance(to: day) == offset ? day : nil
    }

    /// Months are counted from the year 0: 2024年1月 is 2024 × 12.
    private func turn(
        firstMonth: Int, dueMonth: Int, day: Int, period: (CalendarDay) -> String
    ) -> Occurrence? {
        guard let first = CalendarDay(year: firstMonth / 12, month: firstMonth % 12 + 1, day: 1),
            let last = CalendarDay.last(ofMonth: dueMonth % 12 + 1, year: dueMonth / 12),
            let due = CalendarDay(year: last.year, month: last.month, day: min(day, last.day))
        else { return nil }
        return Occurrence(period: period(due), start: max(first, start), due: due)
    }
}

extension Recurrence.Cycle {
    /// The word that programs read: `daily weekly biweekly monthly quarterly half-yearly yearly`, else `every N weeks`.
    public var name: String {
        switch self {
        case .daily: "daily"
        case .weeks(1, _): "weekly"
        case .weeks(2, _): "biweekly"
        case .weeks(let weeks, _): "every \(weeks) weeks"
        case .months(1, _): "monthly"
        case .months(let months, _): "every \(months) months"
        case .calendar(.quarter, _, _): "quarterly"
        case .calendar(.half, _, _): "half-yearly"
        case .calendar(.year, _, _): "yearly"
        }
    }

    /// 每两周, 每月25日前: as an office says it.
    public var inChinese: String {
        switch self {
        case .daily: "每日"
        case .weeks(let weeks, 7): "每\(Self.counted(weeks))周"
        case .weeks(let weeks, let weekday): "每\(Self.counted(weeks))周（周\(Self.weekdays[weekday - 1])前）"
        case .months(1, let day): day == 31 ? "每月" : "每月\(day)日前"
        case .months(let months, let day): "每\(months)个月" + (day == 31 ? "" : "（\(day)日前）")
        case .calendar(.quarter, 3, 31): "每季度"
        case .calendar(.half, 6, 31): "每半年"
        case .calendar(.year, 12, 31): "每年"
        case .calendar(.year, let month, let day): "每年\(month)月" + (day == 31 ? "底前" : "\(day)日前")
        case .calendar(let part, let month, let day):
            "每\(part == .quarter ? "季度" : "半年")（第\(month)个月\(day == 31 ? "底" : "\(day)日")前）"
        }
    }

    private static let weekdays = ["一", "二", "三", "四", "五", "六", "日"]

    private static func counted(_ number: Int) -> String {
        switch number {
        case 1: ""
        case 2: "两"
        default: "\(number)"
        }
    }
}
