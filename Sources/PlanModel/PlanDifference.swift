/// What applying a plan file changes in the ledger: shown before it is done, printed after, and kept.
public struct PlanDifference: Hashable, Sendable {
    public struct Change: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            case added
            case changed
            /// No longer in the plan. A withdrawn task keeps what happened to it and is marked, never deleted.
            case withdrawn
            /// A task that had been withdrawn stands in the plan again.
            case restored
        }

        public enum Subject: String, Hashable, Sendable, CaseIterable {
            case plan, standard, indicator, phase, unit, task
        }

        public var kind: Kind
        public var subject: Subject
        /// The task's code, the unit's name …: what tells it from others of its subject.
        public var key: String
        /// What a person calls it: the task's title.
        public var title: String
        /// For a change, each field with what stood there and what stands there now.
        public var fields: [Field]
    }

    public struct Field: Hashable, Sendable {
        /// The field in the office's words: 完成时限.
        public var name: String
        public var before: String
        public var after: String

        public init(name: String, before: String, after: String) {
            self.name = name
            self.before = before
            self.after = after
        }
    }

    public var changes: [Change] = []

    public var isEmpty: Bool { changes.isEmpty }
}

extension PlanDifference {
    /// Codes of the tasks whose deadline a plan file moved.
    public var tasksWithOtherDeadline: [String] {
        changes.filter { change in
            change.subject == .task && change.kind == .changed
                && change.fields.contains { $0.name == PlanTask.deadlineField }
        }.map(\.key)
    }

    /// Codes of the tasks that have another title now: perhaps another task under an old number.
    public var retitledTasks: [String] {
        changes.filter {
            $0.subject == .task && $0.kind == .changed && $0.fields.contains { $0.name == PlanTask.titleField }
        }
        .map(\.key)
    }

    /// - Parameters:
    ///   - old: the plan in the ledger; nil if it has none of that code.
    ///   - new: the plan as its file says it.
    ///   - standard: the new plan's standard as the ledger has it, perhaps from another plan; nil if it has none.
    ///   - withdrawn: codes of the tasks that were withdrawn before.
    public init(from old: Plan?, to new: Plan, standard: Standard? = nil, withdrawn: Set<String> = []) {
        changes = []
        compare(.plan, old.map { [$0] } ?? [], [new], key: \.code, title: \.title, fields: \.headFields)
        compare(
            .standard, [standard].compactMap { $0 }, [new.standard].compactMap { $0 }, key: \.code, title: \.title,
            fields: \.headFields)
        compare(
            .indicator, standard?.indicators ?? [], new.standard?.indicators ?? [], key: \.code, title: \.name,
            fields: \.fields)
        compare(.phase, old?.phases ?? [], new.phases, key: \.name, title: { _ in "" }, fields: \.fields)
        compare(.unit, old?.units ?? [], new.units, key: \.name, title: { _ in "" }, fields: \.fields)
        compare(.task, old?.tasks ?? [], new.tasks, key: \.code, title: \.title, fields: \.fields)
        for index in changes.indices where changes[index].subject == .task && changes[index].kind == .added {
            if withdrawn.contains(changes[index].key) { changes[index].kind = .restored }
        }
        if let old, Self.order(old) != Self.order(new), !changes.contains(where: { $0.kind != .changed }) {
            changes.append(
                Change(
                    kind: .changed, subject: .plan, key: new.code, title: new.title,
                    fields: [Field(name: "排列顺序", before: "原顺序", after: "方案文件的顺序")]))
        }
    }

    private static func order(_ plan: Plan) -> [[String]] {
        [
            plan.phases.map(\.name), plan.units.map(\.name), plan.tasks.map(\.code),
            plan.standard?.indicators.map(\.code) ?? [],
        ]
    }

    private mutating func compare<Item>(
        _ subject: Change.Subject, _ old: [Item], _ new: [Item], key: (Item) -> String, title: (Item) -> String,
        fields: (Item) -> [(String, String)]
    ) where Item: Equatable {
        var before = Dictionary(old.map { (key($0), $0) }) { first, _ in first }
        for item in new {
            let known = before.removeValue(forKey: key(item))
            guard known != item else { continue }
            let changed = known.map { known in
                zip(fields(known), fields(item)).filter { $0.1 != $1.1 }.map {
                    Field(name: $0.0, before: $0.1, after: $1.1)
                }
            }
            var told = changed ?? []
            if known != nil, told.isEmpty {
                // A plan or a standard differs in what is compared by itself; anything else must not change unseen.
                if subject == .plan || subject == .standard { continue }
                told = [Field(name: "写法", before: "原写法", after: "方案文件的写法")]
            }
            changes.append(
                Change(
                    kind: known == nil ? .added : .changed, subject: subject, key: key(item), title: title(item),
                    fields: told))
        }
        for item in old where before[key(item)] != nil {
            changes.append(Change(kind: .withdrawn, subject: subject, key: key(item), title: title(item), fields: []))
        }
    }
}

// What a person is told of a change, field by field. A field that is missing here could change unseen: the tests
// change each stored property once.

extension Plan {
    fileprivate var headFields: [(String, String)] {
        [
            ("县", county), ("标题", title), ("文号", document ?? ""), ("印发日期", issued?.description ?? ""),
            ("指标标准", standard?.code ?? ""), ("预警规则", alertRule.description),
        ]
    }
}

extension Standard {
    fileprivate var headFields: [(String, String)] {
        [
            ("名称", title), ("依据", authority), ("年份", String(year)),
            ("跨指标规则", rules.map { "\($0.code) \($0.fields.map(\.1).joined(separator: " "))" }.joined(separator: "；")),
            ("不予认定情形", vetoes.map { "\($0.code) \($0.name)" }.joined(separator: "；")),
        ]
    }
}

extension Indicator {
    fileprivate var fields: [(String, String)] {
        [
            ("类别", category), ("名称", name), ("范围", scope.rawValue),
            ("标准值", thresholds.map(\.inChinese).joined(separator: "；")), ("备注", note ?? ""),
        ]
    }
}

extension Threshold {
    /// 小学 生均面积 ≥4.5平方米
    public var inChinese: String {
        let sign =
            switch comparison {
            case .atLeast: "≥"
            case .atMost: "≤"
            case .below: "＜"
            }
        let number = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        return [stage == .all ? "" : stage.rawValue, measure, "\(sign)\(number)\(unit)"].filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}

extension Plan.Phase {
    fileprivate var fields: [(String, String)] { [("开始", start.description), ("结束", end.description)] }
}

extension OrgUnit {
    fileprivate var fields: [(String, String)] {
        [
            ("类别", kind.rawValue), ("代码", code ?? ""), ("别名", aliases.joined(separator: "、")), ("邮箱", mail ?? ""),
            ("职责", duties ?? ""), ("成员", members.joined(separator: "、")),
        ]
    }
}

extension PlanTask {
    fileprivate static let titleField = "任务"
    fileprivate static let deadlineField = "完成时限"

    fileprivate var fields: [(String, String)] {
        [
            (Self.titleField, title), ("措施", measures ?? ""), ("阶段", phase ?? ""),
            (Self.deadlineField, deadline.inChinese),
            ("时限原文", deadlineText ?? ""),
        ] + Assignment.Role.allCases.map { ($0.inChinese, units($0).joined(separator: "、")) } + [
            ("成员各自报送", eachMemberReports ? "是" : "否"),
            ("对应指标", fixes.map { $0.indicator + ($0.target.map { "（\($0)）" } ?? "") }.joined(separator: "、")),
            ("出处", source ?? ""),
        ]
    }
}
