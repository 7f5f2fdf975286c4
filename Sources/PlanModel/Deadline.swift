/// When a task must be done: 完成时限.
public enum Deadline: Hashable, Sendable, Codable {
    /// Done before the end of this day. 6月底前 is `.by(2025-06-30)`: on that day it is still in time.
    case by(CalendarDay)
    /// To be done between two days, both included: 2024年2月—4月. Before the first day it is not late, but not begun.
    case window(start: CalendarDay, due: CalendarDay)
    /// To be done again and again: 每两周一次.
    case recurring(Recurrence)
    /// Kept up for as long as the plan runs: 长期坚持. Never overdue.
    case ongoing
    /// The document gives no deadline. Never overdue, and listed as such.
    case unstated
}

extension Deadline {
    /// The last day of a deadline that has just one; nil for recurring, ongoing and unstated.
    public var due: CalendarDay? {
        switch self {
        case .by(let due), .window(_, let due): due
        case .recurring, .ongoing, .unstated: nil
        }
    }

    /// The first day of the work, where the document names one.
    public var start: CalendarDay? {
        switch self {
        case .window(let start, _): start
        case .recurring(let recurrence): recurrence.start
        case .by, .ongoing, .unstated: nil
        }
    }

    /// The last day on which anything falls due: for a recurring duty, the end of its window.
    public var end: CalendarDay? {
        if case .recurring(let recurrence) = self { recurrence.end } else { due }
    }

    /// The same deadline put off to a later day (延期). A day that is not later moves nothing; recurring, ongoing and
    /// unstated deadlines have no day to put off.
    func moved(to day: CalendarDay) -> Deadline {
        switch self {
        case .window(let start, let due) where due < day: .window(start: start, due: day)
        case .by(let due) where due < day: .by(day)
        case .by, .window, .recurring, .ongoing, .unstated: self
        }
    }
}

extension Deadline {
    /// 2024-06-30, 2024-02-01至2024-04-30, 每两周（2022-09-06起，2024-06-30止）, 长期坚持, 未写明.
    public var inChinese: String {
        switch self {
        case .by(let due): due.description
        case .window(let start, let due): "\(start)至\(due)"
        case .recurring(let recurrence):
            "\(recurrence.cycle.inChinese)（\(recurrence.start)起\(recurrence.end.map { "，\($0)止" } ?? "")）"
        case .ongoing: "长期坚持"
        case .unstated: "未写明"
        }
    }
}
