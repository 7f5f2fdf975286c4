/// A department, township, company or school that can be made responsible for a task (单位), or a group of them (单位组).
///
/// Known by its name. Not called `Unit`, which is Foundation's.
public struct OrgUnit: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// 政府工作部门
        case department
        /// 党委部门、群团组织
        case party
        /// 办公室、领导小组办公室
        case office
        /// 乡镇、街道
        case township
        case school
        case other
        /// A word of the document that stands for members: 各义务教育学校, 各乡镇（街道）.
        case group
    }

    /// The name that the county uses, such as 县教育体育局.
    public var name: String
    public var kind: Kind
    /// A short ASCII code for typing, such as `jt`.
    public var code: String?
    /// Other spellings that mean the same unit: 县教体局.
    public var aliases: [String]
    public var mail: String?
    /// What the plan asks of this unit as a whole, in short.
    public var duties: String?
    /// Names of the members, if this is a group whose members are known; otherwise empty.
    public var members: [String]

    public init(
        name: String, kind: Kind = .other, code: String? = nil, aliases: [String] = [], mail: String? = nil,
        duties: String? = nil, members: [String] = []
    ) {
        self.name = name
        self.kind = kind
        self.code = code
        self.aliases = aliases
        self.mail = mail
        self.duties = duties
        self.members = members
    }

    public var isGroup: Bool { kind == .group }
}

/// A unit's part in a task.
public struct Assignment: Hashable, Sendable, Codable {
    public enum Role: String, Hashable, Sendable, CaseIterable, Comparable, Codable {
        /// 牵头单位: answers for the task. A joint task has several.
        case lead
        /// 责任单位: carries out its share.
        case responsible
        /// 配合单位: helps where asked.
        case supporting

        /// 牵头单位, 责任单位, 配合单位
        public var inChinese: String {
            switch self {
            case .lead: "牵头单位"
            case .responsible: "责任单位"
            case .supporting: "配合单位"
            }
        }

        private var rank: Int {
            switch self {
            case .lead: 0
            case .responsible: 1
            case .supporting: 2
            }
        }

        /// The heavier role comes first.
        public static func < (a: Role, b: Role) -> Bool { a.rank < b.rank }
    }

    public var role: Role
    /// The name of the unit or group, as `OrgUnit.name` has it.
    public var unit: String

    public init(_ role: Role, _ unit: String) {
        self.role = role
        self.unit = unit
    }
}
