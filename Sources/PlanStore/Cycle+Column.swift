import PlanModel

/// How the rule of a recurring duty stands in the column `task.cycle`: `daily` `weeks:2:7` `months:1:31` `calendar:3:3:31`.
extension Recurrence.Cycle {
    var column: String {
        switch self {
        case .daily: "daily"
        case .weeks(let weeks, let weekday): "weeks:\(weeks):\(weekday)"
        case .months(let months, let day): "months:\(months):\(day)"
        case .calendar(let part, let month, let day): "calendar:\(part.rawValue):\(month):\(day)"
        }
    }

    init?(column: String) {
        let parts = column.split(separator: ":")
        let numbers = parts.dropFirst().compactMap { Int($0) }
        switch (parts.first, numbers.count) {
        case ("daily", 0): self = .daily
        case ("weeks", 2): self = .weeks(numbers[0], weekday: numbers[1])
        case ("months", 2): self = .months(numbers[0], day: numbers[1])
        case ("calendar", 3):
            guard let part = Part(rawValue: numbers[0]) else { return nil }
            self = .calendar(part, month: numbers[1], day: numbers[2])
        default: return nil
        }
    }
}
