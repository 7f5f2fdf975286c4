import PlanModel

extension Standing.State {
    /// 未启动, 推进中, 待审核, 已销号, 已取消, 长期坚持
    public var word: String {
        switch self {
        case .notStarted: "未启动"
        case .inProgress: "推进中"
        case .pendingReview: "待审核"
        case .signedOff: "已销号"
        case .cancelled: "已取消"
        case .ongoing: "长期坚持"
        }
    }
}

extension Standing {
    /// 逾期9天 where it is overdue, else the state: what a list says of a task in one cell.
    var words: String {
        guard let days = daysOverdue else { return state.word }
        return missed.count > 1 ? "逾期\(days)天（欠\(missed.count)期）" : "逾期\(days)天"
    }

    /// The same in three characters, for a matrix.
    var shortWord: String { isOverdue ? "逾期" : state.word }

    func tone(_ rule: AlertRule) -> Tone {
        switch (rule.alert(for: self), state) {
        case (.red?, _): .red
        case (.yellow?, _): .yellow
        case (.blue?, _): .blue
        case (.green?, _): .plain
        case (nil, .signedOff), (nil, .pendingReview): .green
        case (nil, _): .grey
        }
    }
}

extension PlanTask {
    /// The title as lists print it: a recurring duty says how often it comes, and how many turns are owed.
    func titleWithTurns(_ standing: Standing) -> String {
        guard case .recurring(let recurrence) = standing.deadline else { return title }
        let owed = standing.missed.isEmpty ? "" : "，欠\(standing.missed.count)期"
        return "\(title)（\(recurrence.cycle.inChinese)\(owed)）"
    }
}

extension Standing {
    /// The day that counts; in words where there is none.
    var deadlineCell: Cell {
        if let day = dueDay { return .day(day) }
        switch deadline {
        case .ongoing: return .text("长期坚持")
        case .unstated: return .marked("未写明", .grey)
        case .recurring(let recurrence): return .optional(recurrence.end)
        case .by, .window: return .empty
        }
    }
}
