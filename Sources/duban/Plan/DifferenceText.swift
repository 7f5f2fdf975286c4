import PlanModel

/// What applying a plan changes, as the office reads it.
struct DifferenceText {
    private let plan: Plan
    private let difference: PlanDifference
    private let isDryRun: Bool
    /// Of one subject and kind; a plan of 10,000 tasks need not run through the screen.
    private static let most = 30

    init(_ plan: Plan, _ difference: PlanDifference, isDryRun: Bool) {
        self.plan = plan
        self.difference = difference
        self.isDryRun = isDryRun
    }

    var text: String {
        let name = "方案 \(plan.code)（\(plan.title)）"
        guard !difference.isEmpty else { return "\(name)：没有变化，台账里共\(plan.tasks.count)项任务。\n" }
        var text = "\(name)\(isDryRun ? "，试运行，没有写入" : "")：\n"
        for subject in PlanDifference.Change.Subject.allCases {
            for kind in PlanDifference.Change.Kind.allCases { text += section(subject, kind) }
        }
        return text + (isDryRun ? "以上内容还没有写入台账。\n" : "已写入台账，共\(plan.tasks.count)项任务。\n")
    }

    private func section(_ subject: PlanDifference.Change.Subject, _ kind: PlanDifference.Change.Kind) -> String {
        let changes = difference.changes.filter { $0.subject == subject && $0.kind == kind }
        guard !changes.isEmpty else { return "" }
        var text = "  \(kind.word)\(subject.word)\(changes.count)\(subject.counter)"
        // What comes with a new plan is counted; its tasks are listed.
        if kind == .added, subject != .task {
            let keys = changes.prefix(Self.most).map(\.key).joined(separator: "、")
            return text + "：\(keys)\(changes.count > Self.most ? "……" : "")\n"
        }
        text += "\n"
        for change in changes.prefix(Self.most) {
            text += "    \(change.key)\(change.title.isEmpty ? "" : " \(change.title)")\n"
            for field in change.fields {
                text +=
                    "      \(field.name)：\(field.before.isEmpty ? "（无）" : field.before) → \(field.after.isEmpty ? "（无）" : field.after)\n"
            }
        }
        if changes.count > Self.most { text += "    ……等共\(changes.count)\(subject.counter)\n" }
        return text
    }
}

extension PlanDifference.Change.Kind {
    fileprivate var word: String {
        switch self {
        case .added: "新增"
        case .changed: "修改"
        case .withdrawn: "撤下"
        case .restored: "恢复"
        }
    }
}

extension PlanDifference.Change.Subject {
    fileprivate var word: String {
        switch self {
        case .plan: "方案"
        case .standard: "标准"
        case .indicator: "指标"
        case .phase: "阶段"
        case .unit: "单位"
        case .task: "任务"
        }
    }

    fileprivate var counter: String {
        switch self {
        case .plan, .standard, .phase, .unit: "个"
        case .indicator, .task: "项"
        }
    }
}
