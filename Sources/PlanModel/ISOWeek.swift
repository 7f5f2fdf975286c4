/// A week from Monday to Sunday, numbered as ISO 8601 does: the first week of a year is the one with its first Thursday.
///
/// 2024-12-30 therefore lies in `2025-W01`.
public struct ISOWeek: Hashable, Sendable {
    public let year: Int
    public let week: Int

    public init(containing day: CalendarDay) {
        let thursday = day.advanced(by: 4 - day.weekday)
        year = thursday.year
        let newYear = CalendarDay(year: thursday.year, month: 1, day: 1)
        week = (newYear?.distance(to: thursday) ?? 0) / 7 + 1
    }
}

extension ISOWeek: CustomStringConvertible {
    /// `2024-W27`
    public var description: String { "\(year)-W\(week < 10 ? "0" : "")\(week)" }
}
