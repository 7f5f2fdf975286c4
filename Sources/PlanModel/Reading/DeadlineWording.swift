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
        DeadlineWording(example: "每周五下午下班前", meaning: DeadlineReading(cycle: .weeks(1, weekday: 5))) {
            folded, context throws(UnreadableDeadline) in
            guard let cycle = CycleWording.read(folded) ?? CycleWording.read(OfficialText.withArabicDates(folded))
            else { return nil }
            var reading = DeadlineReading(cycle: cycle, isOpenEnded: openWords.contains { folded.contains($0) })
            // 2022年至2024年每年: the days beside the rule are the stretch in which it holds.
            if let start = folded.firstIndex(of: "每"),
                let window = spans(in: OfficialText.withArabicDates(String(folded[..<start])), context).last
            {
                reading.start = window.isMoment ? nil : window.start
                reading.due = window.end
            }
            if folded.contains("学期") { reading.doubt = "学期按上半年、下半年算，请核对" }
            return reading
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
            return DeadlineReading(start: found[0].days.start, due: found[1].days.end)
        },
        DeadlineWording(example: "2025年6月底前完成", meaning: DeadlineReading(due: "2025-06-30")) {
            folded, context throws(UnreadableDeadline) in
            let found = phrases(in: OfficialText.withArabicDates(folded), context)
            guard found.count == 1, let only = found.first else { return nil }
            let isUntil = only.isBy || only.days.isMoment
            var reading = DeadlineReading(
                start: isUntil ? nil : only.days.start, due: only.days.end,
                isOpenEnded: openWords.contains { folded.contains($0) })
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
        if text.contains("之日起") || text.contains("日内") && text.contains("后") || text.contains("工作日内") { return true }
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
    /// What comes after, up to the next days.
    var following: String
}

extension DeadlineWording {
    fileprivate static func spans(in text: String, _ context: DayContext) -> [NamedDays] {
        let found = phrases(in: text, context)
        guard found.count == 2, found[1].isEndOfRange else { return found.map(\.days) }
        return [NamedDays(start: found[0].days.start, end: found[1].days.end)]
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
                let isBefore = scanner.take(anyOf: ["之前", "以前", "前"]) != nil
                found.append(
                    DayPhrase(
                        days: days, isBy: (reaches && !isJoined) || isBefore, isReachedBy: reaches && !isBefore,
                        isEndOfRange: isJoined, following: ""))
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
