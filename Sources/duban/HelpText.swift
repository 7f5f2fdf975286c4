import PlanReports

/// ArgumentParser's help with its own headings in Chinese, laid out anew: it counts letters, not cells.
///
/// Everything else in it is written in this project, and is Chinese already.
enum HelpText {
    /// `help` is what ArgumentParser writes for a very wide screen, so that nothing is broken yet.
    static func inChinese(_ help: String, width: Int) -> String {
        guard help.hasPrefix("OVERVIEW: ") || help.hasPrefix("USAGE: ") else { return help }
        return help.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            laidOut(translated(String(line)), width)
        }.joined(separator: "\n")
    }

    private static func translated(_ line: String) -> String {
        for (english, chinese) in headings where line.hasPrefix(english) {
            return chinese
                + line.dropFirst(english.count).replacing("<options>", with: "[选项]")
                .replacing("<subcommand>", with: "<命令>")
        }
        if line.hasPrefix("  See 'duban help ") {
            let command = line.dropFirst("  See 'duban help ".count).prefix { $0 != "<" }
            return "  每个命令的说明：duban help \(command)<命令>"
        }
        if line.hasSuffix(" SUBCOMMANDS:") { return line.replacing(" SUBCOMMANDS:", with: "：") }
        var line = phrases.reduce(line) { $0.replacing($1.0, with: $1.1) }
        for (english, chinese) in [("(default: ", "（默认 "), ("(values: ", "（可用 ")] {
            guard let start = line.range(of: english), let end = line[start.upperBound...].firstIndex(of: ")") else {
                continue
            }
            line.replaceSubrange(end...end, with: "）")
            line.replaceSubrange(start, with: chinese)
        }
        return line.hasSuffix(":") && !line.hasPrefix(" ") ? line.dropLast() + "：" : line
    }

    /// `  --unit <单位>   只看…`: the name, then what it means from a fixed column on, wrapped there.
    private static func laidOut(_ line: String, _ width: Int) -> String {
        let column = 26
        guard line.hasPrefix("  "), let gap = line.dropFirst(2).range(of: "  ") else {
            return line.wrapped(to: width).joined(separator: "\n")
        }
        let name = String(line[..<gap.lowerBound])
        let meaning = String(line[gap.upperBound...].drop { $0 == " " })
        let indent = String(repeating: " ", count: column)
        let lines = meaning.wrapped(to: max(20, width - column)).joined(separator: "\n" + indent)
        let isLong = name.displayWidth > column - 2
        return name + (isLong ? "\n" + indent : String(repeating: " ", count: column - name.displayWidth)) + lines
    }

    private static let headings = [
        ("OVERVIEW: ", ""), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "命令："),
        ("  See 'duban help <subcommand>' for detailed help.", "  每个命令的说明：duban help <命令>"),
    ]

    private static let phrases = [
        ("Show help information.", "显示这份说明。"), ("Show the version.", "显示版本。"),
        ("Show subcommand help information.", "显示命令的说明。"),
    ]
}

extension String {
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
