/// What the office keeps about one plan (台账): the plan with everything that has happened to its tasks.
///
/// A report is a function of a ledger and a day. A ledger may be a part of the whole: `selection` says which.
public struct Ledger: Sendable {
    public var plan: Plan
    /// How many tasks the plan has in all, whatever part of them this ledger holds.
    public var taskCount: Int
    /// What this ledger was narrowed to, in the words that a report's foot prints: 单位：县财政局. Empty if it is whole.
    public var selection: [String]
    public let directory: UnitDirectory
    /// What inspections have found, by number.
    public var problems: [Problem]
    /// Only what had been recorded by the end of this day is in the ledger; nil if everything is.
    public let knownOn: CalendarDay?

    public init(_ plan: Plan, taskCount: Int? = nil, problems: [Problem] = [], knownOn: CalendarDay? = nil) {
        self.plan = plan
        self.taskCount = taskCount ?? plan.tasks.count
        self.problems = problems
        self.knownOn = knownOn
        selection = []
        directory = UnitDirectory(plan.units)
    }

    public var tasks: [PlanTask] { plan.tasks }

    public func standing(of task: PlanTask, on day: CalendarDay) -> Standing { task.standing(on: day, in: directory) }

    /// The problems that had been found by a day, with how each stood.
    public func problems(on day: CalendarDay) -> [(problem: Problem, standing: Standing)] {
        problems.compactMap { problem in problem.standing(on: day).map { (problem, $0) } }
    }
}

extension Ledger {
    /// Every unit and group with a part in one of the tasks, in the order of the units file.
    public var unitsWithTasks: [OrgUnit] {
        var hasPart = [Bool](repeating: false, count: directory.units.count)
        for task in tasks {
            for assignment in task.assignments {
                if let position = directory.position(of: assignment.unit) { hasPart[position] = true }
            }
        }
        return directory.units.indices.filter { hasPart[$0] }.map { directory.units[$0] }
    }
}
