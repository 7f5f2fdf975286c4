/// A day on the wall calendar: a year, a month and a day, with no hour and no time zone.
///
/// A deadline of 2025年6月30日 is the same day for the clerk in the county and for a server that runs
/// in UTC, so deadlines are never `Foundation.Date`. Written as `2025-06-30` in files, in SQLite and
/// in JSON, which also sorts as text.
public struct CalendarDay: Hashable, Sendable {
    /// Year, month and day side by side in one number that sorts as the days do: a ledger holds many thousand.
    private let packed: Int32

    public var year: Int { Int(packed >> 9) }
    public var month: Int { Int(packed >> 5 & 0xF) }
    public var day: Int { Int(packed & 0x1F) }

    private init(valid year: Int, _ month: Int, _ day: Int) {
        packed = Int32(year << 9 | month << 5 | day)
    }

    /// Fails if the Gregorian calendar has no such day, such as 30 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= Self.length(ofMonth: month, year: year) else { return nil }
        self.init(valid: year, month, day)
    }

    /// The last day of a month: what 6月底前 means.
    public static func last(ofMonth month: Int, year: Int) -> CalendarDay? {
        guard (1...12).contains(month) else { return nil }
        return CalendarDay(year: year, month: month, day: length(ofMonth: month, year: year))
    }

    /// Days in a month, 28 to 31. `month` is 1 to 12.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 400) || (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDay: LosslessStringConvertible {
    /// Reads `2025-06-30`, and nothing else: what documents write is read by `DeadlineReading`.
    public init?(_ text: String) {
        // Bytes, not characters: a ledger of 10,000 tasks is read through here.
        var digits = 0
        var number = 0
        var parts = (0, 0)
        for byte in text.utf8 {
            switch (digits, byte) {
            case (4, UInt8(ascii: "-")): parts.0 = number
            case (7, UInt8(ascii: "-")): parts.1 = number
            case (4, _), (7, _), (10..., _): return nil
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")):
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
                continue
            default: return nil
            }
            number = 0
            digits += 1
        }
        guard digits == 10 else { return nil }
        self.init(year: parts.0, month: parts.1, day: number)
    }

    public var description: String {
        String(unsafeUninitializedCapacity: 10) { bytes in
            func write(_ number: Int, at start: Int, digits: Int) {
                var rest = number
                for place in stride(from: start + digits - 1, through: start, by: -1) {
                    bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
            }
            write(year, at: 0, digits: 4)
            bytes[4] = UInt8(ascii: "-")
            write(month, at: 5, digits: 2)
            bytes[7] = UInt8(ascii: "-")
            write(day, at: 8, digits: 2)
            return 10
        }
    }

    /// 2024年6月30日: as an office writes it in a sentence.
    public var inChinese: String { "\(year)年\(month)月\(day)日" }
}

extension CalendarDay: Strideable {
    public static func < (a: CalendarDay, b: CalendarDay) -> Bool {
        a.packed < b.packed
    }

    /// Whole days from this day to the other: negative when the other is earlier.
    public func distance(to other: CalendarDay) -> Int { other.daysSince1970 - daysSince1970 }

    public func advanced(by days: Int) -> CalendarDay { CalendarDay(daysSince1970: daysSince1970 + days) }
}

extension CalendarDay {
    /// The day in China at a moment that is told in UTC, `2024-07-08T16:11:45Z`; nil if it is not told so.
    public init?(inChinaAt time: String) {
        guard let day = CalendarDay(String(time.prefix(10))) else { return nil }
        // China is eight hours ahead: from 16:00 in UTC on it is the next day there.
        self = time.dropFirst(11).prefix(2) >= "16" ? day.advanced(by: 1) : day
    }

    /// 1 = Monday … 7 = Sunday, as ISO 8601 counts.
    public var weekday: Int {
        let remainder = (daysSince1970 + 3) % 7  // 1970-01-01 was a Thursday
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    /// Counts years from 1 March, so that a leap day is the last day of its year.
    ///
    /// Method: Howard Hinnant, days_from_civil, http://howardhinnant.github.io/date_algorithms.html
    public var daysSince1970: Int {
        let y = month > 2 ? year : year - 1
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day that is so many days after 1970-01-01. Held within the years 1 to 9999.
    public init(daysSince1970 days: Int) {
        let z = min(max(days, -719_162), 2_932_896) + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = (shifted + 2) % 12 + 1
        self.init(valid: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

/// For wordings that carry an example, and for tests: a day that the programmer wrote. A wrong one stops the program.
extension CalendarDay: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        guard let day = CalendarDay(text) else { preconditionFailure("not a calendar day: \(text)") }
        self = day
    }
}

extension CalendarDay: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let day = CalendarDay(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no day: \(text)"))
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
