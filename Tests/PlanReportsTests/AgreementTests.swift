import PlanModel
import Testing

@testable import PlanReports

/// Whatever is recorded, as long as the rules accept it, the reports agree with each other and the past stays as it was.
@Suite struct AgreementTests {
    /// Numbers as from dice, the same in every run.
    struct Dice {
        var seed: UInt64

        mutating func roll(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }

        mutating func choice<Item>(_ items: [Item]) -> Item { items[roll(items.count)] }
    }

    static let plan = Plan(
        code: "p", county: "某县", title: "方案", issued: "2024-01-01",
        standard: Standard(
            code: "s", title: "标准", authority: "某文", year: 2017,
            indicators: (1...3).map { Indicator(code: "1.\($0)", category: "资源配置", name: "指标\($0)", scope: .school) }),
        units: ["甲局", "乙局", "子镇", "丑镇"].map { OrgUnit(name: $0) } + [
            OrgUnit(name: "各镇", kind: .group, members: ["子镇", "丑镇"])
        ],
        tasks: [
            PlanTask(
                code: "1", title: "单", deadline: .by("2024-03-31"), assignments: [Assignment(.lead, "甲局")],
                fixes: [.init("1.1")]),
            PlanTask(
                code: "2", title: "合", deadline: .window(start: "2024-02-01", due: "2024-04-15"),
                assignments: [
                    Assignment(.lead, "甲局"), Assignment(.lead, "乙局"), Assignment(.responsible, "各镇"),
                ], fixes: [.init("1.1"), .init("1.2")]),
            PlanTask(
                code: "3", title: "各", deadline: .by("2024-04-30"),
                assignments: [Assignment(.lead, "乙局"), Assignment(.responsible, "各镇")], eachMemberReports: true,
                fixes: [.init("1.2")]),
            PlanTask(
                code: "4", title: "月",
                deadline: .recurring(Recurrence(.monthly, from: "2024-01-01", through: "2024-06-30")),
                assignments: [Assignment(.responsible, "各镇")], eachMemberReports: true, fixes: [.init("1.3")]),
            PlanTask(
                code: "5", title: "周", deadline: .recurring(Recurrence(.weeks(2), from: "2024-01-01")),
                assignments: [Assignment(.lead, "甲局")]),
            PlanTask(code: "6", title: "常", deadline: .ongoing, assignments: [Assignment(.lead, "乙局")]),
            PlanTask(code: "7", title: "无", deadline: .unstated, assignments: [Assignment(.lead, "乙局")]),
        ])

    static let units: [String?] = [nil, "甲局", "乙局", "子镇", "丑镇"]

    static func event(_ dice: inout Dice, on day: CalendarDay, id: Int, _ task: PlanTask) -> TaskEvent {
        let kind: TaskEvent.Kind =
            switch dice.roll(13) {
            case 0: .progress(percent: dice.roll(101))
            case 1, 2, 3, 4: .reportedDone
            case 5, 6: .signedOff
            case 7: .returned
            case 8: .extensionRequested(to: day.advanced(by: dice.roll(90)), isLate: dice.roll(2) == 0)
            case 9: .extensionApproved(to: day.advanced(by: dice.roll(90)), document: "\(id)号")
            case 10: dice.choice([.cancelled, .extensionRefused, .supervised(.yellow, number: "\(id)")])
            case 11: .reopened
            default: .reversed(event: dice.choice(task.events.map(\.id) + [1]))
            }
        var event = TaskEvent(kind, on: day, id: id, note: "说明")
        switch kind {
        case .progress, .reportedDone, .returned: event.unit = dice.choice(units)
        default: break
        }
        return event
    }

    /// Random events, of which the rules accept some.
    @Test(arguments: 1...12)
    func acceptedEventsNeverMakeReportsDisagree(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var ledger = Ledger(Self.plan)
        var day: CalendarDay = "2024-01-01"
        var past: [(CalendarDay, [String])] = []
        var accepted = 0
        for id in 1...400 {
            if dice.roll(3) == 0 { day = day.advanced(by: dice.roll(5)) }
            let place = dice.roll(ledger.plan.tasks.count)
            let task = ledger.plan.tasks[place]
            let rules = EventRules(issued: ledger.plan.issued, today: day, units: ledger.directory)
            // Now and then something is recorded afterwards.
            let took = dice.roll(5) == 0 ? day.advanced(by: -dice.roll(20)) : day
            var event = Self.event(&dice, on: took, id: id, task)
            if case .reversed(let target) = event.kind {
                event.period = task.events.first { $0.id == target }?.period
            } else {
                let choice: PeriodChoice = dice.roll(2) == 0 ? .current : .named("2024-0\(1 + dice.roll(6))")
                guard
                    let periods = try? task.periods(choice, for: event.kind, on: took, in: ledger.directory),
                    periods.count == 1
                else { continue }
                event.period = periods[0]
            }
            guard rules.refusal(of: event, to: task) == nil else { continue }
            accepted += 1
            let after = task.events.firstIndex { $0.day > event.day } ?? task.events.endIndex
            ledger.plan.tasks[place].events.insert(event, at: after)

            // What was answered for days before this event's is still the answer.
            for (past, answer) in past where past < took { #expect(Self.answers(ledger, on: past) == answer) }
            try expectAgreement(ledger, on: day)
            try expectAgreement(ledger, on: day.advanced(by: dice.roll(120)))
            // An answer for a day that something was recorded for afterwards has changed, and may.
            past.removeAll { $0.0 >= took }
            if accepted.isMultiple(of: 7) {
                past.append((day.advanced(by: -1), Self.answers(ledger, on: day.advanced(by: -1))))
            }
        }
        #expect(accepted > 25, "\(accepted)")
    }

    static func answers(_ ledger: Ledger, on day: CalendarDay) -> [String] {
        func json(_ report: some Report) -> String { JSONFormat().render(report, Setting()) }
        return [
            json(OverdueReport(ledger, on: day)), json(MatrixReport(ledger, on: day)),
            json(SummaryReport(ledger, on: day)),
            json(CoverageReport(ledger, on: day)), json(SlipReport(ledger, on: day)), json(ListReport(ledger, on: day)),
            json(TimelineReport(ledger, on: day)), json(ReviewReport(ledger, on: day)),
            (try? json(LogReport(ledger, on: day))) ?? "",
        ]
    }

    private func expectAgreement(_ ledger: Ledger, on day: CalendarDay) throws {
        let standings = Dictionary(
            uniqueKeysWithValues: ledger.tasks.map { ($0.code, ledger.standing(of: $0, on: day)) })
        let late = Set(standings.filter { $0.value.isOverdue }.keys)
        #expect(Set(OverdueReport(ledger, on: day).rows.map(\.code)) == late)
        #expect(Set(MatrixReport(ledger, on: day).rows.filter(\.standing.isOverdue).map(\.code)) == late)
        #expect(
            Set(MatrixReport(ledger, on: day, expandingGroups: true).rows.filter(\.standing.isOverdue).map(\.code))
                == late)
        #expect(Set(ListReport(ledger, on: day, standing: [.overdue]).rows.map(\.task.code)) == late)
        #expect(Set(TimelineReport(ledger, on: day).tasks.filter(\.standing.isOverdue).map(\.task.code)) == late)
        let totals = SummaryReport(ledger, on: day).totals
        #expect(totals.overdue == late.count)
        #expect(
            totals.tasks == totals.signedOff + totals.pendingReview + totals.overdue + totals.open + totals.ongoing
                + totals.unstated + totals.cancelled)
        for row in CoverageReport(ledger, on: day).rows {
            #expect((row.state == .atRisk) == row.tasks.contains { late.contains($0.onDay.task.code) })
        }
        // A lead's duties show what the task shows; a member's own share is late only if the task is.
        for unit in ["甲局", "乙局", "子镇", "丑镇"] {
            for row in try DutiesReport(ledger, on: day, ofUnitNamed: unit).rows {
                if row.isOwnShare {
                    #expect(!row.standing.isOverdue || late.contains(row.task.code))
                } else {
                    #expect(row.standing.isOverdue == late.contains(row.task.code))
                }
            }
        }
        for (code, standing) in standings {
            // Late means: a day has passed, and somebody who has to report is missing.
            if standing.isOverdue {
                let task = try #require(ledger.tasks.first { $0.code == code })
                #expect(standing.state == .notStarted || standing.state == .inProgress)
                #expect((standing.dueDay ?? day) < day)
                #expect(task.reports(on: day, in: ledger.directory).map { !$0.missing.isEmpty } ?? true)
            }
        }
        for row in ReviewReport(ledger, on: day).rows where row.period == nil {
            #expect(standings[row.task.code]?.state == .pendingReview)
        }
    }
}
