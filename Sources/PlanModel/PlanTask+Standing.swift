/// How a task stands at the end of a day: what every list, page, mail and count is made from.
public struct Standing: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// 未启动
        case notStarted
        /// 推进中
        case inProgress
        /// 待审核: reported done, not yet checked by the office. Not overdue while it waits.
        case pendingReview
        /// 已销号
        case signedOff
        /// 已取消
        case cancelled
        /// 长期坚持: goes on as long as the plan.
        case ongoing
    }

    public var state: State
    /// The deadline in force on the day, after every extension granted by then.
    public var deadline: Deadline
    /// Turns of a recurring duty that were missed and are still owed, the oldest first; empty for any other task.
    public var missed: [Occurrence] = []
    /// Whole days since the deadline (of the oldest missed turn); nil if the task is not overdue.
    public var daysOverdue: Int?
    /// The next day on which the task, or a turn of it, falls due, from the day asked about on.
    public var nextDue: CalendarDay?
    /// The turn of a recurring duty that `nextDue` belongs to.
    public var nextPeriod: String?
    /// Whole days from the day asked about to `nextDue`: 0 on the day itself.
    public var daysLeft: Int?

    public var isOverdue: Bool { daysOverdue != nil }
    /// Nothing more is expected of anyone: 已销号, 已取消.
    public var isClosed: Bool { state == .signedOff || state == .cancelled }

    /// The day that was missed or, if none was, the day that comes next.
    public var dueDay: CalendarDay? { missed.first?.due ?? deadline.due ?? nextDue }
}

extension PlanTask {
    /// How the task stands at the end of a day.
    ///
    /// **The one definition of "overdue"**: a deadline that has passed, on a task (or a turn of a recurring duty) that no
    /// one has reported done. On the day of the deadline itself a task is still in time; 6月30日前 is late from 1 July.
    /// Waiting for review is not overdue, returned (退回) is overdue again from the deadline; ongoing and unstated
    /// deadlines never are. Events after the day are not seen.
    public func standing(on day: CalendarDay) -> Standing {
        let events = eventsInForce(on: day)
        let deadline = deadline(after: events)
        if case .recurring(let recurrence) = deadline {
            return standing(on: day, recurrence, events)
        }
        var standing = Standing(state: state(after: events, unless: deadline == .ongoing), deadline: deadline)
        guard standing.state.isOpen, let due = deadline.due else { return standing }
        if due < day {
            standing.daysOverdue = due.distance(to: day)
        } else {
            standing.nextDue = due
            standing.daysLeft = day.distance(to: due)
        }
        return standing
    }

    /// What counts on a day: recorded to take effect by then, and not undone by then.
    private func eventsInForce(on day: CalendarDay) -> [TaskEvent] {
        guard !events.isEmpty else { return [] }
        let seen = events.filter { $0.day <= day }
        var undone: Set<Int> = []
        // An undoing can be undone itself, so the latest speaks first.
        for event in seen.sorted(by: { $0.id > $1.id }) {
            if case .reversed(let target) = event.kind, !undone.contains(event.id) { undone.insert(target) }
        }
        return seen.filter { !undone.contains($0.id) }
    }

    private func deadline(after events: [TaskEvent]) -> Deadline {
        events.reduce(deadline) { deadline, event in
            if case .extensionApproved(let day, _) = event.kind { deadline.moved(to: day) } else { deadline }
        }
    }

    private func state(after events: [TaskEvent], unless isOngoing: Bool = false) -> Standing.State {
        let open = isOngoing ? Standing.State.ongoing : .inProgress
        var state = isOngoing ? Standing.State.ongoing : .notStarted
        let leads = units(.lead)
        let reporters = leads.isEmpty ? units(.responsible) : leads
        var reported: Set<String> = []
        for event in events {
            let isClosed = state == .signedOff || state == .cancelled
            switch event.kind {
            // Closed is closed: only a return or a 回头看 opens a task again.
            case .reportedDone where isClosed || state == .pendingReview: break
            case .progress: if state == .notStarted { state = open }
            case .reportedDone:
                if let unit = event.unit { reported.insert(unit) }
                // A joint task is done when every lead has reported (where no lead is named, every responsible unit); a
                // report in no unit's name speaks for all.
                let isMissing = event.unit != nil && reporters.contains { !reported.contains($0) }
                state = isMissing ? open : .pendingReview
            case .returned, .reopened:
                state = open
                reported = []
            case .signedOff: state = .signedOff
            case .cancelled: state = .cancelled
            case .extensionRequested, .extensionApproved, .extensionRefused, .supervised, .reversed: break
            }
        }
        return state
    }

    private func standing(on day: CalendarDay, _ recurrence: Recurrence, _ events: [TaskEvent]) -> Standing {
        // A report says which turn it is about; one that does not reports nothing.
        let whole = state(after: events.filter { $0.period == nil && $0.kind != .reportedDone })
        var standing = Standing(state: whole, deadline: .recurring(recurrence))
        guard whole != .cancelled, whole != .signedOff else { return standing }

        let turns = Dictionary(grouping: events.filter { $0.period != nil }) { $0.period ?? "" }
        func stateOfTurn(_ turn: Occurrence) -> Standing.State { state(after: turns[turn.period, default: []]) }

        let begun = recurrence.occurrences(through: day)
        standing.missed = begun.filter { $0.due < day && stateOfTurn($0).isOpen }
        standing.daysOverdue = standing.missed.first?.due.distance(to: day)
        var next = recurrence.occurrence(dueOnOrAfter: day)
        while let turn = next, !stateOfTurn(turn).isOpen {
            next = recurrence.occurrence(dueOnOrAfter: turn.due.advanced(by: 1))
        }
        standing.nextDue = next?.due
        standing.nextPeriod = next?.period
        standing.daysLeft = (next?.due).map(day.distance(to:))

        if next == nil, standing.missed.isEmpty, !begun.isEmpty {
            // Every turn there will ever be has been reported.
            let isChecked = begun.allSatisfy { stateOfTurn($0) == .signedOff || stateOfTurn($0) == .cancelled }
            standing.state = isChecked ? .signedOff : .pendingReview
        } else if whole == .notStarted, !turns.isEmpty {
            standing.state = .inProgress
        }
        return standing
    }
}

extension Standing.State {
    /// Someone still has to do something by the deadline.
    fileprivate var isOpen: Bool {
        switch self {
        case .notStarted, .inProgress: true
        case .pendingReview, .signedOff, .cancelled, .ongoing: false
        }
    }
}
