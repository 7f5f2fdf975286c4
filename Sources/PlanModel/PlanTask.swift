/// One task of a plan (任务). Not called `Task`, which is Swift's own.
public struct PlanTask: Hashable, Sendable, Codable {
    /// The number that the document gives, such as `6` or `5.3.2`. Unique in a plan.
    public var code: String
    public var title: String
    /// 工作措施, in short.
    public var measures: String?
    /// The name of the phase (阶段) that the task belongs to.
    public var phase: String?
    /// The deadline as this version of the plan has it. What is in force on a day is `standing(on:in:).deadline`.
    public var deadline: Deadline
    /// The deadline as the plan was first issued, if a later version of it says otherwise: a plan file that is edited is no
    /// extension, and the original stays. Nil if it says the same.
    public var firstDeadline: Deadline?
    /// The deadline in the document's own words.
    public var deadlineText: String?
    /// Leads first, then responsible, then supporting units, each as printed.
    public var assignments: [Assignment]
    /// Every member of a responsible group reports for itself.
    public var eachMemberReports: Bool
    /// What the task is meant to put right: 对应整改指标.
    public var fixes: [Fix]
    /// Where in the document the task stands.
    public var source: String?
    /// What has happened since the plan was issued, in the order of the days. Only ever appended to.
    public var events: [TaskEvent] = []

    /// Events are no part of the plan.
    private enum CodingKeys: CodingKey {
        case code, title, measures, phase, deadline, deadlineText, assignments, eachMemberReports, fixes, source
    }

    /// An indicator that a task is meant to bring up to standard.
    public struct Fix: Hashable, Sendable, Codable {
        /// The indicator's code: `1.4`.
        public var indicator: String
        /// Where, or how much of it: 双江小学、双江中学.
        public var target: String?

        public init(_ indicator: String, target: String? = nil) {
            self.indicator = indicator
            self.target = target
        }
    }

    public init(
        code: String, title: String, measures: String? = nil, phase: String? = nil, deadline: Deadline,
        deadlineText: String? = nil, assignments: [Assignment], eachMemberReports: Bool = false, fixes: [Fix] = [],
        source: String? = nil, events: [TaskEvent] = []
    ) {
        self.code = code
        self.title = title
        self.measures = measures
        self.phase = phase
        self.deadline = deadline
        self.deadlineText = deadlineText
        self.assignments = assignments
        self.eachMemberReports = eachMemberReports
        self.fixes = fixes
        self.source = source
        self.events = events
    }

    /// The day of the deadline as first issued: 原定时限. Nil for a task that has not one day.
    public var originalDue: CalendarDay? { (firstDeadline ?? deadline).due }

    /// The units in one role, as printed. Several leads are normal; no lead at all is an issue of the plan, never a guess.
    public func units(_ role: Assignment.Role) -> [String] {
        var units: [String] = []
        for assignment in assignments where assignment.role == role { units.append(assignment.unit) }
        return units
    }
}
