import Foundation
import PlanModel
import Yams

/// A YAML file as a tree whose nodes know their lines, or the words for why it is none.
enum YAMLFile {
    /// A plan of 10,000 tasks has about 5 MB; a file far beyond that is something else, given by mistake.
    private static let largest = 20_000_000

    static func read(_ path: String) throws(PlanFileError) -> Node {
        try node(text(path), path)
    }

    static func text(_ path: String) throws(PlanFileError) -> String {
        // What fails here fails below, with a reason.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let size = attributes?[.size] as? Int, size > largest {
            throw refusal(path, "文件有\(size / 1_000_000) MB，方案文件不会这么大", "确认给的是方案文件（plan.yaml），不是附件或数据库")
        }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw refusal(path, "读不了这个文件", "确认文件还在，并且有权限读取")
        }
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
            throw refusal(path, "不是 UTF-8 编码的文本", "用记事本“另存为”，最下面的“编码”选 UTF-8")
        }
        if data.contains(0) {
            throw refusal(path, "不是文本文件", "给出用文本编辑器写的 YAML 文件；Word、Excel 文件要先整理成方案文件")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw refusal(path, "不是 UTF-8 编码的文本", "用记事本“另存为”，最下面的“编码”选 UTF-8")
        }
        return text
    }

    static func node(_ text: String, _ path: String) throws(PlanFileError) -> Node {
        let found: Node?
        do {
            found = try Yams.compose(yaml: text)
        } catch {
            throw PlanFileError(issues: [slip(in: text, path) ?? issue(error, path)])
        }
        guard let node = found, node.null == nil else {
            throw refusal(path, "文件是空的", "按 README 的例子写入方案内容")
        }
        return node
    }

    private static func refusal(_ place: String, _ problem: String, _ remedy: String) -> PlanFileError {
        PlanFileError(issues: [Issue(place, problem, remedy: remedy)])
    }

    /// The slips that everybody makes, on their own line: libyaml notices them a line later and in other words.
    private static func slip(in text: String, _ path: String) -> Issue? {
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let indent = line.prefix { $0.isWhitespace || $0 == "-" }
            let key = line.dropFirst(indent.count).prefix { $0.isASCII && $0.isLetter }
            let next = line.dropFirst(indent.count + key.count).first
            if !key.isEmpty, next == "：" {
                return Issue(
                    "\(path):\(place + 1)", "\(key) 后面的冒号是中文的“：”", remedy: "改成英文冒号“:”，后面留一个空格")
            }
            if indent.contains("\t") {
                return Issue("\(path):\(place + 1)", "这一行开头用了 Tab 键", remedy: "改成空格，和上下行对齐")
            }
            if indent.contains("\u{3000}") {
                return Issue("\(path):\(place + 1)", "这一行开头用了全角空格", remedy: "改成半角空格，和上下行对齐")
            }
        }
        return nil
    }

    /// What libyaml found wrong, in the office's words: its own are for programmers, and English.
    private static func issue(_ error: any Error, _ path: String) -> Issue {
        let remedy = "检查这一行和上一行：缩进要对齐且只用空格，冒号后留一个空格，引号和括号要成对"
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            return Issue("\(path):\(mark.line)", "YAML 写法有误（\(chinese(problem))）", remedy: remedy)
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            return Issue(
                "\(path):\(context.mark.line)", "同一处写了两次：\(duplicates.joined(separator: "、"))", remedy: "每个键只留一次")
        default:
            return Issue(path, "YAML 写法有误", remedy: remedy)
        }
    }

    private static func chinese(_ problem: String) -> String {
        switch problem {
        case let text where text.contains("expected key") || text.contains("simple key"): "缺冒号，或缩进没有对齐"
        case let text where text.contains("mapping values are not allowed"): "多了一个冒号，或缩进没有对齐"
        case let text where text.contains("block end") || text.contains("indicator"): "缩进没有对齐，或列表的“-”位置不对"
        case let text where text.contains("token"): "有不能用在开头的符号（制表符、@、` 等），请加引号或改用空格"
        case let text where text.contains("',' or"): "方括号或花括号没有写完整，或缺逗号"
        case let text where text.contains("unexpected end"): "引号没有成对"
        case let text where text.contains("alias"): "星号（*）开头的内容要加引号"
        case let text where text.contains("document"): "一个文件里只能有一份内容"
        default: "看不懂这里的写法"
        }
    }
}
