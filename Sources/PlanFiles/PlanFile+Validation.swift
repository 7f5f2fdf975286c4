import PlanModel

extension PlanFile {
    /// Every check against the units and the standard. A new check is one function and one term of this sum.
    func check(_ units: UnitsFile?, _ standard: Standard?) -> [Issue] {
        planCode() + alertDays() + phaseWindows() + duplicateCodes() + missingLeads() + membersOfWhom(units)
            + unknownUnits(units) + unitsTwice(units) + unknownPhases() + unknownIndicators(standard)
    }

    private func planCode() -> [Issue] {
        guard !code.value.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) else { return [] }
        return [Issue("\(path):\(code.line)", "方案代码只能用小写英文字母、数字和“-”：\(code.value)", remedy: "例如 plan: eshan")]
    }

    private func alertDays() -> [Issue] {
        let rule = alertRule.value
        guard rule.yellowDays > rule.blueDays else { return [] }
        return [
            Issue(
                "\(path):\(alertRule.line)", "黄色预警天数（\(rule.yellowDays)）大于蓝色预警天数（\(rule.blueDays)）",
                remedy: "yellow 的天数不能大于 blue")
        ]
    }

    private func phaseWindows() -> [Issue] {
        var lines: [String: Int] = [:]
        return phases.flatMap { phase in
            var issues: [Issue] = []
            if phase.value.end < phase.value.start {
                issues.append(
                    Issue(
                        "\(path):\(phase.line)", "\(phase.value.name)的结束（\(phase.value.end)）早于开始（\(phase.value.start)）",
                        remedy: "改正 start 或 end"))
            }
            if let first = lines.updateValue(phase.line, forKey: phase.value.name) {
                issues.append(
                    Issue("\(path):\(phase.line)", "阶段“\(phase.value.name)”与第\(first)行重复", remedy: "每个阶段只写一次"))
            }
            return issues
        }
    }

    private func duplicateCodes() -> [Issue] {
        var firstLines: [String: Int] = [:]
        return tasks.compactMap { task in
            guard let first = firstLines.updateValue(task.line, forKey: task.code) else { return nil }
            return issue(task.line, "任务编号 \(task.code) 与第\(first)行重复", remedy: "给其中一项换一个编号")
        }
    }

    private func missingLeads() -> [Issue] {
        tasks.filter { $0.units[.lead, default: []].isEmpty }.map { task in
            Issue(
                "\(path):\(task.line)", "任务 \(task.code)（\(task.title)）没有牵头单位",
                remedy: "查明后补上 lead: [单位名称]；文件确实没写的，请领导小组明确",
                severity: .doubt)
        }
    }

    private func membersOfWhom(_ units: UnitsFile?) -> [Issue] {
        guard let directory = units?.directory else { return [] }
        return tasks.filter { task in
            task.eachMemberReports && !task.allUnits.contains { directory[$0.value]?.isGroup == true }
        }.map { task in
            Issue(
                "\(path):\(task.line)", "任务 \(task.code) 写了 each，但没有单位组", remedy: "each 只用于单位组的成员各自报送；没有单位组请删去",
                severity: .doubt)
        }
    }

    private func unknownUnits(_ units: UnitsFile?) -> [Issue] {
        guard let units else { return [] }
        let directory = units.directory
        return tasks.flatMap { task in
            task.allUnits.filter { directory[$0.value] == nil }.map { name in
                issue(
                    name.line, "不认识的单位：\(name.value)",
                    remedy: Self.unitRemedy(name.value, directory, unitsPath: units.path))
            }
        }
    }

    static func unitRemedy(_ name: String, _ directory: UnitDirectory, unitsPath: String) -> String {
        if name.contains(where: { "，、；".contains($0) }) { return "单位之间用英文逗号“,”隔开，如 [县财政局, 县教育局]" }
        let nearest = directory.nearest(to: name)
        let register = "在 \(unitsPath) 中登记，或写成已有单位的别名"
        return nearest.isEmpty ? register : "是不是：\(nearest.joined(separator: "、"))？否则\(register)"
    }

    /// A unit has one part in a task. Under two spellings it is still the same unit.
    private func unitsTwice(_ units: UnitsFile?) -> [Issue] {
        guard let directory = units?.directory else { return [] }
        return tasks.flatMap { task in
            var parts: [Int: (role: Assignment.Role, spelling: String)] = [:]
            var issues: [Issue] = []
            for role in Assignment.Role.allCases {
                for name in task.units[role, default: []] {
                    guard let unit = directory.position(of: name.value) else { continue }
                    guard let first = parts[unit] else {
                        parts[unit] = (role, name.value)
                        continue
                    }
                    let spelling = first.spelling == name.value ? name.value : "\(name.value)（即\(first.spelling)）"
                    issues.append(
                        issue(
                            name.line,
                            first.role == role
                                ? "任务 \(task.code) 的\(role.inChinese)里\(spelling)写了两次"
                                : "任务 \(task.code) 里\(spelling)既是\(first.role.inChinese)又是\(role.inChinese)",
                            remedy: first.role == role ? "只留一次" : "只留一种职责"))
                }
            }
            return issues
        }
    }

    private func unknownPhases() -> [Issue] {
        let known = phases.map(\.value.name)
        return tasks.compactMap { task in
            guard let phase = task.phase, !known.contains(phase.value) else { return nil }
            let nearest = NearestName.among(known, to: phase.value)
            return issue(
                phase.line, "方案没有“\(phase.value)”这个阶段",
                remedy: nearest.isEmpty ? "在 phases 中登记" : "是不是：\(nearest.joined(separator: "、"))？否则在 phases 中登记")
        }
    }

    private func unknownIndicators(_ standard: Standard?) -> [Issue] {
        guard self.standard != nil else {
            return tasks.flatMap(\.fixes).prefix(1).map { fix in
                issue(fix.line, "任务对应了指标，但方案没有写依据哪个标准", remedy: "在方案开头加一行 standard: youzhi-junheng-2017")
            }
        }
        guard let standard else { return [] }
        let known = standard.indicators.map(\.code)
        return tasks.flatMap { task in
            var seen: Set<String> = []
            return task.fixes.compactMap { fix in
                let code = fix.value.indicator
                if !known.contains(code) {
                    let nearest = NearestName.among(known, to: code)
                    return issue(
                        fix.line, "标准里没有指标 \(code)",
                        remedy: nearest.isEmpty
                            ? "按标准填写，如 \"1.4\"（资源配置第4项）" : "是不是：\(nearest.joined(separator: "、"))")
                }
                guard !seen.insert(code).inserted else { return nil }
                return issue(fix.line, "任务 \(task.code) 的指标 \(code) 写了两次", remedy: "只留一次")
            }
        }
    }

    private func issue(_ line: Int, _ problem: String, remedy: String) -> Issue {
        Issue("\(path):\(line)", problem, remedy: remedy)
    }
}

extension PlanFile.Task {
    /// Every unit named, leads first.
    var allUnits: [Located<String>] { Assignment.Role.allCases.flatMap { units[$0, default: []] } }
}
