/// One way in which documents put days together to a deadline, with an example that is also its test.
///
/// A new wording is one more entry here; a new way of naming days is one in `DayWording`.
struct DeadlineWording: Sendable {
    var example: String
    /// What the example means in a plan issued on 1 March 2025.
    var meaning: DeadlineReading
    /// Reads a phrase that `OfficialText.folded` has folded; nil if it is not worded so.
    var read: @Sendable (_ folded: String, _ context: DayContext) throws(UnreadableDeadline) -> DeadlineReading?
}

extension DeadlineWording {
    /// Tried in this order; the first that reads the phrase wins.
    static let all: [DeadlineWording] = [
        DeadlineWording(example: "待定", meaning: DeadlineReading(doubt: "文件没有定下日期，列为“未写明”")) {
            folded, _ throws(UnreadableDeadline) in
            let words = ["待定", "未定", "另行通知", "另行确定", "无", "按上级要求", "视情况而定"]
            return words.contains(folded) ? DeadlineReading(doubt: "文件没有定下日期，列为“未写明”") : nil
        },
        DeadlineWording(example: "每周五下午下班前", meaning: DeadlineReading(cycle: .weeks(1, weekday: 5))) {
            folded, context throws(UnreadableDeadline) in
            guard let found = CycleWording.find(OfficialText.withArabicDates(folded)) else { return nil }
            return try recurring(found, context)
        },
        DeadlineWording(example: "自会议决定之日起5个工作日内", meaning: DeadlineReading()) {
            folded, _ throws(UnreadableDeadline) in
            if isRelative(OfficialText.withArabicDates(folded)) { throw .relative }
            return nil
        },
        DeadlineWording(
            example: "2025年秋季学期开学前",
            meaning: DeadlineReading(due: "2025-08-31", doubt: "开学日按9月1日算，请核对当地校历")
        ) { folded, context throws(UnreadableDeadline) in
            guard folded.contains("开学前") else { return nil }
            let isAutumn = folded.contains("秋")
            guard isAutumn || folded.contains("春") else { return nil }
            var text = TextScanner(OfficialText.withArabicDates(folded))
            let year = text.takeNumber(digits: 4...4) ?? context.year(ofMonth: isAutumn ? 8 : 2)
            guard let year else { throw .noYear }
            return DeadlineReading(
                due: CalendarDay.last(ofMonth: isAutumn ? 8 : 2, year: year),
                doubt: "开学日按\(isAutumn ? 9 : 3)月1日算，请核对当地校历")
        },
        DeadlineWording(
            example: "2024年2月-4月", meaning: DeadlineReading(start: "2024-02-01", due: "2024-04-30")
        ) { folded, context throws(UnreadableDeadline) in
            let found = phrases(in: OfficialText.withArabicDates(folded), context)
            guard found.count == 2, found[1].isEndOfRange else { return nil }
            guard found[1].hasPlainFollowing, found[0].hasPlainBefore else { throw .notUnderstood }
            return DeadlineReading(start: found[0].days.start, due: found[1].days.end)
        },
        DeadlineWording(example: "2025年6月底前完成", meaning: DeadlineReading(due: "2025-06-30")) {
            folded, context throws(UnreadableDeadline) in
            let found = phrases(in: OfficialText.withArabicDates(folded), context)
            guard found.count == 1, let only = found.first else { return nil }
            guard only.isPlain else { throw .notUnderstood }
            let isUntil = only.isBy || only.days.isMoment
            let isOpen = openWords.contains { folded.contains($0) }
            var reading = DeadlineReading(
                start: isUntil ? nil : only.days.start, due: only.days.end, isOpenEnded: isOpen)
            if isOpen { reading.doubt = "到期日按\(only.days.end)算，之后长期坚持的部分不计逾期" }
            if only.isBy, !only.days.isMoment, !only.isReachedBy {
                reading.doubt = "“前”字可以指之前，也可以含当期；按含当期算到\(only.days.end)"
            }
            return reading
        },
        DeadlineWording(
            example: "2005年4月21日开工,7月15日竣工", meaning: DeadlineReading(start: "2005-04-21", due: "2005-07-15")
        ) { folded, context throws(UnreadableDeadline) in
            let found = phrases(in: OfficialText.withArabicDates(folded), context)
            guard found.count == 2, ["开工", "启动", "开始", "动工"].contains(where: { found[0].following.hasPrefix($0) })
            else { return nil }
            return DeadlineReading(start: found[0].days.start, due: found[1].days.end)
        },
        DeadlineWording(
            example: "在8月底和9月上旬完成",
            meaning: DeadlineReading(due: "2025-09-10", doubt: "写了2个时间节点，按最后一个算；需要逐个督办的请拆成几项任务")
        ) { folded, context throws(UnreadableDeadline) in
            let found = phrases(in: OfficialText.withArabicDates(folded), context)
            // 第一季度：兑现上半年资金；第二季度：…: what a colon follows are the nodes, the rest tells of the work.
            let labelled = found.filter { $0.following.hasPrefix(":") }
            let nodes = labelled.count > 1 ? labelled : found
            guard nodes.count > 1, let last = nodes.map(\.days.end).max() else { return nil }
            guard labelled.count > 1 || found.allSatisfy(\.isPlain) else { throw .notUnderstood }
            // Stretches one after the other are the stretch that they make up.
            let isRow =
                nodes.allSatisfy { !$0.days.isMoment && !$0.isBy }
                && zip(nodes, nodes.dropFirst()).allSatisfy { $0.days.end < $1.days.start }
            return DeadlineReading(
                start: isRow ? nodes[0].days.start : nil, due: last,
                doubt: "写了\(nodes.count)个时间节点，按最后一个算；需要逐个督办的请拆成几项任务")
        },
        DeadlineWording(example: "立行立改,长期坚持", meaning: DeadlineReading(isOpenEnded: true)) {
            folded, _ throws(UnreadableDeadline) in
            openWords.contains { folded.contains($0) } ? DeadlineReading(isOpenEnded: true) : nil
        },
    ]

    private static let openWords = [
        "长期坚持", "长期", "持续推进", "持续实施", "持续开展", "持续", "立行立改", "即知即改", "贯穿全程", "贯穿全过程", "常态化", "常年",
    ]

    /// 会后5个工作日内, 自…之日起, 以会后7日为限: counts from a day that is not named.
    static func isRelative(_ text: String) -> Bool {
        let spans = ["日内", "天内", "周内", "个月内", "月内", "半年内", "年以内", "次月", "下月", "下个月", "下周"]
        if text.contains("之日起") || spans.contains(where: { text.contains($0) }) { return true }
        return text.contains("为限") && text.contains("后")
    }
}

/// Days that a phrase names, and the words around them that change what they mean.
struct DayPhrase {
    var days: NamedDays
    /// 到2025年, 6月30日前: the words name a limit.
    var isBy: Bool
    /// 到2025年: reached by the end of it, so the end is meant beyond doubt.
    var isReachedBy: Bool
    /// A dash or 至 joins it to the one before.
    var isEndOfRange: Bool
    /// What stands before, from the last days on.
    var before: String
    /// What comes after, up to the next days.
    var following: String
}

extension DayPhrase {
    /// The words around say nothing that moves the days: 2025年春节前 is not 2025, 6月起 is no deadline, 前三季度 is not the
    /// third. What is not plain is not read.
    var isPlain: Bool { hasPlainBefore && !startsHere && hasPlainFollowing }

    /// 自2025年6月: the first day, not the last.
    var startsHere: Bool { before.hasSuffix("自") || before.hasSuffix("从") }

    var hasPlainBefore: Bool {
        !["早于", "晚于", "约", "前", "半", "每", "后", "第", "次", "下", "上", "同", "非"].contains { before.contains($0) }
    }

    var hasPlainFollowing: Bool {
        let moving = [
            "前", "后", "起", "初", "假", "节", "考", "学期", "开学", "期间", "左右", "每", "启动", "开工", "开始", "为限", "同步", "或",
        ]
        guard !moving.contains(where: { following.contains($0) }) else { return false }
        guard !["中", "上", "下", "至", "到", "-", "尾", "内"].contains(where: { following.hasPrefix($0) }) else {
            return false
        }
        // 2027年国家验收: a bare year or month says when only if nothing else is named beside it.
        guard !days.isMoment, !isBy, !following.isEmpty else { return true }
        let verbs = [
            "完成", "全", "基本", "建成", "达", "竣工", "投入", "实现", "通过", "整改", "开展", "组织", "进行", "落实", "内完成", ",", ".", ";", ":",
            ")", "(", "、", "和",
        ]
        return verbs.contains { following.hasPrefix($0) }
    }
}

extension DeadlineWording {
    /// A rule with the stretch in which it holds, if the words name one: 2022年至2024年每年, 6月起每月25日前, 每月，12月底前.
    ///
    /// What stands beside the rule and is not understood makes the whole unreadable: a day that was dropped in silence
    /// would show misses too late, or never.
    static func recurring(
        _ found: CycleWording.Found, _ context: DayContext
    ) throws(UnreadableDeadline) -> DeadlineReading {
        var reading = DeadlineReading(cycle: found.cycle)
        try readStart(found.before, context, &reading)
        try readEnd(found.after, context, &reading)
        if found.cycle == .halfYearly, found.isTerm { reading.doubt = "学期按上半年、下半年算，请核对" }
        return reading
    }

    private static func readStart(
        _ text: String, _ context: DayContext, _ reading: inout DeadlineReading
    ) throws(UnreadableDeadline) {
        let found = phrases(in: text, context)
        if found.isEmpty {
            let isPlain =
                !text.contains { $0.isASCII && $0.isNumber } && !["后", "起", "自", "前"].contains { text.contains($0) }
            guard isPlain else { throw .notUnderstood }
        } else if found.count == 2, found[1].isEndOfRange {
            guard ["", ",", "间", "期间", "内"].contains(found[1].following) else { throw .notUnderstood }
            (reading.start, reading.due) = (found[0].days.start, found[1].days.end)
        } else if found.count == 1, found[0].hasPlainBefore {
            switch found[0].following {
            case "起", "起,", "开始", "开始,": reading.start = found[0].days.start
            case "", ",", "内", "内,", "间,":
                reading.start = found[0].days.isMoment || found[0].isBy ? nil : found[0].days.start
                reading.due = found[0].days.end
            default: throw .notUnderstood
            }
        } else {
            throw .notUnderstood
        }
    }

    private static func readEnd(
        _ text: String, _ context: DayContext, _ reading: inout DeadlineReading
    ) throws(UnreadableDeadline) {
        var tail = text.replacing("下班前", with: "").replacing("至少一次", with: "").replacing("一次", with: "")
        for word in ["之前", "以前", "前"] where tail.hasPrefix(word) {
            tail.removeFirst(word.count)
            break
        }
        let moving = [
            "前", "后", "初", "旬", "周", "星期", "首", "第", "次", "季", "年", "月", "日", "号", "节", "春", "夏", "秋", "冬", "假", "二",
            "两",
            "三", "四", "五", "六", "七", "八", "九", "十", "起",
        ]
        let isPlain =
            !tail.contains { $0.isASCII && $0.isNumber } && !moving.contains { tail.contains($0) }
            && !["、", "和", "及", "与", "至", "到", "-", "或"].contains { tail.hasPrefix($0) }
        if isPlain { return }
        // 每年4月至10月 names no end of the duty, 每周至2025年12月31日 does.
        guard let first = tail.first, ",(;".contains(first) || ("至到".contains(first) && tail.contains("年")) else {
            throw .notUnderstood
        }
        let found = phrases(in: tail, context)
        if reading.due == nil, found.count == 1, found[0].hasPlainFollowing, found[0].isBy || found[0].days.isMoment {
            reading.due = found[0].days.end
        } else if reading.due == nil, found.count == 2, found[1].isEndOfRange, found[1].hasPlainFollowing {
            (reading.start, reading.due) = (found[0].days.start, found[1].days.end)
        } else if tail.hasPrefix("("), tail.hasSuffix(")") {
            reading.doubt = "括号里的“\(tail.dropFirst().dropLast())”没有计入，请核对"
        } else {
            throw .notUnderstood
        }
    }

    /// Every naming of days in the phrase, in order. Empty if any number is left over that nobody understood:
    /// 20224年 or 2015930 are shown to a person, never half read.
    fileprivate static func phrases(in text: String, _ context: DayContext) -> [DayPhrase] {
        var found: [DayPhrase] = []
        var context = context
        var before = ""
        var scanner = TextScanner(text)
        while !scanner.isAtEnd {
            let start = scanner.position
            if let days = NamedDays.read(&scanner, context) {
                let isJoined = ["-", "至", "到", "-至"].contains { before == $0 } && !found.isEmpty
                let reaches = before.hasSuffix("到") || before.hasSuffix("至")
                scanner.take(anyOf: ["底", "末"])  // 2024年12月31日底: said twice
                // 前三季度 begins with 前; it does not end what stands before.
                let isBefore =
                    scanner.attempt { text in
                        text.take(anyOf: ["之前", "以前", "前"]) != nil && text.next?.isWholeNumber != true ? true : nil
                    } ?? false
                found.append(
                    DayPhrase(
                        days: days, isBy: (reaches && !isJoined) || isBefore, isReachedBy: reaches && !isBefore,
                        isEndOfRange: isJoined, before: before, following: ""))
                // What comes next in the phrase lies in the same year and month, unless it says otherwise.
                context.year = days.end.year
                context.month = days.end.month
                before = ""
            } else {
                scanner = TextScanner(text, at: start + 1)
                let character = scanner.text(start..<start + 1)
                if character.first?.isNumber == true {
                    guard isHarmlessNumber(scanner, at: start) else { return [] }
                }
                before += character
                if !found.isEmpty { found[found.count - 1].following += character }
            }
        }
        return crossingNewYear(found)
    }

    /// 共7天, 7家: a number that counts something else than days of the calendar.
    private static func isHarmlessNumber(_ scanner: TextScanner, at start: Int) -> Bool {
        var text = TextScanner(scanner.text(0..<scanner.count), at: start)
        guard text.takeNumber(digits: 1...3) != nil else { return start > 0 && isDigit(scanner, start - 1) }
        return text.take(anyOf: ["天", "家", "所", "个", "项", "次", "人", "%"]) != nil
    }

    private static func isDigit(_ scanner: TextScanner, _ position: Int) -> Bool {
        scanner.text(position..<position + 1).first?.isNumber == true
    }

    /// 11月至2月 without a year at the second: the next February.
    private static func crossingNewYear(_ phrases: [DayPhrase]) -> [DayPhrase] {
        guard phrases.count == 2, phrases[1].isEndOfRange, phrases[1].days.end < phrases[0].days.start,
            phrases[1].days.end.month != phrases[0].days.start.month,
            phrases[1].days.end.year == phrases[0].days.start.year
        else { return phrases }
        var phrases = phrases
        let end = phrases[1].days.end
        let year = end.year + 1
        let isMonthEnd = end.day == CalendarDay.length(ofMonth: end.month, year: end.year)
        guard
            let moved = isMonthEnd
                ? CalendarDay.last(ofMonth: end.month, year: year)
                : CalendarDay(year: year, month: end.month, day: end.day)
        else { return phrases }
        phrases[1].days.end = moved
        return phrases
    }
}
