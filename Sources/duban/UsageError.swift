import ArgumentParser
import PlanModel

/// A command line that was not understood, in Chinese: ArgumentParser speaks English only.
struct UsageError: CustomStringConvertible {
    private let problem: String
    private let command: String?

    /// `message` is what ArgumentParser says, or what one of our own checks says in Chinese.
    init(_ message: String, _ arguments: [String]) {
        let words = arguments.dropFirst().filter { !$0.hasPrefix("-") }
        let names = Duban.configuration.allSubcommands.compactMap { $0.configuration.commandName }
        command = Self.command(named: words)
        if command == nil, let word = words.first, arguments.dropFirst().first == word {
            let nearest = NearestName.among(names, to: word)
            problem =
                "没有命令“\(word)”\n    → "
                + (nearest.isEmpty ? "可用：\(names.joined(separator: " "))" : "是不是：\(nearest.joined(separator: "、"))")
        } else {
            problem = Self.inChinese(message)
        }
    }

    var description: String {
        let help = ["duban", command, "--help"].compactMap { $0 }.joined(separator: " ")
        return "\(problem)\n    → 用法见 \(help)"
    }

    /// overdue, extend request: as far as the first words name commands.
    private static func command(named words: [String]) -> String? {
        var configuration = Duban.configuration
        var found: [String] = []
        for word in words {
            guard let next = configuration.allSubcommands.first(where: { $0.configuration.commandName == word }) else {
                break
            }
            found.append(word)
            configuration = next.configuration
        }
        return found.isEmpty ? nil : found.joined(separator: " ")
    }

    private static let surplusAdvice = "；内容里有空格的，用英文引号括起来；单位前面写 --unit（或 --lead），几个单位每个前面都写"

    private static func inChinese(_ message: String) -> String {
        // Two quoted pieces at most: what was written, and the option that it was written for.
        let quoted = message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
        let first = quoted.first ?? ""
        let last = quoted.last ?? ""
        return switch message {
        case _ where message.hasPrefix("Unknown option") && quoted.count > 1: "没有选项 \(first)；是不是：\(last)"
        case _ where message.hasPrefix("Unknown option"): "没有选项 \(first)"
        case _ where message.hasPrefix("Missing value for"): "\(first) 后面缺内容"
        case _ where message.hasPrefix("Missing expected argument"): "缺 \(first)"
        case _ where message.hasPrefix("Missing one of"): "还缺一项：\(quoted.joined(separator: "、"))"
        case _ where message.hasPrefix("Unexpected argument"): "多余的内容：\(first)\(surplusAdvice)"
        case _ where message.contains("unexpected arguments"): "多余的内容：\(quoted.joined(separator: "、"))\(surplusAdvice)"
        case _ where message.hasPrefix("The option") && message.contains("does not take any value"):
            "\(first) 后面不用写内容（写了“\(last)”）"
        case _ where message.hasPrefix("The value"): invalidValue(message, first, quoted.count > 1 ? quoted[1] : "")
        case _ where message.contains("had already been set"): "\(last) 只能写一次"
        case _ where message.hasPrefix("Invalid option"): "选项写法不对"
        default: message
        }
    }

    /// `ArgumentParser` appends to its own sentence what our checks say: that is the part worth reading.
    private static func invalidValue(_ message: String, _ value: String, _ option: String) -> String {
        if let range = message.range(of: "': ") { return String(message[range.upperBound...]) }
        return "\(option)不能是“\(value)”"
    }
}

extension CommandConfiguration {
    fileprivate var allSubcommands: [any ParsableCommand.Type] {
        ungroupedSubcommands + groupedSubcommands.flatMap(\.subcommands)
    }
}
