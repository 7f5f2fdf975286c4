import ArgumentParser
import Foundation
import PlanModel

extension CalendarDay {
    /// Today in China, wherever the computer is: one clock, UTC+8, with no summer time since 1991.
    ///
    /// `$DUBAN_TODAY` replaces the clock.
    static func today() throws -> CalendarDay {
        guard let text = Environment["DUBAN_TODAY"] else {
            return CalendarDay(daysSince1970: Int(((Date().timeIntervalSince1970 + 8 * 3600) / 86_400).rounded(.down)))
        }
        guard let day = CalendarDay(text) else {
            throw CommandFailure("环境变量 DUBAN_TODAY 不是日期：\(text)", remedy: "写成 2024-06-30 的样子，或去掉这个变量", code: 64)
        }
        return day
    }
}

/// The machine's clock, which `$DUBAN_TODAY` replaces.
enum Clock {
    /// In UTC to the second: `2024-07-08T02:11:45Z`; noon in China on the day that `$DUBAN_TODAY` names.
    static func now() throws -> String {
        Environment["DUBAN_TODAY"] != nil ? "\(try CalendarDay.today())T04:00:00Z" : Date().formatted(.iso8601)
    }
}

/// A day as a person types it: `2024-06-30` `20240630` `2024/6/30` `2024年6月30日` `今天` `昨天` `+14` `-7`.
struct DayArgument: ExpressibleByArgument {
    private enum Meaning {
        case day(CalendarDay)
        case fromToday(Int)
    }

    private let meaning: Meaning
    let defaultValueDescription = ""

    init?(argument text: String) {
        if let days = Self.offset(text) {
            meaning = .fromToday(days)
        } else if let day = Self.day(text) {
            meaning = .day(day)
        } else {
            return nil
        }
    }

    /// The day itself: what is said from today on is counted now.
    func day() throws -> CalendarDay {
        switch meaning {
        case .day(let day): day
        case .fromToday(let days): try CalendarDay.today().advanced(by: days)
        }
    }

    private static func offset(_ text: String) -> Int? {
        switch text {
        case "今天", "今日": return 0
        case "昨天", "昨日": return -1
        case "明天", "明日": return 1
        default:
            guard let sign = text.first, sign == "+" || sign == "-", (2...6).contains(text.count),
                text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber })
            else { return nil }
            return Int(text)
        }
    }

    private static func day(_ text: String) -> CalendarDay? {
        if text.utf8.count == 8, text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text) {
            return CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        let digits = "0123456789"
        let numbers = text.split(whereSeparator: { !digits.contains($0) }).compactMap { Int($0) }
        guard numbers.count == 3, text.prefix(4).allSatisfy(digits.contains) else { return nil }
        let marks = String(text.filter { !digits.contains($0) })
        guard ["--", "//", "年月日", "年月", ".."].contains(marks), let first = text.first, digits.contains(first),
            text.split(whereSeparator: { !digits.contains($0) }).map(\.count).elementsEqual(
                [4, 1, 1], by: { $0 >= $1 && $0 <= 4 })
        else { return nil }
        return CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// Read, or refused with the ways to write it.
    static func checked(_ text: String, option: String) throws -> DayArgument {
        guard let day = DayArgument(argument: text) else { throw ValidationError(refusal(text, option: option)) }
        return day
    }

    /// Said where a day could not be read.
    static func refusal(_ text: String, option: String) -> String {
        "\(option) 不是日期：\(text)\n    → 写成 2024-06-30、20240630、2024/6/30、2024年6月30日、今天、昨天、+14（14天后）或 -7（7天前）"
    }
}
