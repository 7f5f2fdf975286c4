import Foundation
import PlanModel
import Yams

/// A value with the line of the file on which it stands.
struct Located<Value> {
    var value: Value
    var line: Int
}

extension Located: Equatable where Value: Equatable {}

/// Takes a YAML tree apart and collects what is wrong with it, so that a person is told everything at once.
struct FileReader {
    let path: String
    var issues: [Issue] = []

    init(_ path: String) { self.path = path }

    mutating func report(_ line: Int, _ problem: String, remedy: String, _ severity: Issue.Severity = .error) {
        issues.append(Issue("\(path):\(line)", problem, remedy: remedy, severity: severity))
    }

    /// The mapping's entries by key. Keys that the file format does not know are an issue, with the nearest that it does.
    mutating func fields(_ node: Node, of what: String, known: [String]) -> Fields? {
        guard let mapping = node.mapping else {
            report(node.line, "\(what)应当写成“键: 值”", remedy: "可用的键：\(known.joined(separator: "、"))")
            return nil
        }
        var fields = Fields(line: node.line)
        for (key, value) in mapping {
            guard let name = key.string else {
                report(key.line, "\(what)里有看不懂的键", remedy: "可用的键：\(known.joined(separator: "、"))")
                continue
            }
            if known.contains(name) {
                fields.values[name] = value
            } else {
                if name.contains("：") {
                    report(key.line, "冒号是中文的“：”：\(name)", remedy: "改成英文冒号“:”，后面留一个空格")
                    continue
                }
                let nearest = NearestName.among(known, to: name)
                report(
                    key.line, "\(what)里没有“\(name)”这个键",
                    remedy: nearest.isEmpty
                        ? "可用的键：\(known.joined(separator: "、"))" : "是不是：\(nearest.joined(separator: "、"))")
            }
        }
        return fields
    }

    /// The items of a list; empty if the key is missing or left blank.
    mutating func list(_ fields: Fields, _ key: String) -> [Node] {
        guard let node = fields[key] else { return [] }
        guard let sequence = node.sequence else {
            report(node.line, "\(key) 应当是列表", remedy: "写成 \(key): [甲, 乙]，或每行一个“- ”开头的项")
            return []
        }
        return Array(sequence)
    }

    /// A list of names. A single name without brackets counts as a list of one.
    mutating func names(_ fields: Fields, _ key: String) -> [Located<String>] {
        if let node = fields[key], node.scalar != nil { return name(node, key).map { [$0] } ?? [] }
        return list(fields, key).compactMap { name($0, key) }
    }

    /// Text on one line, trimmed; nil if the key is missing or left blank.
    mutating func name(_ fields: Fields, _ key: String) -> Located<String>? {
        fields[key].flatMap { name($0, key) }
    }

    /// Text on one line that has to be there.
    mutating func required(_ fields: Fields, _ key: String, of what: String, example: String) -> Located<String>? {
        let known = issues.count
        if let text = name(fields, key) { return text }
        // Left blank or left out; anything else wrong with it has been told already.
        if issues.count == known {
            report(fields.line, "\(what)缺 \(key)", remedy: "补上一行，例如 \(key): \(example)")
        }
        return nil
    }

    /// Word turns "6" into “6”: in a code the quotes would become part of it.
    mutating func code(_ fields: Fields, _ key: String, of what: String, example: String) -> Located<String>? {
        guard let text = required(fields, key, of: what, example: example) else { return nil }
        return hasWordQuotes(text) ? nil : text
    }

    mutating func hasWordQuotes(_ text: Located<String>) -> Bool {
        guard text.value.contains(where: { "“”‘’＂".contains($0) }) else { return false }
        report(text.line, "编号用了中文引号：\(text.value)", remedy: "改成英文引号，如 \"6\"")
        return true
    }

    mutating func name(_ node: Node, _ key: String) -> Located<String>? {
        guard let text = text(node, key) else { return nil }
        guard !text.value.contains(where: \.isNewline) else {
            report(node.line, "\(key) 里有换行", remedy: "写在一行里")
            return nil
        }
        return text
    }

    /// Text of any length, trimmed; nil if the key is missing or left blank.
    mutating func text(_ fields: Fields, _ key: String) -> Located<String>? {
        fields[key].flatMap { text($0, key) }
    }

    private mutating func text(_ node: Node, _ key: String) -> Located<String>? {
        guard let scalar = node.scalar else {
            report(node.line, "\(key) 应当是文字，不是列表或表格", remedy: "写成 \(key): 文字")
            return nil
        }
        // One spelling for letters that look the same: copied PDFs have their own.
        let text = scalar.string.trimmed.precomposedStringWithCanonicalMapping
        guard !text.isEmpty, !(scalar.style == .plain && ["~", "null"].contains(text)) else { return nil }
        if text.unicodeScalars.contains(where: \.isInvisible) {
            report(node.line, "\(key) 里有看不见的控制字符", remedy: "重新输入这一行")
            return nil
        }
        return Located(value: text, line: node.line)
    }

    mutating func day(_ fields: Fields, _ key: String) -> Located<CalendarDay>? {
        guard let text = name(fields, key) else { return nil }
        guard let day = CalendarDay(text.value) else {
            report(text.line, "\(key) 不是日期：\(text.value)", remedy: "写成 2024-06-30 的样子，并且是日历上有的一天")
            return nil
        }
        return Located(value: day, line: text.line)
    }

    mutating func number(_ fields: Fields, _ key: String) -> Located<Double>? {
        guard let text = name(fields, key) else { return nil }
        guard let number = Double(text.value), number.isFinite else {
            report(text.line, "\(key) 不是数字：\(text.value)", remedy: "写成阿拉伯数字")
            return nil
        }
        return Located(value: number, line: text.line)
    }

    mutating func wholeNumber(_ fields: Fields, _ key: String) -> Located<Int>? {
        guard let number = number(fields, key) else { return nil }
        guard let whole = Int(exactly: number.value), (0...36_500).contains(whole) else {
            report(number.line, "\(key) 不是0到36500之间的整数", remedy: "写成 0、1、2 这样的整数")
            return nil
        }
        return Located(value: whole, line: number.line)
    }

    mutating func flag(_ fields: Fields, _ key: String) -> Bool {
        guard let text = name(fields, key) else { return false }
        switch text.value {
        case "true", "yes", "是": return true
        case "false", "no", "否": return false
        default:
            report(text.line, "\(key) 只能是 true 或 false：\(text.value)", remedy: "需要时写 \(key): true，否则删去这一行")
            return false
        }
    }

    /// One of a few words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ fields: Fields, _ key: String, of choices: [Choice] = Array(Choice.allCases)
    ) -> Choice? where Choice.RawValue == String {
        guard let text = name(fields, key) else { return nil }
        if let choice = choices.first(where: { $0.rawValue == text.value }) { return choice }
        let words = choices.map(\.rawValue).joined(separator: "、")
        report(text.line, "\(key) 不能是“\(text.value)”", remedy: "可用：\(words)")
        return nil
    }
}

/// The entries of a mapping, by key.
struct Fields {
    var line: Int
    var values: [String: Node] = [:]

    /// Nil if the key is missing or left blank.
    subscript(key: String) -> Node? { values[key].flatMap { $0.null == nil ? $0 : nil } }
}

extension Unicode.Scalar {
    /// Control characters, and those that turn the direction of the text around.
    fileprivate var isInvisible: Bool {
        switch self {
        case "\n", "\t": false
        default: properties.generalCategory == .control || properties.generalCategory == .format
        }
    }
}

extension Node {
    var line: Int { mark?.line ?? 1 }
}

extension StringProtocol {
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
