/// Which turn of a recurring duty an event is about.
public enum PeriodChoice: Hashable, Sendable {
    /// Nobody said: the turn that the day lies in, or that waits.
    case current
    case named(String)
    /// Every turn that the event can be about: for a review those that wait, else those that are owed.
    case all
}

extension PlanTask {
    /// The turns that an event is about; `[nil]` for a task that comes once, or for a recurring duty as a whole.
    ///
    /// - Throws: `UnknownName` if the duty has no such turn, `Refusal` if it is not clear which is meant.
    public func periods(
        _ choice: PeriodChoice, for kind: TaskEvent.Kind, by unit: String? = nil, on day: CalendarDay,
        in units: UnitDirectory
    ) throws -> [String?] {
        guard case .recurring(let recurrence) = deadline else {
            guard case .named(let period) = choice else { return [nil] }
            throw Refusal("任务\(code)不是定期任务，没有“\(period)”这一期", remedy: "去掉 --period")
        }
        let begun = recurrence.occurrences(through: day)
        if case .named(let period) = choice {
            guard !begun.contains(where: { $0.period == period }) else { return [period] }
            let after = begun.last.map { $0.due.advanced(by: 1) } ?? recurrence.start
            if let next = recurrence.occurrence(dueOnOrAfter: after), next.period == period {
                throw Refusal("\(period)这一期到\(next.start.inChinese)才开始", remedy: "开始以后再登记")
            }
            throw UnknownName("期次", period, known: begun.suffix(3).map(\.period))
        }
        switch kind {
        case .reportedDone where choice == .all, .cancelled where choice == .all:
            let owed = begun.filter { isOwed($0, by: unit, on: day, in: units) }
            guard !owed.isEmpty else { throw Refusal("任务\(code)（\(title)）没有欠着的期次", remedy: "看各期：duban show \(code)") }
            return owed.map(\.period)
        case .reportedDone, .progress:
            guard let last = begun.last else {
                throw Refusal("任务\(code)从\(recurrence.start.inChinese)开始，还没有到第一期", remedy: "开始以后再登记")
            }
            return [last.period]
        case .signedOff, .returned: return try waiting(choice, kind, on: day, in: units)
        case .reopened where !isClosedAsAWhole(on: day):
            throw Refusal(
                "任务\(code)是定期任务，没有整个关闭", remedy: "重新打开其中一期，用 --period 写明，如 --period \(begun.last?.period ?? "2024-07")")
        // The duty as a whole.
        default: return [nil]
        }
    }

    /// A turn that has come to its day and on which the unit (or, with none named, anybody) still has to report.
    private func isOwed(_ turn: Occurrence, by unit: String?, on day: CalendarDay, in units: UnitDirectory) -> Bool {
        guard turn.due < day else { return false }
        let course = Course(events.inForce(on: day).filter { $0.period == turn.period }) { reporters(in: units) }
        return course.state.isOpen && unit.map { !course.reported.contains($0) } ?? true
    }

    private func isClosedAsAWhole(on day: CalendarDay) -> Bool {
        Course(events.inForce(on: day).aboutWholeDuty) { [] }.isClosed
    }

    private func waiting(
        _ choice: PeriodChoice, _ kind: TaskEvent.Kind, on day: CalendarDay, in units: UnitDirectory
    ) throws -> [String?] {
        let waiting = turns(on: day, in: units).filter { $0.state == .pendingReview }.map(\.turn.period)
        if waiting.isEmpty {
            throw Refusal("任务\(code)（\(title)）没有待审核的期次", remedy: "先登记完成：duban done \(code)；退回其中一期用 --period 写明")
        }
        guard waiting.count == 1 || choice == .all else {
            let names = waiting.prefix(6).joined(separator: "、") + (waiting.count > 6 ? "……" : "")
            throw Refusal("任务\(code)有\(waiting.count)期待审核：\(names)", remedy: "用 --period 写明哪一期，或 --period all 全部一起")
        }
        return waiting.reversed()
    }
}
