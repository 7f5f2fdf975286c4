/// The lamp of an open task on a day: 绿, 蓝, 黄, 红. Computed, so it may change overnight; a slip (督办单) is an event.
public enum Alert: String, Hashable, Sendable, CaseIterable {
    case green, blue, yellow, red

    public var inChinese: String {
        switch self {
        case .green: "绿"
        case .blue: "蓝"
        case .yellow: "黄"
        case .red: "红"
        }
    }
}

/// From how many days before its deadline a task is shown blue and yellow. Red is always overdue.
///
/// No national rule fixes the days, and each county sets its own, so every report prints the rule it used.
public struct AlertRule: Hashable, Sendable, Codable {
    /// Due within so many days: 蓝.
    public var blueDays: Int
    /// Due within so many days: 黄. Not more than `blueDays`.
    public var yellowDays: Int

    public init(blueDays: Int = 14, yellowDays: Int = 7) {
        self.blueDays = blueDays
        self.yellowDays = yellowDays
    }
}

extension AlertRule {
    /// The lamp of a task that stands so; nil when nothing is due any more, or nothing ever was.
    public func alert(for standing: Standing) -> Alert? {
        standing.isOverdue ? .red : standing.daysLeft.map(alert(daysLeft:))
    }

    /// The lamp of what falls due in so many days: 0 is today.
    public func alert(daysLeft: Int) -> Alert {
        if daysLeft <= yellowDays { return .yellow }
        return daysLeft <= blueDays ? .blue : .green
    }
}

extension AlertRule: CustomStringConvertible {
    /// The rule in words, as reports print it.
    public var description: String {
        "红＝已逾期（时限当日不算逾期），黄＝\(yellowDays)日内到期，蓝＝\(blueDays)日内到期，绿＝其余未到期"
    }
}
