/// Numbers as Chinese documents write them: 二十四, 三十, 十二, 二〇二四, 两.
public enum ChineseNumeral {
    static func digit(_ character: Character) -> Int? {
        switch character {
        case "〇", "○", "零", "Ｏ": 0
        case "一": 1
        case "二", "两": 2
        case "三": 3
        case "四": 4
        case "五": 5
        case "六": 6
        case "七": 7
        case "八": 8
        case "九": 9
        default: nil
        }
    }

    static func isNumeral(_ character: Character) -> Bool { character == "十" || digit(character) != nil }

    /// The value of a whole numeral up to 99, or of digits in a row (二〇二四 is 2024). Nil if it is neither.
    public static func value(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: "十", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            guard !text.isEmpty, text.count <= 4 else { return nil }
            return text.reduce(0) { sum, character in
                guard let sum, let digit = digit(character) else { return nil }
                return sum * 10 + digit
            }
        case 2:
            guard parts[0].count <= 1, parts[1].count <= 1 else { return nil }
            guard let tens = parts[0].isEmpty ? 1 : digit(parts[0].first ?? " "),
                let ones = parts[1].isEmpty ? 0 : digit(parts[1].first ?? " ")
            else { return nil }
            return tens * 10 + ones
        default: return nil
        }
    }
}
