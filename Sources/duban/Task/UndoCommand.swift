import ArgumentParser
import PlanModel
import PlanStore

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "撤销一条记录：从今天起当它没有登记过；撤销本身也是一条记录。",
        usage: "duban undo [<记录>] [选项]",
        discussion: "不写是最近登记的一条。记录的序号见 duban log。撤销错了，再撤销那一次撤销。")

    @Argument(help: ArgumentHelp("记录的序号，如 12。", valueName: "记录"))
    var id: Int?

    @OptionGroup var event: EventOptions

    func run() throws {
        let last = try id ?? event.store().lastEvent(ofPlan: event.plan)
        guard let last else { throw CommandFailure("还没有可以撤销的记录", remedy: "看有哪些记录：duban log", code: 4) }
        try event.record(.event(last), .reversed(event: last))
    }
}
