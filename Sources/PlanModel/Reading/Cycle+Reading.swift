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
