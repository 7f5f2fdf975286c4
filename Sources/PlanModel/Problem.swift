/// A shortcoming that an inspection found (问题清单): to be put right (整改), looked at again (核查) and struck off (销号).
public struct Problem: Hashable, Sendable {
    /// By what it was found.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        case selfCheck
        case inspection
        case mockEvaluation

        public var inChinese: String {
            switch self {
            case .selfCheck: "自查"
            case .inspection: "督查"
            case .mockEvaluation: "模拟评估"
            }
        }
    }

    /// 1, 2, 3 …, within the plan. Programs and `log` write `P1`, so that it is not taken for a task.
    public var number: Int
    public var title: String
    public var source: Source
    /// The school or unit where it was found.
    public var place: String?
    /// The indicator that it falls short of: `1.4`.
    public var indicator: String?
    /// Who answers for putting it right, by `OrgUnit.name`.
    public var leads: [String]
    public var deadline: Deadline
    /// The code of the task that it belongs to.
    public var task: String?
    /// 整改措施
    public var measures: String?
    /// What has happened, in the order of the days; the first says when it was found.
    public var events: [TaskEvent]

    public init(
        number: Int, title: String, source: Source, place: String? = nil, indicator: String? = nil,
        leads: [String] = [], deadline: Deadline = .unstated, task: String? = nil, measures: String? = nil,
        events: [TaskEvent] = []
    ) {
        self.number = number
        self.title = title
        self.source = source
        self.place = place
        self.indicator = indicator
        self.leads = leads
        self.deadline = deadline
        self.task = task
        self.measures = measures
        self.events = events
    }

    public var code: String { "P\(number)" }

    public var foundOn: CalendarDay? { events.first { $0.kind == .found }?.day }
}

extension Problem {
    /// How the problem stands at the end of a day; nil if it had not been found by then, or its record was undone.
    ///
    /// Put right is 待审核: it waits to be looked at and struck off, and is not overdue while it waits.
    public func standing(on day: CalendarDay) -> Standing? {
        guard events.inForce(on: day).contains(where: { $0.kind == .found }) else { return nil }
        return Standing(deadline, after: events, on: day) { leads }
    }

    public func lastEvent(on day: CalendarDay) -> TaskEvent? { events.inForce(on: day).last }
}
