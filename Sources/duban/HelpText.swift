/// ArgumentParser's help with its own headings in Chinese. Everything else in it is written here, and is Chinese already.
enum HelpText {
    static func inChinese(_ help: String) -> String {
        guard help.hasPrefix("OVERVIEW: ") || help.hasPrefix("USAGE: ") else { return help }
        var lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for index in lines.indices {
            for (english, chinese) in headings where lines[index].hasPrefix(english) {
                lines[index] = chinese + lines[index].dropFirst(english.count)
            }
            for (english, chinese) in phrases { lines[index] = lines[index].replacing(english, with: chinese) }
        }
        return lines.joined(separator: "\n")
    }

    private static let headings = [
        ("OVERVIEW: ", ""), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "命令："),
        ("  See 'duban help <subcommand>' for detailed help.", "  每个命令的说明：duban help <命令>"),
    ]

    private static let phrases = [
        ("Show help information.", "显示这份说明。"), ("Show the version.", "显示版本。"), ("(default: ", "（默认："),
        ("Show subcommand help information.", "显示命令的说明。"), ("<options>", "[选项]"), ("<subcommand>", "<命令>"),
        (" SUBCOMMANDS:", "："), ("(values: ", "（可用："),
    ]
}
