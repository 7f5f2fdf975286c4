import Testing

@testable import PlanModel

@Suite struct ThresholdTests {
    @Test(
        arguments: [
            (.atLeast, 4.2, 4.2, true), (.atLeast, 4.2, 4.19, false), (.atMost, 45, 45, true), (.atMost, 45, 46, false),
            (.below, 0.15, 0.149, true), (.below, 0.15, 0.15, false),
        ] as [(Threshold.Comparison, Double, Double, Bool)])
    func onlyBelowLeavesTheNumberOut(comparison: Threshold.Comparison, value: Double, measured: Double, isMet: Bool) {
        #expect(Threshold(stage: .all, comparison, value, unit: "").isMet(by: measured) == isMet)
    }
}
