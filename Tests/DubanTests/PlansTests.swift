import Foundation
import Testing

@testable import PlanFiles

/// The two plans and the standard as they stand in Plans/, and what follows from them.
@Suite struct PlansTests {
    @Test(arguments: [
        ("2023-02-28", []), ("2023-03-01", ["1"]), ("2023-09-30", ["1", "2"]), ("2023-10-01", ["1", "2", "3", "4"]),
        ("2024-06-30", ["1", "2", "3", "4", "5", "11", "12"]),
        ("2024-07-01", ["1", "2", "3", "4", "5", "11", "12", "6", "7", "8", "9", "10", "13", "14"]),
        ("2024-12-31", ["1", "2", "3", "4", "5", "11", "12", "6", "7", "8", "9", "10", "13", "14"]),
        ("2025-01-01", ["1", "2", "3", "4", "5", "11", "12", "6", "7", "8", "9", "10", "13", "14", "15"]),
    ])
    func eshanOverdueOn(day: String, codes: [String]) throws {
        let program = try Program.withBothPlans()

        let report = try program.json("overdue", "--plan", "eshan", "--as-of", day)

        #expect((report["tasks"] as? [[String: Any]])?.compactMap { $0["code"] as? String } == codes)
        #expect(report["count"] as? Int == codes.count)
    }

    @Test(arguments: [
        // 7 duties of schools that come again, the budget of 2022, and the 7 steps of the first phase.
        ("2023-02-28", 15), ("2023-03-01", 15), ("2023-09-30", 15), ("2023-10-01", 15), ("2024-06-30", 15),
        // And what was to be done by 2024年6月底前; by 1 September also what the second phase ends with.
        ("2024-07-01", 53), ("2024-08-31", 53), ("2024-09-01", 55),
    ])
    func puxianOverdueOn(day: String, count: Int) throws {
        let program = try Program.withBothPlans()

        let report = try program.json("overdue", "--plan", "puxian", "--as-of", day)

        #expect(report["count"] as? Int == count)
    }

    @Test func theStandardHas32IndicatorsWithTheirThresholds() throws {
        let (standard, issues) = StandardFile.read("\(Program.root)/Plans/standards/youzhi-junheng-2017.yaml")

        #expect(issues.isEmpty)
        let indicators = try #require(standard?.indicators)
        #expect(indicators.count == 32)
        #expect(
            Dictionary(grouping: indicators, by: \.category).mapValues(\.count) == [
                "资源配置": 7, "政府保障程度": 15, "教育质量": 9, "社会认可度": 1,
            ])
        let values = Dictionary(uniqueKeysWithValues: indicators.map { ($0.code, $0.thresholds.map(\.value)) })
        #expect(values["1.1"] == [4.2, 5.3] && values["1.2"] == [1, 1] && values["1.3"] == [0.9, 0.9])
        #expect(
            values["1.4"] == [4.5, 5.8] && values["1.5"] == [7.5, 10.2] && values["1.6"] == [2000, 2500]
                && values["1.7"] == [2.3, 2.4])
        #expect(values["2.7"] == [6000] && values["4.1"] == [85])
        // 以上, 不低于 and 不超过 include the number; only 3.9 says 低于.
        let strict = indicators.filter { $0.thresholds.contains { $0.comparison == .below } }
        #expect(strict.map(\.code) == ["3.9"])
        #expect(strict.first?.thresholds.first { $0.comparison == .below }?.value == 0.15)
        #expect(standard?.rules.first { $0.code == "R3" }?.thresholds.map(\.value) == [0.50, 0.45])
        #expect(standard?.vetoes.count == 6)
    }

    @Test func eshanIsTheTableOfTheDocument() throws {
        let checked = try PlanFolder().plans(at: "\(Program.root)/Plans/eshan")
        let plan = try #require(checked.first?.plan)

        #expect(checked.flatMap(\.issues).isEmpty)
        #expect(plan.tasks.map(\.code) == (1...15).map(String.init))
        #expect(plan.tasks.filter { $0.units(.lead).count > 1 }.map(\.code) == ["5", "6", "7", "8", "9", "13"])
        #expect(
            plan.tasks[7].units(.responsible) == ["县委组织部", "县人社局", "各乡镇（街道）", "各义务教育学校"])
        #expect(plan.tasks[14].units(.responsible).contains("县人社局"))
        let fixes = Dictionary(uniqueKeysWithValues: plan.tasks.map { ($0.code, $0.fixes.map(\.indicator)) })
        #expect(
            fixes["4"] == ["1.2", "1.3"] && fixes["5"] == ["1.6"] && fixes["6"] == ["1.4", "1.5"]
                && fixes["7"] == ["2.3"])
        #expect(
            fixes["8"] == ["2.7", "2.8", "3.4"] && fixes["9"] == ["2.1", "2.2"] && fixes["12"] == ["3.9"]
                && fixes["13"] == ["4.1"])
        #expect(fixes["1"] == [] && fixes["3"] == [] && fixes["14"] == [])
    }

    @Test func puxianHasItsUnitsGroupsPhasesAndDuties() throws {
        let checked = try PlanFolder().plans(at: "\(Program.root)/Plans/puxian")
        let plan = try #require(checked.first?.plan)
        func members(_ group: String) -> Int? { plan.units.first { $0.name == group }?.members.count }

        #expect(plan.issued == "2022-09-06" && plan.document == "蒲政发〔2022〕11号" && plan.phases.count == 3)
        #expect(members("各乡镇") == 8 && members("各小学") == 16 && members("各初中") == 2 && members("各成员单位") == 23)
        #expect(members("城关小学教育联盟") == 5 && members("东关小学教育联盟") == 5 && members("鹿城小学教育联盟") == 6)
        #expect(plan.units.first { $0.aliases.contains("县卫生健康和体育局") }?.name == "县卫体局")
        // Every item of the ten areas of chapter 五: 3, 5, 2, 5, 2, 3, 4, 2, 5, 4.
        let items = Dictionary(
            grouping: plan.tasks.map(\.code).filter { $0.hasPrefix("5.") && $0.split(separator: ".").count == 3 }
        ) {
            String($0.split(separator: ".")[1])
        }.mapValues(\.count)
        #expect(items == ["1": 3, "2": 5, "3": 2, "4": 5, "5": 2, "6": 3, "7": 4, "8": 2, "9": 5, "10": 4])
        // The only issues are leads that the document does not name.
        let issues = checked.flatMap(\.issues)
        #expect(issues.allSatisfy { $0.severity == .doubt && $0.problem.hasSuffix("没有牵头单位") })
        #expect(issues.count == plan.tasks.filter { $0.units(.lead).isEmpty }.count)
        // Where a lead is named, the source says where.
        #expect(plan.tasks.allSatisfy { $0.source?.isEmpty == false })
    }
}
