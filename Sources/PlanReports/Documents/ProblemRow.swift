import PlanModel

/// A problem as lists show it: of what is overdue, of what waits, and of all.
struct ProblemRow: Sendable {
    let problem: Problem
    let standing: Standing
    let rule: AlertRule
    let lastEvent: TaskEvent?

    init(_ problem: Problem, _ standing: Standing, _ rule: AlertRule, on day: CalendarDay) {
        self.problem = problem
        self.standing = standing
        self.rule = rule
        lastEvent = problem.lastEvent(on: day)
    }

    /// 待整改, 整改中, 待核查, 待销号, 已销号: a problem's own words for the six standings.
    var stateWord: String {
        switch standing.state {
        case .notStarted: "待整改"
        case .inProgress, .ongoing: "整改中"
        case .pendingReview: standing.isVerified ? "待销号" : "待核查"
        case .signedOff: "已销号"
        case .cancelled: "已取消"
        }
    }

    var words: String { standing.daysOverdue.map { "逾期\($0)天" } ?? stateWord }

    var json: JSON {
        .object([
            ("number", .number(problem.number)), ("code", .string(problem.code)), ("title", .string(problem.title)),
            ("source", .string(problem.source.rawValue)), ("place", .optional(problem.place)),
            ("indicator", .optional(problem.indicator)), ("leadUnits", .strings(problem.leads)),
            ("foundOn", .optional(problem.foundOn)), ("deadline", .optional(problem.deadline.due)),
            ("task", .optional(problem.task)), ("measures", .optional(problem.measures)),
            ("standing", .string(standing.state.rawValue)), ("verified", .bool(standing.isVerified)),
            ("daysOverdue", .optional(standing.daysOverdue)), ("daysLeft", .optional(standing.daysLeft)),
            ("alert", .optional(rule.alert(for: standing)?.rawValue)), ("rectifiedOn", .optional(standing.finishedOn)),
            ("lastEvent", JSON(brief: lastEvent)),
        ])
    }
}

extension [ProblemRow] {
    var table: Table {
        Table(
            self,
            [
                .init("编号", .word) { .text($0.problem.code) }, .init("问题") { .text($0.problem.title) },
                .init("学校或单位", isDetail: true) { .optional($0.problem.place) },
                .init("指标", .word, isDetail: true) { .optional($0.problem.indicator) },
                .init("整改责任单位") { .leads($0.problem.leads) },
                .init("发现日期", .word, isDetail: true) { .optional($0.problem.foundOn) },
                .init("整改时限", .word) { $0.problem.deadline.due.map(Cell.day) ?? .marked("未写明", .grey) },
                .init("状态", .word) { .marked($0.words, $0.standing.tone($0.rule)) },
                .init("来源", .word, isDetail: true) { .text($0.problem.source.inChinese) },
                .init("对应任务", .word, isDetail: true) { .optional($0.problem.task) },
                .init("整改措施", isDetail: true) { .optional($0.problem.measures) },
            ])
    }

    /// The longest overdue first, then by number.
    var lateFirst: [ProblemRow] {
        sorted {
            ($1.standing.daysOverdue ?? -1, $0.problem.number) < ($0.standing.daysOverdue ?? -1, $1.problem.number)
        }
    }
}

extension Ledger {
    /// The problems that had been found by a day, as lists show them.
    func problemRows(on day: CalendarDay) -> [ProblemRow] {
        problems(on: day).map { ProblemRow($0.problem, $0.standing, plan.alertRule, on: day) }
    }
}
