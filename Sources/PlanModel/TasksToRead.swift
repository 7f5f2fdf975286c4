/// Which tasks a report needs. Reading fewer saves time; it never decides what is overdue: a reader may always give more.
public enum TasksToRead: Hashable, Sendable {
    case all
    /// All, and beside the plan those that were once in it and have records.
    case allEver
    /// Those that could be overdue on a day, and those that have no day at all, which reports mention beside them; without
    /// the longer texts that a list of deadlines does not print: measures, source, the deadline's own words.
    case maybeOverdue(on: CalendarDay)
    /// Those with such a code.
    case only([String])
}
