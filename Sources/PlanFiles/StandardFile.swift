import PlanModel
import Yams

/// `Plans/standards/*.yaml`: the indicators with their thresholds, the rules that span them, and what bars recognition.
enum StandardFile {
    static func read(_ path: String) -> (standard: Standard?, issues: [Issue]) {
        do {
            return read(try YAMLFile.read(path), path)
        } catch {
            return (nil, error.issues)
        }
    }

    static func read(_ node: Node, _ path: String) -> (standard: Standard?, issues: [Issue]) {
        var reader = FileReader(path)
        let known = ["standard", "title", "authority", "year", "indicators", "rules", "vetoes"]
        guard let top = reader.fields(node, of: "指标标准", known: known) else { return (nil, reader.issues) }
        let code = reader.required(top, "standard", of: "指标标准", example: "youzhi-junheng-2017")
        let title = reader.required(top, "title", of: "指标标准", example: "县域义务教育优质均衡发展督导评估指标")
        let authority = reader.required(top, "authority", of: "指标标准", example: "教督〔2017〕6号")
        let year = reader.wholeNumber(top, "year")
        if year == nil, top["year"] == nil { reader.report(top.line, "指标标准缺 year", remedy: "补上一行，例如 year: 2017") }
        let indicators = reader.list(top, "indicators").compactMap { indicator($0, &reader) }
        let rules = reader.list(top, "rules").compactMap { indicator($0, &reader) }
        let vetoes = reader.list(top, "vetoes").compactMap { veto($0, &reader) }
        reportDuplicates(
            (indicators + rules).map { Located(value: $0.value.code, line: $0.line) }
                + vetoes.map {
                    Located(value: $0.value.code, line: $0.line)
                }, &reader)
        if indicators.isEmpty, top["indicators"]?.sequence != nil || top["indicators"] == nil {
            reader.report(top.line, "指标标准里没有指标", remedy: "在 indicators 下面逐项列出")
        }
        guard let code, let title, let authority, let year else { return (nil, reader.issues) }
        let standard = Standard(
            code: code.value, title: title.value, authority: authority.value, year: year.value,
            indicators: indicators.map(\.value), rules: rules.map(\.value), vetoes: vetoes.map(\.value))
        return (standard, reader.issues)
    }

    private static func indicator(_ node: Node, _ reader: inout FileReader) -> Located<Indicator>? {
        let known = ["code", "category", "name", "scope", "thresholds", "note"]
        guard let fields = reader.fields(node, of: "指标", known: known) else { return nil }
        let code = reader.required(fields, "code", of: "指标", example: "\"1.4\"")
        let category = reader.required(fields, "category", of: "指标", example: "资源配置")
        let name = reader.required(fields, "name", of: "指标", example: "生均教学及辅助用房面积")
        let scope: Indicator.Scope? = reader.choice(fields, "scope")
        if fields["scope"] == nil { reader.report(fields.line, "指标缺 scope", remedy: "写 scope: school 或 scope: county") }
        let thresholds = reader.list(fields, "thresholds").compactMap { threshold($0, &reader) }
        guard let code, let category, let name, let scope else { return nil }
        return Located(
            value: Indicator(
                code: code.value, category: category.value, name: name.value, scope: scope, thresholds: thresholds,
                note: reader.text(fields, "note")?.value),
            line: code.line)
    }

    private static func threshold(_ node: Node, _ reader: inout FileReader) -> Threshold? {
        let known = ["stage", "measure", "op", "value", "unit"]
        guard let fields = reader.fields(node, of: "标准值", known: known) else { return nil }
        for key in ["stage", "op", "value"] where fields[key] == nil {
            reader.report(
                fields.line, "标准值缺 \(key)", remedy: "写成 {stage: 小学, measure: …, op: \">=\", value: 4.5, unit: 平方米}")
        }
        let stage: Threshold.Stage? = reader.choice(fields, "stage")
        let comparison: Threshold.Comparison? = reader.choice(fields, "op")
        let value = reader.number(fields, "value")
        guard let stage, let comparison, let value else { return nil }
        return Threshold(
            stage: stage, measure: reader.name(fields, "measure")?.value ?? "", comparison, value.value,
            unit: reader.name(fields, "unit")?.value ?? "")
    }

    private static func veto(_ node: Node, _ reader: inout FileReader) -> Located<Standard.Veto>? {
        guard let fields = reader.fields(node, of: "不予认定情形", known: ["code", "name"]),
            let code = reader.required(fields, "code", of: "不予认定情形", example: "V1"),
            let name = reader.required(fields, "name", of: "不予认定情形", example: "弄虚作假")
        else { return nil }
        return Located(value: Standard.Veto(code: code.value, name: name.value), line: code.line)
    }

    private static func reportDuplicates(_ codes: [Located<String>], _ reader: inout FileReader) {
        var first: [String: Int] = [:]
        for code in codes {
            if let line = first.updateValue(code.line, forKey: code.value) {
                reader.report(code.line, "编号 \(code.value) 与第\(line)行重复", remedy: "给其中一项换一个编号")
            }
        }
    }
}
