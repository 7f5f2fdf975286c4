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
    /// What was last reported, from 0 to 100; 100 once the report of completion stands; nil if nobody named a number. Nil for
    /// a recurring duty, which has turns instead.
    public var percent: Int?
    /// The day of the report of completion that stands; nil if there is none.
    public var finishedOn: CalendarDay?
    /// The later deadline that somebody has asked for and nobody has decided on.
    public var requestedDeadline: CalendarDay?
    /// How often the deadline has been put off.
    public var extensions = 0
    /// Of a problem: it was put right, and somebody has seen that it was.
    public var isVerified = false

    public var isOverdue: Bool { daysOverdue != nil }
    /// Nothing more is expected of anyone: 已销号, 已取消.
    public var isClosed: Bool { state == .signedOff || state == .cancelled }

    /// The day that was missed or, if none was, the day that comes next.
    public var dueDay: CalendarDay? { missed.first?.due ?? deadline.due ?? nextDue }
    /// The turn of a recurring duty that `dueDay` belongs to.
    public var duePeriod: String? { missed.first?.period ?? nextPeriod }
}

extension Standing {
    /// How a task or a problem stands at the end of a day.
    ///
    /// **The one definition of "overdue"**: a deadline that has passed, on a task (or a turn of a recurring duty) that no
    /// one has reported done. On the day of the deadline itself a task is still in time; 6月30日前 is late from 1 July.
    /// Waiting for review is not overdue, returned (退回) is overdue again from the deadline; ongoing and unstated
    /// deadlines never are. Events after the day are not seen. `reporters` is everyone who has to report before it is done.
    init(
        _ deadline: Deadline, after events: [TaskEvent], on day: CalendarDay, reporters: @escaping () -> [String]
    ) {
        var events = events.inForce(on: day)
        if case .recurring(let recurrence) = deadline {
            self.init(recurrence, after: events, on: day, reporters: reporters)
            return
        }
        events = events.outsideTurns
        guard !events.isEmpty else {
            self.init(state: deadline == .ongoing ? .ongoing : .notStarted, deadline: deadline)
            judge(on: day)
            return
        }
        let course = Course(events, isOngoing: deadline == .ongoing, reporters: reporters)
        self.init(state: course.state, deadline: deadline.moved(by: events))
        percent = course.finishedOn == nil ? course.percent : 100
        finishedOn = course.finishedOn
        if case .extensionRequested(let day, _)? = course.request?.kind { requestedDeadline = day }
        extensions = course.extensions
        isVerified = course.isVerified
        judge(on: day)
    }

    private mutating func judge(on day: CalendarDay) {
        guard state.isOpen, let due = deadline.due else { return }
        if due < day {
            daysOverdue = due.distance(to: day)
        } else {
            nextDue = due
            daysLeft = day.distance(to: due)
        }
    }

    private init(
        _ recurrence: Recurrence, after events: [TaskEvent], on day: CalendarDay,
        reporters: @escaping () -> [String]
    ) {
        let turns = Turns(recurrence, events, reporters: reporters)
        self.init(state: turns.whole.state, deadline: .recurring(recurrence))
        guard !turns.whole.isClosed else { return }

        let begun = recurrence.occurrences(through: day)
        missed = begun.filter { $0.due < day && turns.state(of: $0).isOpen }
        daysOverdue = missed.first?.due.distance(to: day)
        var next = recurrence.occurrence(dueOnOrAfter: day)
        while let turn = next, !turns.state(of: turn).isOpen {
            next = recurrence.occurrence(dueOnOrAfter: turn.due.advanced(by: 1))
        }
        nextDue = next?.due
        nextPeriod = next?.period
        daysLeft = (next?.due).map(day.distance(to:))

        if next == nil, missed.isEmpty, !begun.isEmpty {
            // Every turn there will ever be has been reported, or was cancelled.
            let states = begun.map(turns.state(of:))
            let isChecked = states.allSatisfy(\.isClosed)
            state = !isChecked ? .pendingReview : states.contains(.signedOff) ? .signedOff : .cancelled
        } else if state == .notStarted, !turns.isEmpty {
            state = .inProgress
        }
    }
}

/// The turns of a recurring duty with what happened in each.
struct Turns {
    /// What is said of the duty as a whole: cancelled, opened again.
    let whole: Course
    private let events: [String: [TaskEvent]]
    private let reporters: () -> [String]

    /// `events` are those that count, in the order of the days.
    init(_ recurrence: Recurrence, _ events: [TaskEvent], reporters: @escaping () -> [String]) {
        whole = Course(events.aboutWholeDuty, reporters: reporters)
        self.events = Dictionary(grouping: events.lazy.filter { $0.period != nil }) { $0.period ?? "" }
        self.reporters = reporters
    }

    var isEmpty: Bool { events.isEmpty }

    func course(of turn: Occurrence) -> Course {
        Course(events[turn.period, default: []], reporters: reporters)
    }

    func state(of turn: Occurrence) -> Standing.State {
        guard !events.isEmpty, let events = events[turn.period] else { return .notStarted }
        return Course(events, reporters: reporters).state
    }
}

extension TaskEvent.Kind {
    fileprivate var isAboutOneTurn: Bool {
        switch self {
        case .reportedDone, .verified, .signedOff, .returned: true
        default: false
        }
    }
}

extension [TaskEvent] {
    /// Those about a recurring duty as a whole. A report, its review and its sign-off say which turn they are about; one that
    /// does not is from a time when the plan had the task come only once: it closes no duty.
    var aboutWholeDuty: [TaskEvent] { filter { $0.period == nil && !$0.kind.isAboutOneTurn } }

    /// Those about a task as a whole: what is said of a turn never judges a task that comes once.
    var outsideTurns: [TaskEvent] { contains { $0.period != nil } ? filter { $0.period == nil } : self }
}

extension Standing.State {
    /// Someone still has to do something by the deadline.
    var isOpen: Bool {
        switch self {
        case .notStarted, .inProgress: true
        case .pendingReview, .signedOff, .cancelled, .ongoing: false
        }
    }

    /// Nothing more is expected of anyone.
    public var isClosed: Bool { self == .signedOff || self == .cancelled }
}

extension Deadline {
    /// The deadline after the extensions among some events.
    func moved(by events: [TaskEvent]) -> Deadline {
        events.reduce(self) { deadline, event in
            if case .extensionApproved(let day, _) = event.kind { deadline.moved(to: day) } else { deadline }
        }
    }
}
