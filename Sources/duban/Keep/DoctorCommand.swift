import ArgumentParser
import Foundation
import PlanFiles
import PlanModel
import PlanStore

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "给台账做体检：文件、记录、方案、佐证材料有没有损坏或被改动。",
        usage: "duban doctor [<路径> ...] [选项]",
        discussion: """
            只看不改。没有问题时退出码为0；台账损坏或被改动为1；只是佐证材料不见了、方案文件与台账不一致为3。
            """)

    @Argument(help: ArgumentHelp("方案文件夹，与台账比对；不写用上次写入时的文件夹。", valueName: "路径"), completion: .file())
    var paths: [String] = []

    @OptionGroup var ledger: LedgerFileOptions

    func run() throws {
        let store = try Store.reading(ledger.path)
        var findings = try store.examine()
        // A broken ledger cannot be compared with anything.
        var notes: [String] = []
        if !findings.contains(where: { $0.isDamage && !$0.faults.isEmpty }) {
            let files = try planFiles(store)
            findings.append(
                Finding(
                    "方案文件", files.faults, remedy: "文件改过还没有写入的，运行 duban apply；文件不该改的，改回去", isDamage: false))
            notes = files.notes
        }
        var text = "台账体检：\(ledger.path)\n"
        for finding in findings {
            text += "  \(finding.name)：\(finding.faults.isEmpty ? "正常" : "有问题")\n"
            for fault in finding.faults.prefix(20) { text += "    \(fault)\n" }
            if finding.faults.count > 20 { text += "    ……等共\(finding.faults.count)处\n" }
            if !finding.faults.isEmpty { text += "    → \(finding.remedy)\n" }
        }
        text += notes.map { "  \($0)\n" }.joined()
        if let end = try store.chainEnd() { text += "办理记录共\(end.count)条，末条校验码 \(end.digest)\n" }
        let count = findings.reduce(0) { $0 + $1.faults.count }
        text += count == 0 ? "没有发现问题。\n" : "发现\(count)处问题。\n"
        // File names may hold anything.
        try StandardOutput.write(text.withoutControls)
        if findings.contains(where: { $0.isDamage && !$0.faults.isEmpty }) { throw ExitCode(1) }
        if count > 0 { throw ExitCode(3) }
    }

    private func planFiles(_ store: Store) throws -> (faults: [String], notes: [String]) {
        var faults: [String] = []
        var notes: [String] = []
        var folders = paths
        if paths.isEmpty {
            for plan in try store.planFolders() {
                if let folder = plan.folder, FileManager.default.fileExists(atPath: folder) {
                    folders.append(folder)
                } else {
                    notes.append("方案 \(plan.code) 的文件不在原处，没有比对；写明路径可以比对：duban doctor 方案文件夹")
                }
            }
        }
        guard !folders.isEmpty else { return (faults, notes) }
        let known = try store.plans().map(\.code)
        for checked in try PlanFileOptions.plans(at: folders) {
            guard let plan = checked.plan else {
                faults.append("\(checked.path) 有必须改正的问题，无法比对；先运行 duban check")
                continue
            }
            guard known.contains(plan.code) else {
                faults.append("\(checked.path) 的方案 \(plan.code) 还没有写入台账")
                continue
            }
            let changes = try store.difference(to: plan).changes
            guard !changes.isEmpty else { continue }
            let names = changes.prefix(5).map { "\($0.key) \($0.title)" }.joined(separator: "、")
            faults.append("\(checked.path) 与台账有\(changes.count)处不一样：\(names)\(changes.count > 5 ? "……" : "")")
        }
        return (faults, notes)
    }
}
