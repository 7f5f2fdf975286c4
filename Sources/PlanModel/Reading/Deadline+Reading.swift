extension Deadline {
    /// The deadline that words from a document set. A recurring duty needs a day to begin on: the start that the words
    /// name, else the plan's day of issue; nil if there is neither.
    public init?(_ reading: DeadlineReading, issued: CalendarDay?) {
        if let cycle = reading.cycle {
            guard let start = reading.start ?? issued else { return nil }
            self = .recurring(Recurrence(cycle, from: start, through: reading.due))
        } else if let due = reading.due {
            self = reading.start.map { .window(start: $0, due: due) } ?? .by(due)
        } else {
            self = reading.isOpenEnded ? .ongoing : .unstated
        }
    }
}

extension Recurrence.Cycle {
    /// Reads a rule alone, as `repeat:` has it in a plan file: 每月末, 两周一次. Nil if it is none.
    public init?(_ words: String) {
        guard words.count <= DeadlineReading.longest,
            let found = CycleWording.find(OfficialText.withArabicDates(OfficialText.folded(words))),
            // A plan file says the stretch in `deadline`, `start` and `due`; what is unclear is no rule.
            let reading = try? DeadlineWording.recurring(found, DayContext()),
            reading.start == nil, reading.due == nil, reading.doubt == nil
        else { return nil }
        self = found.cycle
    }
}
