import Foundation
import PlanModel

/// What was found at a path: a plan, if nothing keeps it from being used, and everything that a person should put right.
public struct CheckedPlan: Sendable {
    /// The plan file, as messages name it.
    public var path: String
    /// Nil as soon as one issue is an error.
    public var plan: Plan?
    /// In the order of the files: units, standard, plan.
    public var issues: [Issue]

    public init(path: String, plan: Plan?, issues: [Issue]) {
        self.path = path
        self.plan = plan
        self.issues = issues
    }
}

/// No file or folder has that path.
public struct NoSuchPath: Error, CustomStringConvertible {
    public var path: String
    public var description: String { "没有这个文件或文件夹：\(path)\n    → 给出方案文件夹（如 Plans/eshan）或其中的 plan.yaml" }
}

/// Finds and reads the plans at a path: a folder with `plan.yaml`, a folder of such folders, or one of the files.
public struct PlanFolder {
    /// Where standards are looked for after the folders beside the plan, the first that has the file wins.
    public var standardFolders: [String]

    public init(standardFolders: [String] = []) {
        self.standardFolders = standardFolders
    }

    /// - Throws: `NoSuchPath` for a path that is not there; `PlanFileError` for one that holds no plan.
    public func plans(at path: String) throws -> [CheckedPlan] {
        try planFiles(at: path).map(plan(at:))
    }

    private func planFiles(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw NoSuchPath(path: path) }
        guard isFolder.boolValue else { return [path] }
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if exists("\(folder)/plan.yaml") { return ["\(folder)/plan.yaml"] }
        // A folder that cannot be read has no plans, and that is said.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let plans = names.sorted().map { "\(folder)/\($0)/plan.yaml" }.filter(exists)
        guard !plans.isEmpty else {
            throw PlanFileError(issues: [
                Issue(path, "文件夹里没有 plan.yaml", remedy: "给出方案文件夹（如 Plans/eshan）；新方案先写 plan.yaml 和 units.yaml")
            ])
        }
        return plans
    }

    private func plan(at path: String) -> CheckedPlan {
        switch Self.kind(of: path) {
        case .units where exists(beside(path, "plan.yaml")): return plan(at: beside(path, "plan.yaml"))
        case .standard:
            let issues = StandardFile.read(path).issues
            return CheckedPlan(
                path: path, plan: nil,
                issues: issues.isEmpty
                    ? [Issue(path, "这是指标标准，不是方案", remedy: "标准随引用它的方案一起入台账：duban apply 方案文件夹", severity: .doubt)]
                    : issues)
        case .units, .plan: break
        }
        let (file, planIssues) = PlanFile.read(path)
        let unitsPath = beside(path, "units.yaml")
        let (units, unitIssues) = exists(unitsPath) ? UnitsFile.read(unitsPath) : (nil, [missingUnits(unitsPath)])
        let (standard, standardIssues) = standard(of: file)
        let others = unitIssues + standardIssues
        guard let file else { return CheckedPlan(path: path, plan: nil, issues: others + planIssues.inOrderOfLines) }

        let (deadlines, deadlineIssues) = file.deadlines()
        let issues = others + (planIssues + deadlineIssues + file.check(units, standard)).inOrderOfLines
        let isUsable = !issues.contains { $0.severity == .error }
        return CheckedPlan(
            path: path, plan: isUsable ? units.map { file.plan($0, standard, deadlines) } : nil, issues: issues)
    }

    private func standard(of file: PlanFile?) -> (Standard?, [Issue]) {
        guard let file, let code = file.standard else { return (nil, []) }
        let folder = (file.path as NSString).deletingLastPathComponent
        let here = folder.isEmpty ? "." : folder
        let folders = ["\(here)/../standards", "\(here)/standards", here] + standardFolders
        let isName = code.value.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." }
        guard isName, let path = folders.map({ "\($0)/\(code.value).yaml" }).first(where: exists) else {
            return (
                nil,
                [
                    Issue(
                        "\(file.path):\(code.line)", "找不到指标标准 \(code.value)",
                        remedy: "把 \(code.value).yaml 放在方案文件夹旁边的 standards 文件夹里")
                ]
            )
        }
        return StandardFile.read(path)
    }

    private func missingUnits(_ path: String) -> Issue {
        Issue(path, "缺单位文件", remedy: "在 plan.yaml 旁边建 units.yaml，登记方案里出现的单位和单位组")
    }

    private enum Kind { case plan, units, standard }

    /// By its top-level keys: the first line that begins one of them tells.
    private static func kind(of path: String) -> Kind {
        guard let text = try? YAMLFile.text(path) else { return .plan }  // the reason is told when it is read as a plan
        for line in text.prefix(20_000).split(whereSeparator: \.isNewline) {
            if line.hasPrefix("plan:") || line.hasPrefix("tasks:") { return .plan }
            if line.hasPrefix("units:") || line.hasPrefix("groups:") { return .units }
            if line.hasPrefix("indicators:") { return .standard }
        }
        return .plan
    }

    private func beside(_ path: String, _ name: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? name : "\(folder)/\(name)"
    }

    private func exists(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
}

extension PlanFile {
    /// The plan that the file spells. Only for a file without errors: every name has been found.
    fileprivate func plan(_ units: UnitsFile, _ standard: Standard?, _ deadlines: [Deadline]) -> Plan {
        let directory = units.directory
        return Plan(
            code: code.value, county: county, title: title, document: document, issued: issued, standard: standard,
            phases: phases.map(\.value), alertRule: alertRule.value,
            units: directory.units.map { unit in
                var unit = unit
                unit.members = unit.members.compactMap { directory[$0]?.name }
                return unit
            },
            tasks: zip(tasks, deadlines).map { task, deadline in
                PlanTask(
                    code: task.code, title: task.title, measures: task.measures, phase: task.phase?.value,
                    deadline: deadline, deadlineText: task.words,
                    assignments: Assignment.Role.allCases.flatMap { role in
                        task.units[role, default: []].compactMap { directory[$0.value] }.map {
                            Assignment(role, $0.name)
                        }
                    },
                    eachMemberReports: task.eachMemberReports, fixes: task.fixes.map(\.value), source: task.source)
            })
    }
}

extension PlanFile.Task {
    /// 每两周，2024年6月底前: the deadline as the document words it, with the rule of a recurring duty.
    fileprivate var words: String? {
        let words = [cycle?.value, deadline?.value].compactMap { $0 }.map { text in
            text.split(whereSeparator: \.isWhitespace).joined()
        }
        return words.isEmpty ? nil : words.joined(separator: "，")
    }
}

extension [Issue] {
    /// As a person goes through the file. Issues of one line stay in the order of the checks.
    fileprivate var inOrderOfLines: [Issue] {
        enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    }
}

extension Issue {
    fileprivate var line: Int { place.split(separator: ":").last.flatMap { Int($0) } ?? 0 }
}
