import ArgumentParser
import Foundation
import PlanReports

/// How a report is written down, and where.
struct OutputOptions: ParsableArguments {
    enum Color: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    @Option(
        name: [.customShort("O"), .long],
        help: ArgumentHelp("格式：\(formats.map { "\($0.name)（\($0.purpose)）" }.joined(separator: "、"))。", valueName: "格式")
    )
    var format: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("写入文件；格式看扩展名，除非用 -O 指定。", valueName: "文件"),
        completion: .file())
    var output: String?

    @Flag(help: "文件已经有了也覆盖。")
    var force = false

    @Option(
        help: ArgumentHelp("屏幕上是否用颜色：auto、always、never。", valueName: "方式"),
        completion: .list(Color.allCases.map(\.rawValue)))
    var color = "auto"

    @Option(help: ArgumentHelp("屏幕宽度（字符数）。不写按终端宽度，不是终端按100。", valueName: "数"))
    var width: Int?

    @Flag(help: "清单不为空时以退出码10结束，供脚本判断。")
    var check = false

    func validate() throws {
        _ = try chosenFormat()
        guard Color(rawValue: color) != nil else {
            throw ValidationError("--color 不能是“\(color)”\n    → 可用：auto、always、never")
        }
        if let width, !(20...10_000).contains(width) {
            throw ValidationError("--width 要在20到10000之间：\(width)")
        }
    }

    /// Writes the report, then ends with exit code 10 if `--check` asked and the list is not empty.
    func write(_ report: some Report) throws {
        let format = try chosenFormat()
        if let output {
            let text = format.render(report, Setting(width: width ?? 100, hasColor: color == "always", isFile: true))
            try OutputFile(path: output, mayReplace: force).write(text)
        } else {
            let isTerminal = isatty(STDOUT_FILENO) == 1
            let setting = Setting(width: width ?? StandardOutput.terminalWidth ?? 100, hasColor: hasColor(isTerminal))
            try StandardOutput.write(format.render(report, setting))
        }
        if check, report.count > 0 { throw ExitCode(10) }
    }

    private func chosenFormat() throws -> any Format {
        if let format {
            if let chosen = formats.first(where: { $0.name == format.lowercased() }) { return chosen }
            throw ValidationError("没有格式“\(format)”\n    → 可用：\(formats.map(\.name).joined(separator: "、"))")
        }
        guard let output else { return formats[0] }
        let ending = URL(filePath: output).pathExtension.lowercased()
        if let chosen = formats.first(where: { $0.extensions.contains(ending) }) { return chosen }
        let endings = formats.flatMap(\.extensions).map { ".\($0)" }.joined(separator: "、")
        throw ValidationError("从文件名看不出格式：\(output)\n    → 用 -O 指定格式，或用这些扩展名：\(endings)")
    }

    /// `--color` beats `NO_COLOR`, which beats the terminal test.
    private func hasColor(_ isTerminal: Bool) -> Bool {
        switch Color(rawValue: color) {
        case .always?: true
        case .never?: false
        case .auto?, nil: isTerminal && Environment["NO_COLOR"] == nil
        }
    }
}

enum StandardOutput {
    /// Columns of the terminal; nil if it goes elsewhere.
    static var terminalWidth: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return nil }
        return Int(size.ws_col)
    }

    static func write(_ text: String) throws {
        var text = text
        let isWritten = text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Foundation.write(STDOUT_FILENO, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
            return true
        }
        guard isWritten else { throw CommandFailure("输出写不出去", remedy: "检查磁盘空间，或接收输出的程序是否已退出") }
    }
}

/// A file that a report is written to: whole or not at all, and never over another one by mistake.
struct OutputFile {
    var path: String
    var mayReplace: Bool

    func write(_ text: String) throws {
        // Where a link leads: the link itself stays.
        let target = URL(filePath: path).resolvingSymlinksInPath()
        let old = try? FileManager.default.attributesOfItem(atPath: target.path)  // nil: there is none yet
        if let old {
            guard mayReplace else {
                throw CommandFailure("文件已存在：\(path)", remedy: "换一个文件名，或加 --force 覆盖", code: 6)
            }
            guard old[.type] as? FileAttributeType == .typeRegular else {
                throw CommandFailure("不是普通文件，不能写：\(path)", remedy: "换一个文件名", code: 6)
            }
            guard !isDatabase(target) else {
                throw CommandFailure("这是数据库（可能就是台账），不能用报告覆盖：\(path)", remedy: "换一个文件名", code: 6)
            }
        }
        do {
            try Data(text.utf8).write(to: target, options: .atomic)
            if let mode = old?[.posixPermissions] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target.path)
            }
        } catch {
            throw CommandFailure("无法写入文件：\(path)", remedy: "检查文件夹是否存在、是否有权限写、磁盘是否已满")
        }
        FileHandle.standardError.write(Data("已存为 \(path)\n".utf8))
    }

    private func isDatabase(_ file: URL) -> Bool {
        // One that cannot be read cannot be written either, and the write says so.
        guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 15)) == Data("SQLite format 3".utf8)
    }
}
