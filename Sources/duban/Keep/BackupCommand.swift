import ArgumentParser
import PlanStore

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "备份台账；别人正在登记也可以备份。", usage: "duban backup <文件> [选项]",
        discussion: "备份好以后会核对一遍。请存到另一块盘上，如 U 盘。")

    @Argument(help: ArgumentHelp("备份存成哪个文件。", valueName: "文件"), completion: .file())
    var target: String

    @Flag(help: "文件已经有了也覆盖。")
    var force = false

    @OptionGroup var ledger: LedgerFileOptions

    func run() throws {
        let store = try Store.reading(ledger.path)
        try store.backup(to: target, mayReplace: force)
        let plans = try Store.reading(target).plans()
        let end = try Store.reading(target).chainEnd()
        let records = end.map { "，办理记录\($0.count)条，末条校验码 \($0.digest)" } ?? ""
        try StandardOutput.write(
            "已备份到 \(target)，核对无误（方案 \(plans.map(\.code).joined(separator: "、"))\(records)）。\n")
    }
}
