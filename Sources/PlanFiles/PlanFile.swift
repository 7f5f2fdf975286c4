import PlanModel

/// `plan.yaml` as it is spelt, before anyone has checked it against the units and the standard.
struct PlanFile {
    struct Task {
        var line: Int
        var code: String
        var title: String
        var measures: String?
        var phase: Located<String>?
        /// The deadline in the document's own words.
        var deadline: Located<String>?
        var start: Located<CalendarDay>?
        var due: Located<CalendarDay>?
        var cycle: Located<String>?
        var units: [Assignment.Role: [Located<String>]]
        var eachMemberReports: Bool
        var fixes: [Located<PlanTask.Fix>]
        var source: String?
    }

    var path: String
    var code: Located<String>
    var county: String
    var title: String
    var document: String?
    var issued: CalendarDay?
    var standard: Located<String>?
    var alertRule: Located<AlertRule>
    var phases: [Located<Plan.Phase>]
    var tasks: [Task]
}
