import ArgumentParser
import PlanFiles

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "检查方案文件，一次列出全部问题（文件:行号、问题、怎么办）。",
        usage: "duban check <路径> ...",
        discussion: "没有问题时退出码为0，有问题为3。台账不会改动。")

    @OptionGroup var files: PlanFileOptions

    func run() throws {
        let plans = try files.plans()
        let issues = plans.flatMap(\.issues)
        var text = issues.map { "\($0)\n" }.joined()
        let usable = plans.compactMap(\.plan)
        for plan in usable {
            text += "方案 \(plan.code)：\(plan.tasks.count)项任务、\(plan.units.filter { !$0.isGroup }.count)个单位、"
            text += "\(plan.units.filter(\.isGroup).count)个单位组\n"
        }
        let errors = issues.filter { $0.severity == .error }.count
        text += summary(errors: errors, doubts: issues.count - errors)
        try StandardOutput.write(text)
        if !issues.isEmpty { throw ExitCode(3) }
    }

    private func summary(errors: Int, doubts: Int) -> String {
        let parts = [
            errors > 0 ? "必须改正\(errors)处（改正后才能入台账）" : nil, doubts > 0 ? "待明确\(doubts)处（不影响入台账）" : nil,
        ].compactMap { $0 }
        return parts.isEmpty ? "没有发现问题。\n" : parts.joined(separator: "，") + "。\n"
    }
}
