/// One way in which documents say that a duty comes again, with an example that is also its test.
///
/// A new wording is one more entry here.
struct CycleWording: Sendable {
    /// As `OfficialText` folds it.
    var example: String
    var meaning: Recurrence.Cycle
    /// Says so without 每, so that it counts only where a phrase begins: 月上报, but not in 6月上报.
    var isShort = false
    /// Reads on from the scanner, which stands anywhere in the phrase.
    var read: @Sendable (inout TextScanner) -> Recurrence.Cycle?
}

extension CycleWording {
    /// Tried in this order at every place of the phrase, from the left; the first that reads wins.
    static let all: [CycleWording] = [
        CycleWording(example: "每两周一次", meaning: .weeks(2)) { text in
            guard text.take("每"), let weeks = count(&text), text.take(anyOf: weekWords) != nil else { return nil }
            return .weeks(weeks)
        },
        CycleWording(example: "每周五下午下班前", meaning: .weeks(1, weekday: 5)) { text in
            guard text.take("每"), let word = text.take(anyOf: weekWords) else { return nil }
            text.take("的")
            if word == "周" || word == "星期", let day = weekday(&text) { return .weeks(1, weekday: day) }
            return .weeks(1)
        },
        CycleWording(example: "两周一次", meaning: .weeks(2), isShort: true) { text in
            guard let weeks = count(&text), text.take(anyOf: weekWords) != nil, takeOnce(&text) else { return nil }
            return .weeks(weeks)
        },
        CycleWording(example: "隔周", meaning: .weeks(2), isShort: true) { text in text.take("隔周") ? .weeks(2) : nil },
        CycleWording(example: "周汇总", meaning: .weeks(1), isShort: true) { text in
            guard text.take("周"), text.take(anyOf: ["报", "汇总", "小结", "调度", "报告"]) != nil else { return nil }
            return .weeks(1)
        },
        CycleWording(example: "每日", meaning: .daily) { text in
            text.take(anyOf: ["每日", "每天"]) != nil ? .daily : nil
        },
        CycleWording(example: "日排查", meaning: .daily, isShort: true) { text in
            text.take(anyOf: ["日排查", "日报告", "一日一"]) != nil ? .daily : nil
        },
        CycleWording(example: "每季度末月25日前", meaning: .calendar(.quarter, month: 3, day: 25)) { text in
            guard text.take(anyOf: ["每季度", "每个季度", "每季", "一季度一次", "一季一"]) != nil else { return nil }
            // Without a month named, a day of it is nobody's to choose.
            let hasMonth = text.take(anyOf: ["末月", "最后一个月", "最后1个月", "最后一月"]) != nil
            if !hasMonth { text.take(anyOf: ["底", "末"]) }
            return .calendar(.quarter, month: 3, day: hasMonth ? dayOfMonth(&text) ?? 31 : 31)
        },
        CycleWording(example: "每学期末", meaning: .halfYearly) { text in
            text.take(anyOf: ["每半年", "半年一次", "每学期", "每个学期", "一学期一次"]) != nil ? .halfYearly : nil
        },
        CycleWording(example: "每年4月底以前", meaning: .calendar(.year, month: 4)) { text in
            guard text.take(anyOf: ["每年", "每学年", "一年一次", "每年度"]) != nil else { return nil }
            text.take(anyOf: ["的", "度"])
            if text.take(anyOf: ["年底", "年末", "底", "末"]) != nil { return .yearly }
            return text.attempt { text in
                guard let month = text.takeNumber(digits: 1...2), (1...12).contains(month), text.take("月") else {
                    return nil
                }
                return .calendar(.year, month: month, day: dayOfMonth(&text) ?? 31)
            } ?? .yearly
        },
        CycleWording(example: "每3个月", meaning: .months(3)) { text in
            guard text.take("每"), let months = count(&text), text.take(anyOf: ["个月", "月"]) != nil else { return nil }
            return .months(months, day: dayOfMonth(&text) ?? 31)
        },
        CycleWording(example: "两个月一次", meaning: .months(2), isShort: true) { text in
            guard let months = count(&text), text.take("个月"), takeOnce(&text) else { return nil }
            return .months(months)
        },
        CycleWording(example: "每月25日前", meaning: .months(1, day: 25)) { text in
            guard text.take(anyOf: ["每个月", "每月", "按月"]) != nil else { return nil }
            return .months(1, day: dayOfMonth(&text) ?? 31)
        },
        CycleWording(example: "一月一主题", meaning: .monthly, isShort: true) { text in
            guard text.take(anyOf: ["一月一", "月上报", "月报告", "月报", "月通报", "月汇总"]) != nil else { return nil }
            return .monthly
        },
    ]

    /// A rule found in a phrase, with what stands before and after it.
    struct Found {
        var cycle: Recurrence.Cycle
        var before: String
        var after: String
        /// 每学期: half a year is the nearest that a calendar has.
        var isTerm = false
    }

    /// The first way of coming again that a phrase names, from the left; nil if it names none.
    static func find(_ folded: String) -> Found? {
        let phrase = TextScanner(folded)
        for position in 0..<phrase.count {
            let isBeginning = position == 0 || ",、;.:(行持按".contains(phrase.text(position - 1..<position))
            for wording in all where isBeginning || !wording.isShort {
                var text = TextScanner(phrase, at: position)
                if let cycle = wording.read(&text) {
                    return Found(
                        cycle: cycle, before: phrase.text(0..<position), after: text.rest,
                        isTerm: phrase.text(position..<text.position).contains("学期"))
                }
            }
        }
        return nil
    }

    private static let weekWords = ["个星期", "星期", "周"]

    private static func takeOnce(_ text: inout TextScanner) -> Bool {
        text.take(anyOf: ["一次", "1次", "一", "至少一次"]) != nil
    }

    /// 两, 3, 一: from 1 to 99.
    private static func count(_ text: inout TextScanner) -> Int? {
        if let number = text.takeNumber(digits: 1...2) { return number > 0 ? number : nil }
        var word = ""
        while let next = text.next, ChineseNumeral.isNumeral(next), text.take(String(next)) { word.append(next) }
        return ChineseNumeral.value(word).flatMap { $0 > 0 ? $0 : nil }
    }

    private static func weekday(_ text: inout TextScanner) -> Int? {
        let days = ["一", "二", "三", "四", "五", "六", "日", "天", "末", "1", "2", "3", "4", "5", "6", "7"]
        // 每周一次, 每周一报 and 每周一调度 name no Monday.
        let isOver = { (next: Character?) in next.map { "前之以下上早晚中(,.;".contains($0) } ?? true }
        guard
            let word = text.attempt({ text -> String? in
                guard let word = text.take(anyOf: days), isOver(text.next) else { return nil }
                return word
            })
        else { return nil }
        switch word {
        case "日", "天", "末", "7": return 7
        default: return ChineseNumeral.value(word) ?? Int(word)
        }
    }

    /// 25日, 底, 末: nil if no day is named.
    private static func dayOfMonth(_ text: inout TextScanner) -> Int? {
        text.attempt { text in
            text.take("的")
            if text.take(anyOf: ["底", "末", "低"]) != nil { return 31 }
            guard let day = text.takeNumber(digits: 1...2), (1...31).contains(day), text.take(anyOf: ["日", "号"]) != nil
            else { return nil }
            return day
        }
    }
}
