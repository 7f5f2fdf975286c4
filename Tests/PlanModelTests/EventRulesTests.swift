import Testing

@testable import PlanModel

/// What may be recorded, as a table: what has happened, what somebody wants to record, and what the rules say.
@Suite struct EventRulesTests {
    static let directory = UnitDirectory([
        OrgUnit(name: "县财政局"), OrgUnit(name: "县教体局"), OrgUnit(name: "县水务局"), OrgUnit(name: "甲镇"), OrgUnit(name: "乙镇"),
        OrgUnit(name: "各乡镇", kind: .group, members: ["甲镇", "乙镇"]),
    ])
    static let rules = EventRules(issued: "2024-01-10", today: "2024-07-08", units: directory)

    enum Subject: Sendable {
        case single, joint, each, recurring, ongoing, problem
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var subject = Subject.single
        var events: [TaskEvent] = []
        var event: TaskEvent
        /// Part of what is said; nil if it may be recorded.
        var refusal: String?
        var testDescription: String { "\(subject) \(events.map(\.kind.name)) + \(event.kind.name) \(event.day)" }
    }

    static let report = TaskEvent(.reportedDone, on: "2024-06-20")
    static let accept = TaskEvent(.signedOff, on: "2024-06-25")
    static let request = TaskEvent(.extensionRequested(to: "2024-09-30", isLate: false), on: "2024-06-25", note: "雨季")
    static let approve = TaskEvent(.extensionApproved(to: "2024-09-30", document: "1号"), on: "2024-06-28")
    static let found = TaskEvent(.found, on: "2024-05-01")

    static func problem(_ events: [TaskEvent]) -> Problem {
        Problem(
            number: 1, title: "缺教室", source: .inspection, place: "甲镇", leads: ["县教体局"], deadline: .by("2024-06-30"),
            events: events)
    }

    static func task(_ subject: Subject, _ events: [TaskEvent]) -> PlanTask {
        let leads: [Assignment] =
            switch subject {
            case .joint: [Assignment(.lead, "县财政局"), Assignment(.lead, "县教体局")]
            case .each: []
            default: [Assignment(.lead, "县财政局")]
            }
        let deadline: Deadline =
            switch subject {
            case .recurring: .recurring(Recurrence(.monthly, from: "2024-05-01"))
            case .ongoing: .ongoing
            default: .by("2024-06-30")
            }
        return PlanTask(
            code: "7", title: "任务", deadline: deadline, assignments: leads + [Assignment(.responsible, "各乡镇")],
            eachMemberReports: subject == .each, events: events)
    }

    /// The events numbered 1, 2, 3 … as they are recorded.
    static func numbered(_ events: [TaskEvent]) -> [TaskEvent] {
        events.enumerated().map { place, event in
            var event = event
            event.id = place + 1
            return event
        }
    }

    @Test(arguments: [
        // Days.
        Case(event: .init(.progress(percent: nil), on: "2024-07-09", note: "招标"), refusal: "还没有到"),
        Case(event: .init(.progress(percent: nil), on: "2024-07-08", note: "招标")),
        Case(event: .init(.progress(percent: nil), on: "2024-01-09", note: "招标"), refusal: "以前，不能登记"),
        Case(event: .init(.progress(percent: nil), on: "2024-01-10", note: "招标")),
        // Reasons left out.
        Case(event: .init(.progress(percent: 10), on: "2024-06-01", note: " "), refusal: "没有写进展"),
        Case(event: .init(.cancelled, on: "2024-06-01"), refusal: "没有写原因"),
        Case(event: .init(.extensionRequested(to: "2024-08-31", isLate: false), on: "2024-06-01"), refusal: "没有写原因"),
        Case(events: [request], event: .init(.extensionRefused, on: "2024-06-26"), refusal: "没有写原因"),
        Case(events: [report], event: .init(.returned, on: "2024-06-26"), refusal: "没有写退回意见"),
        Case(events: [report, accept], event: .init(.reopened, on: "2024-06-26"), refusal: "没有写原因"),
        Case(
            events: [request], event: .init(.extensionApproved(to: "2024-09-30", document: " "), on: "2024-06-26"),
            refusal: "没有写同意延期的文号"),
        Case(event: .init(.supervised(.red, number: ""), on: "2024-07-02"), refusal: "没有写督办单编号"),
        // Units.
        Case(event: .init(.reportedDone, on: "2024-06-01", unit: "县水务局"), refusal: "县水务局不在任务7"),
        Case(event: .init(.reportedDone, on: "2024-06-01", unit: "县财政局")),
        Case(event: .init(.progress(percent: nil), on: "2024-06-01", unit: "甲镇", note: "动工")),
        Case(subject: .each, event: .init(.reportedDone, on: "2024-06-01", unit: "各乡镇"), refusal: "不能笼统报完成"),
        Case(subject: .each, event: .init(.reportedDone, on: "2024-06-01", unit: "甲镇")),
        // Reporting.
        Case(events: [report], event: .init(.reportedDone, on: "2024-06-21"), refusal: "已经报过完成，正在等待审核"),
        Case(
            subject: .joint, events: [.init(.reportedDone, on: "2024-06-20", unit: "县财政局")],
            event: .init(.reportedDone, on: "2024-06-21", unit: "县财政局"), refusal: "县财政局已经报过完成"),
        Case(
            subject: .joint, events: [.init(.reportedDone, on: "2024-06-20", unit: "县财政局")],
            event: .init(.reportedDone, on: "2024-06-21", unit: "县教体局")),
        Case(events: [report, accept], event: .init(.reportedDone, on: "2024-06-26"), refusal: "已经销号，不能再登记"),
        Case(
            events: [.init(.cancelled, on: "2024-06-01", note: "并入任务6")],
            event: .init(.progress(percent: nil), on: "2024-06-26", note: "招标"), refusal: "已经取消，不能再登记"),
        Case(
            events: [.init(.cancelled, on: "2024-06-01", note: "并入任务6")], event: .init(.reportedDone, on: "2024-06-26"),
            refusal: "已经取消，不能再登记"),
        // Review.
        Case(event: accept, refusal: "还没有报完成"),
        Case(
            subject: .joint, events: [.init(.reportedDone, on: "2024-06-20", unit: "县财政局")], event: accept,
            refusal: "还缺：县教体局"),
        Case(events: [report], event: accept),
        Case(events: [report, accept], event: .init(.signedOff, on: "2024-06-26"), refusal: "已经销号"),
        Case(event: .init(.returned, on: "2024-06-26", note: "缺图纸"), refusal: "没有报完成，无从退回"),
        Case(events: [report], event: .init(.returned, on: "2024-06-26", note: "缺图纸")),
        Case(
            subject: .joint, events: [.init(.reportedDone, on: "2024-06-20", unit: "县财政局")],
            event: .init(.returned, on: "2024-06-26", unit: "县教体局", note: "缺图纸"), refusal: "县教体局没有报完成"),
        Case(
            subject: .joint, events: [.init(.reportedDone, on: "2024-06-20", unit: "县财政局")],
            event: .init(.returned, on: "2024-06-26", unit: "县财政局", note: "缺图纸")),
        Case(events: [report], event: .init(.signedOff, on: "2024-06-19"), refusal: "到2024年6月19日为止，"),
        // A unit that does not report cannot have its report returned.
        Case(
            subject: .joint, events: [report], event: .init(.returned, on: "2024-06-26", unit: "甲镇", note: "缺图纸"),
            refusal: "完成不由甲镇来报"),
        Case(
            events: [.init(.supervised(.red, number: "3号"), on: "2024-07-02")],
            event: .init(.supervised(.red, number: "3号"), on: "2024-07-03"), refusal: "已经登记过，是第1条"),
        Case(
            events: [.init(.supervised(.yellow, number: "3号"), on: "2024-07-02")],
            event: .init(.supervised(.red, number: "4号"), on: "2024-07-03")),
        // Extensions.
        Case(event: request),
        Case(event: .init(.extensionRequested(to: "2024-09-30", isLate: false), on: "2024-06-30", note: "雨季")),
        Case(
            event: .init(.extensionRequested(to: "2024-09-30", isLate: false), on: "2024-07-01", note: "雨季"),
            refusal: "延期要在到期前申请"),
        Case(event: .init(.extensionRequested(to: "2024-09-30", isLate: true), on: "2024-07-01", note: "雨季")),
        Case(
            event: .init(.extensionRequested(to: "2024-09-30", isLate: true), on: "2024-06-30", note: "雨季"),
            refusal: "不用 --late"),
        Case(
            event: .init(.extensionRequested(to: "2024-06-30", isLate: false), on: "2024-06-01", note: "雨季"),
            refusal: "不比现在的时限"),
        Case(events: [request], event: request, refusal: "还没有批复"),
        Case(events: [request], event: approve),
        Case(event: approve, refusal: "没有待批的延期申请"),
        Case(
            events: [request], event: .init(.extensionApproved(to: "2024-06-30", document: "1号"), on: "2024-06-28"),
            refusal: "不比现在的时限"),
        Case(
            events: [request, approve],
            event: .init(.extensionRequested(to: "2024-09-30", isLate: false), on: "2024-07-02", note: "再延"),
            refusal: "不比现在的时限（2024年9月30日）"),
        Case(
            events: [request, approve],
            event: .init(.extensionRequested(to: "2024-10-31", isLate: false), on: "2024-07-02", note: "再延")),
        Case(event: .init(.extensionRefused, on: "2024-06-28", note: "不同意"), refusal: "没有待批的延期申请"),
        Case(events: [report], event: request, refusal: "用不着延期"),
        Case(subject: .recurring, event: request, refusal: "没有到期日"),
        Case(subject: .ongoing, event: request, refusal: "没有到期日"),
        // Cancelling and opening again.
        Case(
            events: [.init(.cancelled, on: "2024-06-01", note: "并入")],
            event: .init(.cancelled, on: "2024-06-02", note: "并入"), refusal: "已经取消"),
        Case(event: .init(.reopened, on: "2024-06-02", note: "回头看"), refusal: "用不着重新打开"),
        Case(events: [report], event: .init(.reopened, on: "2024-06-26", note: "回头看"), refusal: "退回"),
        Case(events: [report, accept], event: .init(.reopened, on: "2024-06-26", note: "回头看")),
        // Recorded afterwards: nothing that came later may lose its ground.
        Case(
            events: [report, accept], event: .init(.cancelled, on: "2024-06-22", note: "并入"),
            refusal: "后来已有第2条记录"),
        Case(events: [report, accept], event: .init(.progress(percent: 50), on: "2024-06-01", note: "过半")),
        Case(
            events: [report, accept], event: .init(.returned, on: "2024-06-22", note: "缺图纸"), refusal: "后来已有第2条记录"),
        // Undoing.
        Case(events: [report, accept], event: .init(.reversed(event: 1), on: "2024-07-01"), refusal: "先撤销第2条"),
        Case(events: [report, accept], event: .init(.reversed(event: 2), on: "2024-07-01")),
        Case(events: [report], event: .init(.reversed(event: 9), on: "2024-07-01"), refusal: "没有第9条记录"),
        Case(events: [report], event: .init(.reversed(event: 1), on: "2024-06-19"), refusal: "不能撤销在它以前"),
        Case(
            events: [report, .init(.reversed(event: 1), on: "2024-06-22")],
            event: .init(.reversed(event: 1), on: "2024-07-01"), refusal: "已经撤销过了"),
        Case(
            events: [report, .init(.reversed(event: 1), on: "2024-06-22")],
            event: .init(.reversed(event: 2), on: "2024-07-01")),
        Case(
            events: [report, .init(.reversed(event: 1), on: "2024-06-22"), .init(.reportedDone, on: "2024-06-23")],
            event: .init(.reversed(event: 2), on: "2024-07-01"), refusal: "第3条"),
        // Problems.
        Case(subject: .problem, events: [found], event: .init(.verified, on: "2024-06-01"), refusal: "还没有报整改完成"),
        Case(subject: .problem, events: [found], event: .init(.reportedDone, on: "2024-06-01", unit: "县教体局")),
        Case(
            subject: .problem, events: [found, .init(.reportedDone, on: "2024-06-01")],
            event: .init(.signedOff, on: "2024-06-02"), refusal: "还没有核查"),
        Case(
            subject: .problem, events: [found, .init(.reportedDone, on: "2024-06-01")],
            event: .init(.verified, on: "2024-06-02")),
        Case(
            subject: .problem,
            events: [found, .init(.reportedDone, on: "2024-06-01"), .init(.verified, on: "2024-06-02")],
            event: .init(.signedOff, on: "2024-06-02")),
        Case(
            subject: .problem,
            events: [found, .init(.reportedDone, on: "2024-06-01"), .init(.verified, on: "2024-06-02")],
            event: .init(.verified, on: "2024-06-03"), refusal: "已经核查通过"),
        Case(
            subject: .problem,
            events: [
                found, .init(.reportedDone, on: "2024-06-01"), .init(.verified, on: "2024-06-02"),
                .init(.returned, on: "2024-06-03", note: "又漏了"), .init(.reportedDone, on: "2024-06-04"),
            ], event: .init(.signedOff, on: "2024-06-05"), refusal: "还没有核查"),
        Case(
            subject: .problem, events: [found, .init(.reportedDone, on: "2024-06-01")],
            event: .init(.reversed(event: 1), on: "2024-06-05"), refusal: "后来还有别的记录"),
        Case(subject: .problem, events: [found], event: .init(.reversed(event: 1), on: "2024-06-05")),
    ])
    func theRuleSays(_ wanted: Case) {
        let events = Self.numbered(wanted.events)
        let refusal =
            wanted.subject == .problem
            ? Self.rules.refusal(of: wanted.event, to: Self.problem(events))
            : Self.rules.refusal(of: wanted.event, to: Self.task(wanted.subject, events))

        guard let words = wanted.refusal else {
            #expect(refusal == nil)
            return
        }
        #expect(refusal?.description.contains(words) == true, "\(refusal?.description ?? "allowed")")
        #expect(refusal?.remedy.isEmpty == false)
    }

    @Test func theTurnIsTheCurrentOneUnlessNamed() throws {
        let task = Self.task(.recurring, [])
        func periods(_ choice: PeriodChoice, _ kind: TaskEvent.Kind, _ day: CalendarDay = "2024-07-08") throws
            -> [String?]
        {
            try task.periods(choice, for: kind, on: day, in: Self.directory)
        }

        #expect(try periods(.current, .reportedDone) == ["2024-07"])
        #expect(try periods(.named("2024-06"), .reportedDone) == ["2024-06"])
        #expect(try periods(.current, .cancelled) == [nil])
        #expect(throws: Refusal.self) { try periods(.named("2024-08"), .reportedDone) }
        #expect(throws: UnknownName.self) { try periods(.named("2023-01"), .reportedDone) }
        #expect(throws: Refusal.self) { try periods(.current, .reportedDone, "2024-04-30") }
        #expect(throws: Refusal.self) { try periods(.current, .signedOff) }
        #expect(throws: Refusal.self) {
            try Self.task(.single, []).periods(
                .named("2024-07"), for: .reportedDone, on: "2024-07-08", in: Self.directory)
        }
    }

    @Test func severalTurnsWaitAndHaveToBeNamed() throws {
        let events = Self.numbered([
            .init(.reportedDone, on: "2024-05-30", period: "2024-05"),
            .init(.reportedDone, on: "2024-06-30", period: "2024-06"),
        ])
        let task = Self.task(.recurring, events)

        #expect(throws: Refusal.self) {
            try task.periods(.current, for: .signedOff, on: "2024-07-08", in: Self.directory)
        }
        #expect(
            try task.periods(.all, for: .signedOff, on: "2024-07-08", in: Self.directory) == [
                "2024-05", "2024-06",
            ])
    }

    /// A duty that began long before the ledger: what is owed is reported, or cancelled, at once.
    @Test func whatIsOwedIsNamedAtOnce() throws {
        let events = Self.numbered([.init(.reportedDone, on: "2024-05-30", period: "2024-05", unit: "县财政局")])
        let task = Self.task(.recurring, events)
        func periods(_ kind: TaskEvent.Kind, _ unit: String?) throws -> [String?] {
            try task.periods(.all, for: kind, by: unit, on: "2024-07-08", in: Self.directory)
        }

        #expect(try periods(.cancelled, nil) == ["2024-06"])
        #expect(try periods(.reportedDone, "县财政局") == ["2024-06"])
        #expect(throws: Refusal.self) {
            try task.periods(.all, for: .cancelled, on: "2024-05-30", in: Self.directory)
        }
    }

    /// A remedy names the plan and the turn, so that it can be typed as it stands.
    @Test func remediesNameThePlanAndTheTurn() {
        var rules = Self.rules
        rules.commandSuffix = " --plan demo"
        let refusal = rules.refusal(
            of: TaskEvent(.signedOff, on: "2024-07-01", period: "2024-06"), to: Self.task(.recurring, []))

        #expect(refusal?.remedy == "先登记：duban done 7 --period 2024-06 --plan demo")
    }
}
