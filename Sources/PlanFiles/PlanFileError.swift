import PlanModel

/// Plan files that cannot be used. Carries every issue found, never just the first.
public struct PlanFileError: Error, Hashable {
    public let issues: [Issue]

    public init(issues: [Issue]) { self.issues = issues }
}

extension PlanFileError: CustomStringConvertible {
    public var description: String {
        (["方案文件有\(issues.count)处需要处理："] + issues.map(\.description)).joined(separator: "\n")
    }
}
