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
    /// Tasks with records that are not in the plan of that day: withdrawn, or added later. Only where they were asked for.
    public var formerTasks: [PlanTask]
    /// What was changed in tasks by applying an edited plan, by the task's code. Only where it was asked for.
    public var planChanges: [String: [PlanChange]] = [:]
    /// Only what had been recorded by the end of this day is in the ledger; nil if everything is.
    public let knownOn: CalendarDay?

    public init(
        _ plan: Plan, taskCount: Int? = nil, problems: [Problem] = [], formerTasks: [PlanTask] = [],
        knownOn: CalendarDay? = nil
    ) {
        self.plan = plan
        self.taskCount = taskCount ?? plan.tasks.count
        let directory = UnitDirectory(plan.units)
        // A place that is a unit goes by the unit's name of the day, whatever it was called when the problem was found.
        self.problems = problems.map { problem in
            var problem = problem
            problem.place = problem.place.map { directory[$0]?.name ?? $0 }
            return problem
        }
        self.formerTasks = formerTasks
        self.knownOn = knownOn
        selection = []
        self.directory = directory
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
