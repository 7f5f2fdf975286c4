import PlanModel

/// What somebody wants to record about a task or a problem.
public struct Entry: Sendable {
    public enum Subject: Hashable, Sendable {
        /// By its code.
        case task(String)
        /// By its number.
        case problem(Int)
        /// The task or problem that an event is about, by the event's id.
        case event(Int)
        /// The task or problem of the event that was recorded last.
        case lastEvent
    }

    public var subject: Subject
    public var kind: TaskEvent.Kind
    /// On which it took effect.
    public var day: CalendarDay
    public var period: PeriodChoice
    /// By any name that the units file has for it.
    public var unit: String?
    public var note: String
    public var evidence: [TaskEvent.Evidence]
    /// An approval names no day of its own: it grants what was asked for.
    public var grantsWhatWasAsked = false

    public init(
        _ subject: Subject, _ kind: TaskEvent.Kind, on day: CalendarDay, period: PeriodChoice = .current,
        unit: String? = nil, note: String = "", evidence: [TaskEvent.Evidence] = []
    ) {
        self.subject = subject
        self.kind = kind.withoutControls
        self.day = day
        self.period = period
        self.unit = unit
        self.note = note.withoutControls
        self.evidence = evidence
    }
}

extension TaskEvent.Kind {
    fileprivate var withoutControls: Self {
        switch self {
        case .extensionApproved(let day, let document): .extensionApproved(to: day, document: document.withoutControls)
        case .supervised(let level, let number): .supervised(level, number: number.withoutControls)
        default: self
        }
    }
}

/// A problem that somebody has found and wants to record.
public struct ProblemDraft: Sendable {
    public var title: String
    public var source: Problem.Source
    public var place: String?
    public var indicator: String?
    public var leads: [String]
    public var due: CalendarDay?
    public var task: String?
    public var measures: String?

    public init(
        _ title: String, source: Problem.Source, place: String? = nil, indicator: String? = nil, leads: [String] = [],
        due: CalendarDay? = nil, task: String? = nil, measures: String? = nil
    ) {
        self.title = title.withoutControls
        self.source = source
        self.place = place?.withoutControls
        self.indicator = indicator
        self.leads = leads
        self.due = due
        self.task = task
        self.measures = measures?.withoutControls
    }
}

/// What was recorded, with the task or problem before and after.
public struct Recorded: Sendable {
    /// One, or one for each turn of a recurring duty.
    public var events: [TaskEvent]
    /// The plan with nothing in it but the task or the problem.
    public var before: Ledger
    public var after: Ledger
}

/// Who records, when: what every write is marked with.
public struct Recording: Sendable {
    public var actor: String
    /// In UTC: `2024-07-08T02:11:45Z`.
    public var time: String
    public var today: CalendarDay
    /// Only look whether it may be recorded, and write nothing.
    public var isDryRun: Bool
    /// What the commands in a remedy have to name as well: ` --plan eshan`.
    public var commandSuffix: String

    public init(
        by actor: String, at time: String, today: CalendarDay, isDryRun: Bool = false, commandSuffix: String = ""
    ) {
        self.actor = actor.withoutControls
        self.time = time
        self.today = today
        self.isDryRun = isDryRun
        self.commandSuffix = commandSuffix
    }
}
