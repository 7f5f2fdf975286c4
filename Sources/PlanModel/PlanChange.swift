/// A change that somebody made to a task by applying an edited plan file: no event, but part of the task's story.
public struct PlanChange: Hashable, Sendable {
    /// The day in China on which it was applied.
    public var day: CalendarDay
    public var actor: String
    public var kind: PlanDifference.Change.Kind
    /// What stood there, and what stands there now.
    public var fields: [PlanDifference.Field]

    public init(
        day: CalendarDay, actor: String, kind: PlanDifference.Change.Kind, fields: [PlanDifference.Field]
    ) {
        self.day = day
        self.actor = actor
        self.kind = kind
        self.fields = fields
    }
}

extension PlanChange {
    /// 方案修改：完成时限由2024-06-30改为2024-12-31
    public var inChinese: String {
        switch kind {
        case .added: "列入方案"
        case .withdrawn: "从方案里撤下"
        case .restored: "在方案里恢复"
        case .changed:
            "方案修改："
                + fields.map { field in
                    "\(field.name)由\(field.before.isEmpty ? "（无）" : field.before)改为\(field.after.isEmpty ? "（无）" : field.after)"
                }.joined(separator: "；")
        }
    }
}
