import ArgumentParser
import PlanModel
import PlanStore

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "撤销一条记录：从今天起当它没有登记过；撤销本身也是一条记录。",
        usage: "duban undo [<序号>] [选项]",
        discussion: "不写是最近登记的一条。记录的序号见 duban log。撤销错了，再撤销那一次撤销。")

    @Argument(help: ArgumentHelp("记录的序号（不是任务编号），如 12，见 duban log 的“序号”一列。", valueName: "序号"))
    var number: String?

    @OptionGroup var event: EventOptions

    func run() throws {
        if let id {
            try event.record(.event(id), .reversed(event: id))
        } else {
            try event.record(.lastEvent, .reversed(event: 0))
        }
    }

    func validate() throws {
        guard number == nil || id != nil else {
            throw ValidationError("不是记录的序号：\(number ?? "")\n    → 写序号，如 duban undo 12，见 duban log")
        }
    }

    /// 12, 第12条
    private var id: Int? {
        number.flatMap { Int($0.replacing("第", with: "").replacing("条", with: "")) }
    }
}
