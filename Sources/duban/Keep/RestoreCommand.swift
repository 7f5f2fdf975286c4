import ArgumentParser
import PlanStore

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "用备份恢复台账；现在的台账先另存一份。", usage: "duban restore <备份文件> [选项]",
        discussion: "备份损坏的不会恢复，台账保持原样。恢复以后，备份之后登记的内容不在台账里，另存的那一份里有。")

    @Argument(help: ArgumentHelp("备份文件。", valueName: "备份文件"), completion: .file())
    var backup: String

    @Flag(name: .shortAndLong, help: "备份里没有台账现有的某个方案，也恢复。")
    var yes = false

    @OptionGroup var ledger: LedgerFileOptions

    func run() throws {
        let kept = try Store.restore(backup, to: ledger.path, at: Clock.now(), mayLosePlans: yes)
        let plans = try Store.reading(ledger.path).plans()
        var text = "已用 \(backup) 恢复台账 \(ledger.path)（方案 \(plans.map(\.code).joined(separator: "、"))）。\n"
        if let kept { text += "恢复前的台账另存为 \(kept)\n" }
        try StandardOutput.write(text + "接下来：duban doctor 检查一遍，duban log 看最后登记到哪一条\n")
    }
}
