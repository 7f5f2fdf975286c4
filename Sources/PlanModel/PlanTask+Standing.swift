extension PlanTask {
    /// How the task stands at the end of a day: the one definition of "overdue", see `Standing`. The plan's units say who
    /// reports where every member of a group does so for itself.
    public func standing(on day: CalendarDay, in units: UnitDirectory) -> Standing {
        Standing(deadline, after: events, on: day) { reporters(in: units) }
    }

    /// How one unit's share stands, where each of several has to report for itself: its own reports, and what was decided
    /// for all.
    public func standing(of unit: String, on day: CalendarDay) -> Standing {
        Standing(deadline, after: events.filter { $0.concerns(unit) }, on: day) { [unit] }
    }

    /// Everyone who has to report before the task is done.
    ///
    /// A joint task waits for every lead; where no lead is named, for every responsible unit. Where each member of a group
    /// reports for itself, the members are waited for as well; a unit that leads and is also a member counts once. A group
    /// whose members are not known reports as a whole.
    public func reporters(in directory: UnitDirectory) -> [String] {
        let leads = units(.lead)
        guard eachMemberReports else { return leads.isEmpty ? units(.responsible) : leads }
        var found: [String] = []
        for assignment in assignments where assignment.role != .supporting {
            if let unit = directory[assignment.unit], unit.isGroup {
                found += directory.members(of: unit).map(\.name)
            } else if assignment.role == .lead || leads.isEmpty {
                found.append(assignment.unit)
            }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    /// Who has reported and who is missing, on a day; nil if there is only one who has to. For a recurring duty of the turn
    /// that is owed longest or, if none is, comes next.
    public func reports(on day: CalendarDay, in units: UnitDirectory) -> Reports? {
        let expected = reporters(in: units)
        guard expected.count > 1 else { return nil }
        let events = events.inForce(on: day)
        let course: Course
        if case .recurring(let recurrence) = deadline {
            let standing = standing(on: day, in: units)
            let turn = standing.missed.first ?? recurrence.occurrence(dueOnOrAfter: day)
            guard let turn else { return nil }
            course = Turns(recurrence, events) { expected }.course(of: turn)
        } else {
            course = Course(events.outsideTurns, isOngoing: deadline == .ongoing) { expected }
        }
        // Signed off without a report of each: nobody is missing any more.
        return Reports(expected: expected, missing: course.isClosed ? [] : course.missing)
    }

    /// Turns of a recurring duty that have begun by a day, the latest first; empty for any other task.
    public func turns(on day: CalendarDay, in units: UnitDirectory) -> [TurnStanding] {
        guard case .recurring(let recurrence) = deadline else { return [] }
        let turns = Turns(recurrence, events.inForce(on: day)) { reporters(in: units) }
        return recurrence.occurrences(through: day).reversed().map { turn in
            let course = turns.course(of: turn)
            let state = turns.whole.isClosed && course.state.isOpen ? turns.whole.state : course.state
            return TurnStanding(
                turn: turn, state: state,
                daysOverdue: state.isOpen && turn.due < day ? turn.due.distance(to: day) : nil,
                finishedOn: course.finishedOn, missing: state.isOpen ? course.missing : [])
        }
    }

    /// The later deadline that had been asked for by a day and was not decided on, as it is known now: what an approval of
    /// that day is about.
    public func requestedDeadline(by day: CalendarDay) -> CalendarDay? {
        let history = events.inForce(on: .latest).filter { $0.day <= day && $0.period == nil }
        guard case .extensionRequested(let asked, _)? = Course(history, reporters: { [] }).request?.kind else {
            return nil
        }
        return asked
    }

    /// The last thing that happened by a day and was not undone; nil if nothing did.
    public func lastEvent(on day: CalendarDay) -> TaskEvent? { events.inForce(on: day).last }
}

/// Who of several has reported: 16/18已报.
public struct Reports: Hashable, Sendable {
    /// Leads first, then members, as the plan lists them.
    public var expected: [String]
    public var missing: [String]

    public var reported: Int { expected.count - missing.count }
    /// Rounded down: 100 only when nobody is missing.
    public var percent: Int { reported * 100 / max(1, expected.count) }

    public func hasReported(_ unit: String) -> Bool { expected.contains(unit) && !missing.contains(unit) }
}

/// How one turn of a recurring duty stands on a day.
public struct TurnStanding: Hashable, Sendable {
    public var turn: Occurrence
    public var state: Standing.State
    public var daysOverdue: Int?
    public var finishedOn: CalendarDay?
    /// Who still has to report; empty once nobody has to.
    public var missing: [String]
}

extension TaskEvent {
    /// Whether it says something about a unit's own share: what another unit reported does not.
    fileprivate func concerns(_ name: String) -> Bool {
        switch kind {
        case .progress, .reportedDone, .returned: unit == nil || unit == name
        default: true
        }
    }
}
