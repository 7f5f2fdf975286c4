/// What a county has set out to do (创建方案), as its document says it: tasks, units, phases, and the standard it works towards.
///
/// Ledgers keep earlier versions of a plan in its coded form: a property that is added later has to be optional, and none may
/// be renamed (`PlanVersionTests` reads an old one).
public struct Plan: Hashable, Sendable, Codable {
    /// `eshan`: how commands name the plan.
    public var code: String
    public var county: String
    public var title: String
    /// The document's number, 蒲政发〔2022〕11号.
    public var document: String?
    /// The day of issue. Fixes the year of 6月底前, and where recurring duties begin.
    public var issued: CalendarDay?
    public var standard: Standard?
    /// In the document's order.
    public var phases: [Phase]
    public var alertRule: AlertRule
    /// Units first, groups after them, each as listed.
    public var units: [OrgUnit]
    /// In the document's order.
    public var tasks: [PlanTask]

    /// A stretch of the plan (阶段).
    public struct Phase: Hashable, Sendable, Codable {
        public var name: String
        public var start: CalendarDay
        public var end: CalendarDay

        public init(name: String, start: CalendarDay, end: CalendarDay) {
            self.name = name
            self.start = start
            self.end = end
        }
    }

    public init(
        code: String, county: String, title: String, document: String? = nil, issued: CalendarDay? = nil,
        standard: Standard? = nil, phases: [Phase] = [], alertRule: AlertRule = AlertRule(), units: [OrgUnit] = [],
        tasks: [PlanTask] = []
    ) {
        self.code = code
        self.county = county
        self.title = title
        self.document = document
        self.issued = issued
        self.standard = standard
        self.phases = phases
        self.alertRule = alertRule
        self.units = units
        self.tasks = tasks
    }
}
