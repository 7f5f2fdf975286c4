import PlanModel

/// Plan files that cannot be used. Carries every issue found, never just the first.
public struct PlanFileError: Error, Hashable {
    public let issues: [Issue]

    public init(issues: [Issue]) { self.issues = issues }
}

extension PlanFileError: CustomStringConvertible {
    public var description: String {
        let errors = issues.filter { $0.severity == .error }.count
        let doubts = issues.count - errors
        let count = "方案文件有\(errors)处必须改正" + (doubts > 0 ? "，另有\(doubts)处待明确" : "") + "："
        return ([count] + issues.map(\.description)).joined(separator: "\n")
    }
}
