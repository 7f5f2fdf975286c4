/// Options that look right on the screen and are not: one dash for two, or the long dash that an input method makes of two.
enum OptionSlip {
    /// ７, ４０％, ５．３．２: what an input method makes of numbers. A word with anything else in it stays as it is.
    static func withHalfWidthDigits(_ argument: String) -> String {
        let isNumber = argument.unicodeScalars.allSatisfy { scalar in
            (0xFF10...0xFF19).contains(scalar.value) || "．％－／".unicodeScalars.contains(scalar)
                || "0123456789.%-/".unicodeScalars.contains(scalar)
        }
        guard isNumber else { return argument }
        return String(
            String.UnicodeScalarView(
                argument.unicodeScalars.map { scalar in
                    scalar.value >= 0xFF00 ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
                }))
    }

    static func check(_ arguments: [String]) throws {
        for argument in arguments {
            if let first = argument.first, "—–－―".contains(first) {
                throw CommandFailure("“\(argument)”开头不是英文短横", remedy: "选项以两个英文短横开头，如 --as-of", code: 64)
            }
            let name = argument.dropFirst()
            guard argument.hasPrefix("-"), !name.hasPrefix("-"), name.count > 2, let letter = name.first,
                letter.isLowercase,
                name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "=") })
            else { continue }
            throw CommandFailure("“\(argument)”少了一个短横", remedy: "选项以两个英文短横开头：-\(argument)", code: 64)
        }
    }
}
