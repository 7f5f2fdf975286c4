/// A name that the ledger does not know. A slip of the keyboard must never read as "nothing overdue".
public struct UnknownName: Error, Hashable, CustomStringConvertible {
    /// What was asked for: 单位, 指标, 阶段.
    public var what: String
    public var name: String
    /// The names that it may have meant, or all that there are.
    public var known: [String]
    /// They are like the one asked for; else they are all that there are.
    public var isNear: Bool

    public init(_ what: String, _ name: String, known: [String]) {
        self.what = what
        self.name = name
        let nearest = NearestName.among(known, to: name)
        self.known = nearest.isEmpty ? known : nearest
        isNear = !nearest.isEmpty
    }

    public var description: String {
        guard !known.isEmpty else { return "没有\(what)“\(name)”\n    → 本方案没有登记任何\(what)" }
        guard !isNear else { return "没有\(what)“\(name)”\n    → 是不是：\(known.joined(separator: "、"))" }
        let most = 20
        let more = known.count > most ? "……共\(known.count)个" : ""
        return "没有\(what)“\(name)”\n    → 现有的\(what)：\(known.prefix(most).joined(separator: "、"))\(more)"
    }
}

extension Ledger {
    /// The unit that a person at the keyboard means: its name, an alias, a group or a short code.
    public func unit(named name: String) throws(UnknownName) -> OrgUnit {
        guard let unit = directory[name] else {
            let nearest = directory.nearest(to: name)
            var unknown = UnknownName("单位", name, known: nearest.isEmpty ? directory.units.map(\.name) : nearest)
            unknown.isNear = !nearest.isEmpty
            throw unknown
        }
        return unit
    }

    /// Only the tasks in which any of the units has a part, itself or through a group that contains it.
    public func limited(toUnitsNamed names: [String]) throws(UnknownName) -> Ledger {
        var parties: Set<String> = []
        var chosen: [String] = []
        for name in names {
            let unit = try unit(named: name)
            chosen.append(unit.name)
            parties.formUnion(directory.partiesSpeakingFor(unit).map(\.name))
        }
        return limited(
            "单位：\(chosen.joined(separator: "、"))",
            to: { task in task.assignments.contains { parties.contains($0.unit) } },
            and: { problem in (problem.leads + [problem.place].compactMap { $0 }).contains { parties.contains($0) } })
    }

    /// Only the tasks that are meant to fix an indicator.
    public func limited(toIndicator code: String) throws(UnknownName) -> Ledger {
        let known = plan.standard?.indicators.map(\.code) ?? []
        guard known.contains(code) else { throw UnknownName("指标", code, known: known) }
        return limited(
            "指标：\(code)", to: { task in task.fixes.contains { $0.indicator == code } }, and: { $0.indicator == code })
    }

    /// Only the tasks of a phase.
    public func limited(toPhase name: String) throws(UnknownName) -> Ledger {
        guard plan.phases.contains(where: { $0.name == name }) else {
            throw UnknownName("阶段", name, known: plan.phases.map(\.name))
        }
        // A problem has no phase but that of its task.
        let codes = Set(tasks.filter { $0.phase == name }.map(\.code))
        return limited("阶段：\(name)", to: { codes.contains($0.code) }, and: { $0.task.map(codes.contains) ?? false })
    }

    private func limited(
        _ words: String, to isWanted: (PlanTask) -> Bool, and isWantedProblem: (Problem) -> Bool
    ) -> Ledger {
        var ledger = self
        ledger.plan.tasks = tasks.filter(isWanted)
        ledger.formerTasks = formerTasks.filter(isWanted)
        ledger.problems = problems.filter(isWantedProblem)
        ledger.selection.append(words)
        return ledger
    }

    /// Every group taken apart into its members, where they are known. A unit that has a part of its own keeps the
    /// heavier one and counts once.
    public func expandingGroups() -> Ledger {
        var ledger = self
        ledger.plan.tasks = tasks.map { task in
            var task = task
            var seen: Set<String> = []
            task.assignments = task.assignments
                .flatMap { assignment -> [Assignment] in
                    guard let unit = directory[assignment.unit], unit.isGroup else { return [assignment] }
                    return directory.members(of: unit).map { Assignment(assignment.role, $0.name) }
                }
                .sortedByRole
                .filter { seen.insert($0.unit).inserted }
            return task
        }
        return ledger
    }
}

extension [Assignment] {
    /// Leads first, then responsible, then supporting units; within a role as they stood.
    public var sortedByRole: [Assignment] { Assignment.Role.allCases.flatMap { role in filter { $0.role == role } } }
}
