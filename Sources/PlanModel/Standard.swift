/// The indicators that a plan works towards: those of 教督〔2017〕6号, or a province's stricter ones.
public struct Standard: Hashable, Sendable, Codable {
    /// `youzhi-junheng-2017`
    public var code: String
    public var title: String
    /// Who issued it, with the document number.
    public var authority: String
    public var year: Int
    /// The 32 indicators, in the document's order.
    public var indicators: [Indicator]
    /// What is asked of several indicators together: 每校至少6项达标, 余项不低于85%, 校际差异系数.
    public var rules: [Indicator]
    /// 不予认定: any one of these means no recognition.
    public var vetoes: [Veto]

    public struct Veto: Hashable, Sendable, Codable {
        public var code: String
        public var name: String

        public init(code: String, name: String) {
            self.code = code
            self.name = name
        }
    }

    public init(
        code: String, title: String, authority: String, year: Int, indicators: [Indicator], rules: [Indicator] = [],
        vetoes: [Veto] = []
    ) {
        self.code = code
        self.title = title
        self.authority = authority
        self.year = year
        self.indicators = indicators
        self.rules = rules
        self.vetoes = vetoes
    }
}

/// One indicator (指标): what is measured, where, and what has to be reached.
public struct Indicator: Hashable, Sendable, Codable {
    public enum Scope: String, Hashable, Sendable, CaseIterable, Codable {
        /// Every school has to reach it by itself.
        case school
        /// The county as a whole has to reach it.
        case county
    }

    /// `1.4`: 资源配置第4项.
    public var code: String
    public var category: String
    public var name: String
    public var scope: Scope
    /// Empty for what can only be answered with yes or no.
    public var thresholds: [Threshold]
    public var note: String?

    public init(
        code: String, category: String, name: String, scope: Scope, thresholds: [Threshold] = [], note: String? = nil
    ) {
        self.code = code
        self.category = category
        self.name = name
        self.scope = scope
        self.thresholds = thresholds
        self.note = note
    }
}

/// What an indicator has to reach at one stage of school.
public struct Threshold: Hashable, Sendable, Codable {
    /// 以上, 不低于 and 不超过 include the number itself; 低于 does not (only 3.9 校际差异率).
    public enum Comparison: String, Hashable, Sendable, CaseIterable, Codable {
        case atLeast = ">="
        case atMost = "<="
        case below = "<"
    }

    public enum Stage: String, Hashable, Sendable, CaseIterable, Codable {
        case primary = "小学"
        case junior = "初中"
        case all
    }

    public var stage: Stage
    /// What is measured, if the indicator measures several things: 音乐专用教室面积. Empty if it is the indicator itself.
    public var measure: String
    public var comparison: Comparison
    public var value: Double
    /// 人, 平方米, 元, %; empty for a ratio.
    public var unit: String

    public init(stage: Stage, measure: String = "", _ comparison: Comparison, _ value: Double, unit: String) {
        self.stage = stage
        self.measure = measure
        self.comparison = comparison
        self.value = value
        self.unit = unit
    }
}

extension Threshold {
    /// Whether a measured value passes. The number itself passes unless the comparison is strict.
    public func isMet(by measured: Double) -> Bool {
        switch comparison {
        case .atLeast: measured >= value
        case .atMost: measured <= value
        case .below: measured < value
        }
    }
}
