/// What events have made of a task, or of one turn of a recurring duty, step by step (办理经过).
struct Course {
    private(set) var state: Standing.State
    /// Whose report stands, in the order in which they came.
    private(set) var reported: [String] = []
    /// A report in no unit's name stands: it speaks for all.
    private(set) var isReportedForAll = false
    /// The day on which the last one who had to report did so; nil again when the report is returned.
    private(set) var finishedOn: CalendarDay?
    /// What was last reported, from 0 to 100.
    private(set) var percent: Int?
    /// A problem that was put right has been looked at.
    private(set) var isVerified = false
    /// Asked for, and neither approved nor refused.
    private(set) var request: TaskEvent?
    private(set) var extensions = 0
    private var lastReportOn: CalendarDay?
    private let open: Standing.State
    private let reporters: () -> [String]

    /// - Parameters:
    ///   - events: what counts, in the order of the days.
    ///   - isOngoing: 长期坚持: never begun and never late.
    ///   - reporters: everyone who has to report before it is done.
    init(_ events: some Sequence<TaskEvent>, isOngoing: Bool = false, reporters: @escaping () -> [String]) {
        self.reporters = reporters
        open = isOngoing ? .ongoing : .inProgress
        state = isOngoing ? .ongoing : .notStarted
        for event in events { add(event) }
    }

    var isClosed: Bool { state == .signedOff || state == .cancelled }

    /// Who still has to report.
    var missing: [String] { isReportedForAll ? [] : reporters().filter { !reported.contains($0) } }

    mutating func add(_ event: TaskEvent) {
        switch event.kind {
        case .progress(let percent):
            self.percent = percent ?? self.percent
            if state == .notStarted { state = open }
        case .reportedDone:
            // Closed is closed: only a return or a 回头看 opens a task again.
            guard !isClosed, state != .pendingReview else { return }
            lastReportOn = event.day
            if let unit = event.unit { reported.append(unit) } else { isReportedForAll = true }
            // A joint task is done when every lead has reported.
            guard missing.isEmpty else {
                state = open
                return
            }
            state = .pendingReview
            finishedOn = event.day
        case .verified: isVerified = true
        case .signedOff:
            state = .signedOff
            // Whoever has to report by the plan of today: it was finished when it was last reported.
            finishedOn = finishedOn ?? lastReportOn ?? event.day
            request = nil
        case .returned:
            if let unit = event.unit {
                if isReportedForAll { reported = reporters() }
                reported.removeAll { $0 == unit }
            } else {
                reported = []
            }
            reopen()
        case .reopened:
            reported = []
            reopen()
        case .cancelled:
            state = .cancelled
            request = nil
        case .extensionRequested: request = event
        case .extensionApproved:
            request = nil
            extensions += 1
        case .extensionRefused: request = nil
        case .supervised, .reversed, .found: break
        }
    }

    private mutating func reopen() {
        state = open
        isReportedForAll = false
        finishedOn = nil
        lastReportOn = nil
        isVerified = false
    }
}
