import Testing

@testable import PlanModel

@Suite struct UnitDirectoryTests {
    static let units = [
        OrgUnit(name: "县财政局", kind: .department, code: "czj"),
        OrgUnit(name: "县人社局", kind: .department, aliases: ["县人力资源社会保障局"]),
        OrgUnit(name: "蒲城镇", kind: .township), OrgUnit(name: "薛关镇", kind: .township),
        OrgUnit(name: "各乡镇（街道）", kind: .group, members: ["蒲城镇", "薛关镇"]),
        OrgUnit(name: "各成员单位", kind: .group, members: ["县财政局", "各乡镇（街道）"]),
        OrgUnit(name: "各义务教育学校", kind: .group),
    ]
    let directory = UnitDirectory(units)

    @Test(arguments: [
        ("县财政局", "县财政局"), ("CZJ", "县财政局"), ("县人力资源社会保障局", "县人社局"), ("各乡镇(街道)", "各乡镇（街道）"),
        (" 各乡镇 （街道） ", "各乡镇（街道）"), ("县人力资源\n社会保障局", "县人社局"),
    ])
    func everySpellingFindsItsUnit(spelling: String, name: String) {
        #expect(directory[spelling]?.name == name)
    }

    @Test(arguments: ["市财政局", "财政局", "县财政", "县财政居", ""])
    func otherNamesFindNobody(name: String) {
        #expect(directory[name] == nil)
    }

    @Test func aSlipIsMetWithTheNearestName() {
        #expect(directory.nearest(to: "县财政居").first == "县财政局")
        #expect(directory.nearest(to: "县人力资源和社会保障局").first == "县人力资源社会保障局")
        #expect(directory.nearest(to: "xyz123456789").isEmpty)
    }

    @Test func groupsOfGroupsComeApart() throws {
        let all = try #require(directory["各成员单位"])

        #expect(directory.members(of: all).map(\.name) == ["县财政局", "蒲城镇", "薛关镇"])
        #expect(directory.partiesSpeakingFor(Self.units[2]).map(\.name) == ["蒲城镇", "各乡镇（街道）", "各成员单位"])
    }

    @Test func anAliasOfTwoUnitsIsAClash() {
        let clash = UnitDirectory.clashes(in: [
            OrgUnit(name: "县教育局", aliases: ["教育局"]), OrgUnit(name: "市教育局", aliases: ["教育局"]),
        ])

        #expect(clash.map(\.name) == ["教育局"])
        #expect(clash.map(\.second) == [1])
    }

    @Test func expandingKeepsTheHeavierPartAndCountsOnce() {
        let task = PlanTask(
            code: "1", title: "任务", deadline: .unstated,
            assignments: [
                Assignment(.lead, "县财政局"), Assignment(.responsible, "各成员单位"), Assignment(.supporting, "各义务教育学校"),
            ])
        let ledger = Ledger(Plan(code: "x", county: "某县", title: "方案", units: Self.units, tasks: [task]))

        let expanded = ledger.expandingGroups().tasks[0].assignments

        #expect(
            expanded == [
                Assignment(.lead, "县财政局"), Assignment(.responsible, "蒲城镇"), Assignment(.responsible, "薛关镇"),
                Assignment(.supporting, "各义务教育学校"),
            ])
    }

    @Test func narrowingToAMemberKeepsWhatItsGroupsDo() throws {
        let tasks = [
            PlanTask(code: "1", title: "全体", deadline: .unstated, assignments: [Assignment(.responsible, "各成员单位")]),
            PlanTask(code: "2", title: "学校", deadline: .unstated, assignments: [Assignment(.responsible, "各义务教育学校")]),
        ]
        let ledger = Ledger(Plan(code: "x", county: "某县", title: "方案", units: Self.units, tasks: tasks))

        #expect(try ledger.limited(toUnitsNamed: ["薛关镇"]).tasks.map(\.code) == ["1"])
        #expect(throws: UnknownName.self) { try ledger.limited(toUnitsNamed: ["薛关"]) }
    }
}
