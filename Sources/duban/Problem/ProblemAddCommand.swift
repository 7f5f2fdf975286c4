import ArgumentParser
import PlanModel
import PlanStore

struct ProblemAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "登记一个发现的问题。",
        usage: "duban problem add <问题> --by <自查|督查|模拟评估> [选项]",
        discussion:
            "例：duban problem add 音乐教室缺1间 --by 督查 --place 双江小学 --indicator 2.3 --lead 县教体局 --due 2024-05-31 --task 7")

    @Argument(help: ArgumentHelp("什么问题，一句话。", valueName: "问题"))
    var title: String

    @Option(help: ArgumentHelp("怎么发现的：自查、督查、模拟评估。", valueName: "方式"))
    var by: String

    @Option(help: ArgumentHelp("在哪所学校、哪个单位。", valueName: "学校或单位"))
    var place: String?

    @Option(help: ArgumentHelp("关系到哪项指标，如 2.3。", valueName: "指标"))
    var indicator: String?

    @Option(
        parsing: .unconditionalSingleValue, help: ArgumentHelp("负责整改的单位，可写几次。", valueName: "单位"))
    var lead: [String] = []

    @Option(parsing: .unconditional, help: ArgumentHelp("整改时限。", valueName: "日期"))
    var due: String?

    @Option(help: ArgumentHelp("属于方案里的哪项任务。", valueName: "编号"))
    var task: String?

    @Option(help: ArgumentHelp("整改措施。", valueName: "文字"))
    var measures: String?

    @OptionGroup var event: EventOptions

    private var source: Problem.Source? { Problem.Source.allCases.first { [$0.rawValue, $0.inChinese].contains(by) } }

    func validate() throws {
        _ = try due.map { try DayArgument.checked($0, option: "--due") }
        guard source != nil else {
            throw ValidationError(
                "--by 不能是“\(by)”\n    → 可用：\(Problem.Source.allCases.map(\.inChinese).joined(separator: "、"))")
        }
        guard !title.allSatisfy(\.isWhitespace) else { throw ValidationError("没有写是什么问题") }
        guard event.unit == nil else { throw ValidationError("登记问题不用 --unit\n    → 负责整改的单位用 --lead，发现问题的地方用 --place") }
    }

    func run() throws {
        let draft = try ProblemDraft(
            title, source: source ?? .inspection, place: place, indicator: indicator, leads: lead,
            due: due.map { try DayArgument.checked($0, option: "--due").day() }, task: task, measures: measures)
        let recorded = try event.store().add(
            draft, foundOn: event.day(), ofPlan: event.plan, note: event.note ?? "", evidence: event.files(),
            event.recording())
        try StandardOutput.write(
            RecordedText(recorded, on: CalendarDay.today(), plan: event.plan, isDryRun: event.dryRun).text)
    }
}
