import PlanModel

/// 办理记录: everything that was recorded, in the order of the days; of one task or problem, as a story.
public struct LogReport: Report {
    public static let name = "log"
    public static let title = "办理记录"
    public static let abstract = "登记过的每一条记录；写编号时是一项任务的来龙去脉"

    public let head: ReportHead
    let rows: [Row]
    /// The task or problem whose story it is; nil for everything.
    let subject: Subject?
    let filterWords: [String]
    /// Of a single task: what edited plan files changed in it.
    let planChanges: [PlanChange]

    struct Row: Sendable {
        /// The task's code, or `P3`.
        var code: String
        var title: String
        var isProblem: Bool
        var event: TaskEvent
        /// The event that undid it by the day asked about.
        var undoneBy: Int?
        /// What it undid.
        var undoes: TaskEvent?
        /// 督查发现（双江小学）: of a problem's first event.
        var finding: String?
    }

    enum Subject: Sendable {
        case task(TaskOnDay)
        /// Not in the plan of that day.
        case former(PlanTask)
        /// Without a row if its record was undone.
        case problem(Problem, ProblemRow?)
    }

    /// Which events are wanted; everything that is nil or empty leaves them all.
    public struct Filter: Sendable {
        /// `TaskEvent.Kind.name`
        public var kinds: Set<String> = []
        public var actor: String?
        public var from: CalendarDay?
        public var through: CalendarDay?
        /// Only what was recorded on a later day than it took effect (补记).
        public var isLateOnly = false
        /// By `OrgUnit.name`: only what was reported in its name.
        public var unit: String?

        public init() {}

        func isMet(by event: TaskEvent) -> Bool {
            (kinds.isEmpty || kinds.contains(event.kind.name)) && (actor.map { event.actor == $0 } ?? true)
                && (from.map { event.day >= $0 } ?? true) && (through.map { event.day <= $0 } ?? true)
                && (!isLateOnly || event.isRecordedLate) && (unit.map { event.unit == $0 } ?? true)
        }

        var words: [String] {
            [
                unit.map { "单位\($0)" }, actor.map { "登记人\($0)" }, from.map { "从\($0)" }, through.map { "到\($0)" },
                isLateOnly ? "补记的" : nil,
                kinds.isEmpty
                    ? nil
                    : TaskEvent.Kind.all.filter { kinds.contains($0.name) }.map(\.inChinese).joined(separator: "、"),
            ].compactMap { $0 }
        }
    }

    /// Of one task, or of a problem (`P3`); without a code of the whole ledger.
    ///
    /// - Throws: `UnknownName` if there is no such task or problem, or if `filter.unit` is nobody's name.
    public init(_ ledger: Ledger, on day: CalendarDay, of code: String? = nil, _ filter: Filter = Filter())
        throws(UnknownName)
    {
        var filter = filter
        if let name = filter.unit { filter.unit = try ledger.unit(named: name).name }
        head = ReportHead(ledger, on: day)
        filterWords = filter.words
        subject = try code.map { code throws(UnknownName) in try Self.subject(code, ledger, on: day) }
        planChanges = (code.flatMap { ledger.planChanges[$0] } ?? []).filter { $0.day <= day }
        let tasks: [PlanTask]
        let problems: [Problem]
        switch subject {
        case .task(let onDay)?: (tasks, problems) = ([onDay.task], [])
        case .problem(let problem, _)?: (tasks, problems) = ([], [problem])
        case .former(let task)?: (tasks, problems) = ([task], [])
        case nil: (tasks, problems) = (ledger.tasks + ledger.formerTasks, ledger.problems)
        }
        rows =
            (tasks.flatMap { Self.rows($0.code, $0.title, $0.events, isProblem: false, on: day) }
            + problems.flatMap { problem in
                Self.rows(problem.code, problem.title, problem.events, isProblem: true, on: day).map { row in
                    var row = row
                    if row.event.kind == .found { row.finding = problem.finding(row.event.note) }
                    return row
                }
            })
            .filter { filter.isMet(by: $0.event) }
            .sorted { ($0.event.day, $0.event.id) < ($1.event.day, $1.event.id) }
    }

    private static func subject(_ code: String, _ ledger: Ledger, on day: CalendarDay) throws(UnknownName) -> Subject {
        if let task = ledger.tasks.first(where: { $0.code == code }) {
            return .task(TaskOnDay(task, in: ledger, on: day))
        }
        if let task = ledger.formerTasks.first(where: { $0.code == code }) { return .former(task) }
        let wanted = code.uppercased()
        if let problem = ledger.problems.first(where: { $0.code == wanted }), let found = problem.foundOn, found <= day
        {
            return .problem(problem, ledger.problemRows(on: day).first { $0.problem.number == problem.number })
        }
        if wanted.hasPrefix("P"), Int(wanted.dropFirst()) != nil {
            throw UnknownName("问题", code, known: ledger.problems.map(\.code))
        }
        throw UnknownName("任务", code, known: ledger.tasks.map(\.code))
    }

    private static func rows(
        _ code: String, _ title: String, _ events: [TaskEvent], isProblem: Bool, on day: CalendarDay
    ) -> [Row] {
        let seen = events.filter { $0.day <= day }
        let undone = seen.undone(on: day)
        var undoers: [Int: Int] = [:]
        for event in seen {
            if case .reversed(let target) = event.kind, !undone.contains(event.id) { undoers[target] = event.id }
        }
        return seen.map {
            Row(code: code, title: title, isProblem: isProblem, event: $0, undoneBy: undoers[$0.id])
        }.map { row in
            var row = row
            if case .reversed(let target) = row.event.kind { row.undoes = seen.first { $0.id == target } }
            return row
        }
    }

    public var count: Int { rows.count }

    public var json: [(String, JSON)] {
        [("events", .array(rows.map(\.json))), ("planChanges", .array(planChanges.map(\.json)))]
    }
}

extension LogReport.Row {
    var json: JSON {
        var to: CalendarDay?
        var percent: Int?
        var document: String?
        var level: String?
        var reverses: Int?
        switch event.kind {
        case .progress(let reported): percent = reported
        case .extensionRequested(let day, _): to = day
        case .extensionApproved(let day, let number): (to, document) = (day, number)
        case .supervised(let alert, let number): (level, document) = (alert.rawValue, number)
        case .reversed(let target): reverses = target
        default: break
        }
        var isLateRequest = false
        if case .extensionRequested(_, isLate: true) = event.kind { isLateRequest = true }
        return .object([
            ("id", .number(event.id)), ("code", .string(code)), ("kind", .string(event.kind.name)),
            ("on", .string(event.day.description)), ("recordedAt", .string(event.recordedAt)),
            ("actor", .string(event.actor)), ("unit", .optional(event.unit)), ("note", .string(event.note)),
            ("period", .optional(event.period)), ("percent", .optional(percent)), ("to", .optional(to)),
            ("document", .optional(document)), ("level", .optional(level)), ("lateRequest", .bool(isLateRequest)),
            ("recordedLate", .bool(event.isRecordedLate)), ("reverses", .optional(reverses)),
            ("reversedBy", .optional(undoneBy)),
            (
                "evidence",
                .array(
                    event.evidence.map {
                        .object([
                            ("path", .string($0.path)), ("size", .number($0.size)), ("sha256", .string($0.digest)),
                        ])
                    })
            ),
        ])
    }

    var sentence: String {
        var more = ""
        if let undoes {
            more = "（\(undoes.day.inChinese)的“\(undoes.kind.inChinese)”）"
            if case .reversed(let restored) = undoes.kind { more = "（第\(restored)条恢复有效）" }
        }
        return (finding ?? event.sentence(isProblem: isProblem)) + more
    }

    /// 补记于2024-07-15, 已被第9条撤销: what has to be known of the record itself.
    var remarks: String {
        [
            event.isRecordedLate ? event.recordedOn.map { "补记于\($0)" } : nil, undoneBy.map { "已被第\($0)条撤销" },
            event.evidence.isEmpty ? nil : "附件：\(event.evidence.map(\.path).joined(separator: "、"))",
        ].compactMap { $0 }.joined(separator: "；")
    }
}

extension Problem {
    /// 督查发现（双江小学）：说明
    fileprivate func finding(_ note: String) -> String {
        "\(source.inChinese)发现" + (place.map { "（\($0)）" } ?? "") + (note.isEmpty ? "" : "：\(note)")
    }
}

extension PlanChange {
    var json: JSON {
        .object([
            ("on", .string(day.description)), ("actor", .string(actor)), ("kind", .string(kind.rawValue)),
            (
                "fields",
                .array(
                    fields.map {
                        .object([
                            ("name", .string($0.name)), ("before", .string($0.before)), ("after", .string($0.after)),
                        ])
                    })
            ),
        ])
    }
}
