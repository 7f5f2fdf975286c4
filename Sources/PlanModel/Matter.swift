/// What the rules of recording look at, a task and a problem alike (督办事项).
struct Matter {
    /// 任务4（…）, 问题3（…）: as a refusal names it.
    let name: String
    let isProblem: Bool
    /// 4, problem 3: what follows `duban done`.
    let code: String
    let deadline: Deadline
    let events: [TaskEvent]
    /// Everyone who has to report before it is done.
    let reporters: [String]
    /// Every unit and group with a part in it.
    let parties: [String]
    let eachMemberReports: Bool
    /// What the commands in a remedy have to name as well: the plan, the turn.
    var suffix = ""

    init(_ task: PlanTask, in units: UnitDirectory) {
        name = "任务\(task.code)（\(task.title)）"
        isProblem = false
        code = task.code
        deadline = task.deadline
        events = task.events
        reporters = task.reporters(in: units)
        parties = task.assignments.map(\.unit)
        eachMemberReports = task.eachMemberReports
    }

    init(_ problem: Problem) {
        name = "问题\(problem.number)（\(problem.title)）"
        isProblem = true
        code = "\(problem.number)"
        deadline = problem.deadline
        events = problem.events
        reporters = problem.leads
        parties = problem.leads + [problem.place].compactMap { $0 }
        eachMemberReports = false
    }
}

extension Matter {
    /// What events have made of it, or of the turn that an event is about.
    func course(_ events: [TaskEvent], period: String?) -> Course {
        let scope = isRecurring && period == nil ? events.aboutWholeDuty : events.filter { $0.period == period }
        return Course(scope, isOngoing: deadline == .ongoing) { reporters }
    }

    var isRecurring: Bool { if case .recurring = deadline { true } else { false } }

    /// The commands that a refusal points to.
    var reportCommand: String { (isProblem ? "duban problem rectify \(code)" : "duban done \(code)") + suffix }
    var reopenCommand: String { "duban \(isProblem ? "problem " : "")reopen \(code) --reason 原因\(suffix)" }
    var returnCommand: String {
        (isProblem ? "duban problem return \(code) 意见" : "duban review \(code) --return 意见") + suffix
    }
    var acceptCommand: String { (isProblem ? "duban problem close \(code)" : "duban review \(code) --accept") + suffix }
    var verifyCommand: String { "duban problem verify \(code)\(suffix)" }
    /// 报完成, 报整改完成
    var reportWords: String { isProblem ? "报整改完成" : "报完成" }
}
