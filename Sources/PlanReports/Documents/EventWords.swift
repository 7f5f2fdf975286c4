import PlanModel

extension TaskEvent {
    /// 2024-06-20 报完成（县财政局）: what happened last, in one cell.
    var briefWords: String { "\(day) \(kind.inChinese)" + (unit.map { "（\($0)）" } ?? "") }

    /// What happened, in one sentence without its day: 县财政局报进展60%：已完成招标.
    public func sentence(isProblem: Bool = false) -> String {
        let turn = period.map { "（\($0)这一期）" } ?? ""
        return who + action(isProblem) + turn + (note.isEmpty ? "" : "：\(note)")
    }

    /// The unit that did it or, for a slip, that it was sent to.
    private var who: String {
        guard let unit else { return "" }
        if case .supervised = kind { return "向\(unit)" }
        return unit
    }

    private func action(_ isProblem: Bool) -> String {
        switch kind {
        case .found: "发现问题"
        case .progress(let percent): "报进展" + (percent.map { "\($0)%" } ?? "")
        case .reportedDone: isProblem ? "报整改完成" : unit == nil ? "办公室登记完成" : "报完成"
        case .verified: "核查通过"
        case .signedOff: isProblem ? "销号" : "审核通过，销号"
        case .returned: unit == nil ? "退回" : "的报告退回"
        case .extensionRequested(let day, let isLate): "\(isLate ? "到期后" : "")申请延期到\(day.inChinese)"
        case .extensionApproved(let day, let document): "同意延期到\(day.inChinese)（\(document)）"
        case .extensionRefused: "不同意延期"
        case .supervised(let level, let number): "发\(level.inChinese)色督办单（\(number)）"
        case .cancelled: "取消"
        case .reopened: "重新打开（回头看）"
        case .reversed(let target): "撤销第\(target)条记录"
        }
    }
}
