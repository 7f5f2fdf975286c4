import PlanModel
import Yams

extension PlanFile {
    /// What could be read, and everything that is wrong with it. Nil if it lacks what makes it a plan.
    static func read(_ path: String) -> (file: PlanFile?, issues: [Issue]) {
        do {
            return read(try YAMLFile.read(path), path)
        } catch {
            return (nil, error.issues)
        }
    }

    static func read(_ node: Node, _ path: String) -> (file: PlanFile?, issues: [Issue]) {
        var reader = FileReader(path)
        let known = ["plan", "county", "title", "document", "issued", "standard", "alert", "phases", "tasks"]
        guard let top = reader.fields(node, of: "方案文件", known: known) else { return (nil, reader.issues) }
        let code = reader.required(top, "plan", of: "方案文件", example: "eshan")
        let county = reader.required(top, "county", of: "方案文件", example: "峨山县")
        let title = reader.required(top, "title", of: "方案文件", example: "峨山县创建全国义务教育优质均衡发展县工作计划")
        let issued = reader.day(top, "issued")?.value
        let alertRule = alertRule(top, &reader)
        let phases = reader.list(top, "phases").compactMap { phase($0, &reader) }
        let tasks = reader.list(top, "tasks").compactMap { task($0, &reader) }
        if reader.issues.isEmpty, tasks.isEmpty {
            reader.report(top.line, "方案里没有任务", remedy: "在 tasks 下面逐项写出任务")
        }
        guard let code, let county, let title else { return (nil, reader.issues) }
        let file = PlanFile(
            path: path, code: code, county: county.value, title: title.value,
            document: reader.name(top, "document")?.value, issued: issued, standard: reader.name(top, "standard"),
            alertRule: alertRule, phases: phases, tasks: tasks)
        return (file, reader.issues)
    }

    private static func alertRule(_ top: Fields, _ reader: inout FileReader) -> Located<AlertRule> {
        var rule = AlertRule()
        guard let node = top["alert"], let fields = reader.fields(node, of: "预警规则", known: ["blue", "yellow"]) else {
            return Located(value: rule, line: top.line)
        }
        if let blue = reader.wholeNumber(fields, "blue") { rule.blueDays = blue.value }
        if let yellow = reader.wholeNumber(fields, "yellow") { rule.yellowDays = yellow.value }
        return Located(value: rule, line: node.line)
    }

    private static func phase(_ node: Node, _ reader: inout FileReader) -> Located<Plan.Phase>? {
        guard let fields = reader.fields(node, of: "阶段", known: ["name", "start", "end"]) else { return nil }
        let name = reader.required(fields, "name", of: "阶段", example: "启动准备阶段")
        let start = reader.day(fields, "start")
        let end = reader.day(fields, "end")
        for (key, isMissing) in [("start", fields["start"] == nil), ("end", fields["end"] == nil)] where isMissing {
            reader.report(fields.line, "阶段缺 \(key)", remedy: "补上日期，例如 \(key): 2022-09-01")
        }
        guard let name, let start, let end else { return nil }
        return Located(value: Plan.Phase(name: name.value, start: start.value, end: end.value), line: name.line)
    }

    private static let taskKeys = [
        "code", "title", "measures", "deadline", "start", "due", "repeat", "lead", "responsible", "supporting", "each",
        "fixes",
        "phase", "source",
    ]

    private static func task(_ node: Node, _ reader: inout FileReader) -> Task? {
        guard let fields = reader.fields(node, of: "任务", known: taskKeys) else { return nil }
        let code = reader.code(fields, "code", of: "任务", example: "\"6\"")
        let what = code.map { "任务 \($0.value) " } ?? "任务"
        let title = reader.required(fields, "title", of: what, example: "补齐生均教学及辅助用房面积")
        // Read on without code or title, so that everything wrong with the task is told at once.
        let task = Task(
            line: code?.line ?? fields.line, code: code?.value ?? "", title: title?.value ?? "",
            measures: reader.text(fields, "measures")?.value, phase: reader.name(fields, "phase"),
            deadline: reader.text(fields, "deadline"), start: reader.day(fields, "start"),
            due: reader.day(fields, "due"),
            cycle: reader.name(fields, "repeat"),
            units: [
                .lead: reader.names(fields, "lead"), .responsible: reader.names(fields, "responsible"),
                .supporting: reader.names(fields, "supporting"),
            ],
            eachMemberReports: reader.flag(fields, "each"),
            fixes: fixes(fields, &reader), source: reader.text(fields, "source")?.value)
        return code == nil || title == nil ? nil : task
    }

    private static func fixes(_ fields: Fields, _ reader: inout FileReader) -> [Located<PlanTask.Fix>] {
        if let node = fields["fixes"], node.scalar != nil {
            return reader.name(node, "fixes").map { [Located(value: PlanTask.Fix($0.value), line: $0.line)] } ?? []
        }
        return reader.list(fields, "fixes").compactMap { node in
            if node.scalar != nil {
                guard let code = reader.name(node, "fixes"), !reader.hasWordQuotes(code) else { return nil }
                return Located(value: PlanTask.Fix(code.value), line: code.line)
            }
            guard let inner = reader.fields(node, of: "fixes", known: ["indicator", "target"]),
                let code = reader.code(inner, "indicator", of: "fixes ", example: "\"1.4\"")
            else { return nil }
            let fix = PlanTask.Fix(code.value, target: reader.text(inner, "target")?.value)
            return Located(value: fix, line: code.line)
        }
    }
}
