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

    public init(_ plan: Plan, taskCount: Int? = nil) {
        self.plan = plan
        self.taskCount = taskCount ?? plan.tasks.count
        selection = []
        directory = UnitDirectory(plan.units)
    }

    public var tasks: [PlanTask] { plan.tasks }
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
