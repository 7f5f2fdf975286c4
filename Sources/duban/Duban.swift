import ArgumentParser
import Foundation
import PlanReports

/// `duban`: the command line of the leading-group office. English verbs and flags, Chinese text.
@main
struct Duban: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "duban",
        abstract: "督办：义务教育优质均衡发展县创建方案的任务台账。",
        discussion: """
            第一次用：duban apply Plans/eshan 把方案写入台账，再看 duban overdue（逾期）、duban matrix（责任矩阵）、
            duban duties 县财政局（一个单位的任务）、duban coverage（指标覆盖）。
            退出码：0 完成；1 运行出错；3 方案文件有待处理的问题；4 没有所说的单位、方案或文件；5 台账被占用或版本较新；\
            6 按规定不能做；10 --check 发现清单不为空；64 命令写法不对。
            """,
        version: "duban \(version)",
        groupedSubcommands: [
            CommandGroup(name: "方案", subcommands: [ApplyCommand.self, CheckCommand.self, PlansCommand.self]),
            CommandGroup(
                name: "报告", subcommands: reports.map { command(for: $0) } + [
                    UpcomingCommand.self, MatrixCommand.self, DutiesCommand.self,
                ]),
        ])

    private static func command<R: LedgerReport>(for _: R.Type) -> any ParsableCommand.Type { ReportCommand<R>.self }

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Outcome(error, of: CommandLine.arguments).leave()
        }
    }
}
