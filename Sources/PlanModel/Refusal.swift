/// Why a rule forbids what somebody wants to record, and what to do instead.
public struct Refusal: Error, Hashable, Sendable {
    public var problem: String
    public var remedy: String

    public init(_ problem: String, remedy: String) {
        self.problem = problem
        self.remedy = remedy
    }
}

extension Refusal: CustomStringConvertible {
    public var description: String { "\(problem)\n    → \(remedy)" }
}
