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
        usage: "duban <命令> [选项]",
        discussion: """
            第一次用：
              duban apply Plans/eshan   把方案写入台账
              duban overdue             看哪些任务逾期
              duban matrix              看部门责任矩阵
              duban duties 县财政局     看一个单位的任务
              duban coverage            看32项指标各有哪些任务

            以后每天用：
              duban progress 7 已招标   登记进展
              duban done 7              登记报完成
              duban review              看哪些待审核；通过的销号：duban review 7 --accept
              duban backup 备份.db      备份台账

            退出码：0 完成；1 运行出错；3 方案文件有待处理的问题；4 找不到指定的单位、方案或文件；\
            5 台账被占用或版本较新；6 按规定不能做；10 --check 发现清单不为空；64 命令写法不对。
            """,
        version: "duban \(version)",
        groupedSubcommands: [
            CommandGroup(name: "方案", subcommands: [ApplyCommand.self, CheckCommand.self, PlansCommand.self]),
            CommandGroup(
                name: "任务",
                subcommands: [
                    ListCommand.self, ShowCommand.self, ProgressCommand.self, DoneCommand.self, ReviewCommand.self,
                    ExtendCommand.self, SuperviseCommand.self, CancelCommand.self, ReopenCommand.self, UndoCommand.self,
                    LogCommand.self, ProblemCommand.self,
                ]),
            CommandGroup(
                name: "报告",
                subcommands: [
                    ReportCommand<OverdueReport>.self, UpcomingCommand.self, MatrixCommand.self, DutiesCommand.self,
                ] + reports.filter { $0 != OverdueReport.self }.map { command(for: $0) }),
            CommandGroup(
                name: "保管", subcommands: [BackupCommand.self, RestoreCommand.self, DoctorCommand.self]),
        ])

    private static func command<R: LedgerReport>(for _: R.Type) -> any ParsableCommand.Type { ReportCommand<R>.self }

    /// Straight to the command that the first word names, if it names one and asks for no help: making the tree of all
    /// commands takes as long as recording an event.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        let asksAbout = ["-h", "--help", "-help", "--version"]
        guard let name = arguments.first, !arguments.contains(where: asksAbout.contains),
            let command = configuration.groupedSubcommands.lazy.flatMap(\.subcommands)
                .first(where: { $0.configuration.commandName == name })
        else { return try parseAsRoot(arguments) }
        return try command.parseAsRoot(Array(arguments.dropFirst()))
    }

    static func main() {
        do {
            let arguments = CommandLine.arguments.dropFirst().map(OptionSlip.withHalfWidthDigits)
            try OptionSlip.check(arguments)
            var command = try parse(arguments)
            try command.run()
        } catch {
            Outcome(error, of: CommandLine.arguments).leave()
        }
    }
}
