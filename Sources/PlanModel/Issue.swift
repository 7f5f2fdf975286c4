/// One thing that a person must put right, said so that they can: where, what, and what to do.
public struct Issue: Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable {
        /// Worth settling, but the plan can be used as it is: a task that no unit leads.
        case doubt
        /// The plan cannot be used until this is put right.
        case error
    }

    /// Where to look: `Plans/eshan/plan.yaml:41`, or a cell such as `附件2.xlsx 表1 第7行`.
    public var place: String
    public var problem: String
    public var remedy: String
    public var severity: Severity

    public init(_ place: String, _ problem: String, remedy: String, severity: Severity = .error) {
        self.place = place
        self.problem = problem
        self.remedy = remedy
        self.severity = severity
    }
}

extension Issue: CustomStringConvertible {
    /// What only wants settling says so; all else has to be put right.
    public var description: String {
        "\(place): \(severity == .doubt ? "（待明确）" : "")\(problem)\n    → \(remedy)"
    }
}
