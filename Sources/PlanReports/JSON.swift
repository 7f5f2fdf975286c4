/// A JSON value that keeps its keys in order and its absent values as null, as the contract for programs asks.
///
/// Foundation's encoder promises no order, and leaves absent values out.
public indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])
}

extension JSON {
    static func optional(_ text: (some CustomStringConvertible)?) -> JSON {
        text.map { .string($0.description) } ?? .null
    }
    static func optional(_ number: Int?) -> JSON { number.map(JSON.number) ?? .null }
    static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
}

extension JSON {
    /// One key a line at the top, one item a line in lists of objects: a person can read it, and two runs can be compared.
    var text: String {
        var text = ""
        guard case .object(let entries) = self else {
            write(to: &text)
            return text + "\n"
        }
        text += "{\n"
        for (index, (key, value)) in entries.enumerated() {
            text += "  "
            Self.write(key, to: &text)
            text += ": "
            if case .array(let items) = value, case .object? = items.first {
                text += "[\n"
                for (index, item) in items.enumerated() {
                    text += "    "
                    item.write(to: &text)
                    text += index == items.count - 1 ? "\n" : ",\n"
                }
                text += "  ]"
            } else {
                value.write(to: &text)
            }
            text += index == entries.count - 1 ? "\n" : ",\n"
        }
        return text + "}\n"
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .number(let number): text += String(number)
        case .string(let string): Self.write(string, to: &text)
        case .array(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += ", " }
                item.write(to: &text)
            }
            text += "]"
        case .object(let entries):
            text += "{"
            for (index, (key, value)) in entries.enumerated() {
                if index > 0 { text += ", " }
                Self.write(key, to: &text)
                text += ": "
                value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        defer { text += "\"" }
        // U+2028 and U+2029 begin with E2 in UTF-8: E2 alone is reason enough to look closer.
        guard string.hasByte(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0xE2 }) else {
            text += string
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar == "\u{2028}" || scalar == "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
