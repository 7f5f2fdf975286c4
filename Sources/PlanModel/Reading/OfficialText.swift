/// The same text, however a document spelt it: for the readers of official wordings.
enum OfficialText {
    /// Half-width digits, brackets and stops, one kind of dash, no spaces or line breaks.
    static func folded(_ text: String) -> String {
        var folded = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "—", "–", "－", "―", "─", "~", "～", "〜", "‐", "‑", "−":
                // —— is one dash.
                if folded.last != "-" { folded.append("-") }
            case "，": folded.append(",")
            case "。": folded.append(".")
            case "〔", "［", "【": folded.append("(")
            case "〕", "］", "】": folded.append(")")
            case _ where scalar.properties.isWhitespace || scalar == "\u{200B}" || scalar == "\u{FEFF}": break
            case "\u{FF01}"..."\u{FF5E}":
                if let ascii = Unicode.Scalar(scalar.value - 0xFEE0) { folded.unicodeScalars.append(ascii) }
            default: folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }

    /// Chinese numerals that count years, months, days and quarters, in Arabic: 二〇二四年六月 is 2024年6月.
    ///
    /// Others stay as they are: 一月一主题.
    static func withArabicDates(_ text: String) -> String {
        let characters = Array(text)
        var result = ""
        var index = 0
        while index < characters.count {
            var end = index
            while end < characters.count, ChineseNumeral.isNumeral(characters[end]) { end += 1 }
            // 一月一主题: once a month, no January.
            let isRate = end + 1 < characters.count && characters[end + 1] == "一"
            if end > index, end < characters.count, "年月日号季".contains(characters[end]), !isRate,
                let number = ChineseNumeral.value(String(characters[index..<end]))
            {
                result += String(number)
                index = end
            } else {
                end = max(end, index + 1)
                result += String(characters[index..<end])
                index = end
            }
        }
        return result
    }
}
