import Testing

@testable import PlanModel

@Suite struct DeadlineReadingTests {
    static let issued: CalendarDay = "2025-03-01"

    @Test(arguments: DeadlineWording.all.filter { $0.meaning != DeadlineReading() })
    func everyWordingReadsItsExample(wording: DeadlineWording) throws {
        #expect(
            try wording.read(OfficialText.folded(wording.example), DayContext(issued: Self.issued)) == wording.meaning)
        #expect(try DeadlineReading(wording.example, issued: Self.issued) == wording.meaning)
    }

    @Test(arguments: DayWording.all)
    func everyDayWordingReadsItsExample(wording: DayWording) {
        var text = TextScanner(wording.example)

        let days = NamedDays.read(&text, DayContext(issued: Self.issued))

        #expect(days == wording.meaning)
        #expect(text.isAtEnd || wording.example.hasSuffix("-"))
    }

    @Test(arguments: CycleWording.all)
    func everyCycleWordingReadsItsExample(wording: CycleWording) {
        #expect(CycleWording.find(wording.example)?.cycle == wording.meaning)
    }

    /// Wordings of both plans in Plans/ and of published documents. Columns: text, year of the document, start, due.
    @Test(
        arguments: [
            ("2023年2月", nil, "2023-02-01", "2023-02-28"),
            ("2023年3月至7月", nil, "2023-03-01", "2023-07-31"),
            ("2023年\n8月至9月", nil, "2023-08-01", "2023-09-30"),
            ("2023年\n9月30日前", nil, nil, "2023-09-30"),
            ("2023年12月30日前", nil, nil, "2023-12-30"),
            ("2024年\n2月—4月", nil, "2024-02-01", "2024-04-30"),
            ("2024年5月", nil, "2024-05-01", "2024-05-31"),
            ("2024年9月至12月", nil, "2024-09-01", "2024-12-31"),
            ("2022 年 9 月—2022 年 12 月", nil, "2022-09-01", "2022-12-31"),
            ("2024 年 6 月底前", nil, nil, "2024-06-30"),
            ("2022—2024年", nil, "2022-01-01", "2024-12-31"),
            ("到2025年", nil, nil, "2025-12-31"),
            ("到2024年底", nil, nil, "2024-12-31"),
            ("2025年底", nil, nil, "2025-12-31"),
            ("2024年6月30日前", nil, nil, "2024-06-30"),
            ("2024年6月30日之前完成", nil, nil, "2024-06-30"),
            ("2024-06-30", nil, nil, "2024-06-30"),
            ("2024/6/30", nil, nil, "2024-06-30"),
            ("2024.6.30", nil, nil, "2024-06-30"),
            ("2024.6", nil, "2024-06-01", "2024-06-30"),
            ("２０２４年６月３０日前", nil, nil, "2024-06-30"),
            ("二〇二四年六月三十日", nil, nil, "2024-06-30"),
            ("二○二四年十二月底前", nil, nil, "2024-12-31"),
            ("计划2005年4月21日开工,7月15日竣工", nil, "2005-04-21", "2005-07-15"),
            ("2024年2月底", nil, nil, "2024-02-29"),
            ("2023年2月底", nil, nil, "2023-02-28"),
            ("2月29日前", 2024, nil, "2024-02-29"),
            ("2034年底", nil, nil, "2034-12-31"),
            ("于4月15日前", 2001, nil, "2001-04-15"),
            ("2024年上半年", nil, "2024-01-01", "2024-06-30"),
            ("2024年第三季度", nil, "2024-07-01", "2024-09-30"),
            ("2024年第三季度末", nil, nil, "2024-09-30"),
            ("(2011-2020年)", nil, "2011-01-01", "2020-12-31"),
            ("（2011—2020年）", nil, "2011-01-01", "2020-12-31"),
            ("在8月底和9月上旬完成招投标工作", 2017, nil, "2017-09-10"),
            ("于2月7日前", 2021, nil, "2021-02-07"),
            ("上半年", 2022, "2022-01-01", "2022-06-30"),
            ("2018 年 8 月低完成整改", nil, nil, "2018-08-31"),
            ("2018 年 6 月 11 日", nil, nil, "2018-06-11"),
            ("以确保9月1日前投入使用", 2017, nil, "2017-09-01"),
            ("2024年6月", nil, "2024-06-01", "2024-06-30"),
            ("2024年秋季学期开学前", nil, nil, "2024-08-31"),
            ("2024年9月1日前完工验收并交付使用", nil, nil, "2024-09-01"),
            ("到2032年底", nil, nil, "2032-12-31"),
            ("2022年10月底前", nil, nil, "2022-10-31"),
            ("(2011年2月-2011年10月上旬)", nil, "2011-02-01", "2011-10-10"),
            ("2019年12月13日至2019年12月19日,共7天", nil, "2019-12-13", "2019-12-19"),
            ("第一季度:兑现上半年资金;第二季度:检查资金到位情况;第三季度:制定下半年资助分配方案;第四季度:兑现下半年资金", 2009, "2009-01-01", "2009-12-31"),
            ("(1-11月)", 2023, "2023-01-01", "2023-11-30"),
            ("到2024年", nil, nil, "2024-12-31"),
            ("2024年 6 月\n30日前", nil, nil, "2024-06-30"),
            ("1—9月", 2017, "2017-01-01", "2017-09-30"),
            ("2024年年内", nil, nil, "2024-12-31"),
            ("(10月1日至11月10日)", 2005, "2005-10-01", "2005-11-10"),
            ("1-9月份", 2020, "2020-01-01", "2020-09-30"),
            ("于年中、年末", 2020, nil, "2020-12-31"),
            ("2019年9月底前完成", nil, nil, "2019-09-30"),
            ("力争在明年5月底全部竣工", 2017, nil, "2018-05-31"),
            ("(2010年8月-2011年1月)", nil, "2010-08-01", "2011-01-31"),
            ("2010年11月至2月", nil, "2010-11-01", "2011-02-28"),
            ("(7月3日至7月15日)", 2005, "2005-07-03", "2005-07-15"),
            ("7月3日至15日", 2005, "2005-07-03", "2005-07-15"),
            ("截至9月底", 2017, nil, "2017-09-30"),
            ("6月底完成", 2020, nil, "2020-06-30"),
            ("3月-5月份", 2017, "2017-03-01", "2017-05-31"),
            ("2024年6月中旬", nil, "2024-06-11", "2024-06-20"),
            ("2024年2月下旬前", nil, nil, "2024-02-29"),
        ] as [(String, Int?, CalendarDay?, CalendarDay?)])
    func readsWhatDocumentsWrite(text: String, year: Int?, start: CalendarDay?, due: CalendarDay?) throws {
        let reading = try DeadlineReading(text, year: year)

        #expect(reading.start == start)
        #expect(reading.due == due)
        #expect(reading.cycle == nil)
    }

    @Test(
        arguments: [
            ("每周五下午下班前", .weeks(1, weekday: 5)), ("每季度汇总一次", .quarterly), ("每半年报送一次", .halfYearly),
            ("每学期末", .halfYearly), ("每年4月底以前", .calendar(.year, month: 4)), ("两周一次", .weeks(2)), ("一周一次", .weeks(1)),
            ("一月一主题", .monthly), ("每月25日前", .months(1, day: 25)), ("每月末", .monthly), ("每3个月", .months(3)),
            ("每三个月", .months(3)), ("每两个月", .months(2)), ("每日", .daily), ("每周一次", .weeks(1)),
            ("每周一", .weeks(1, weekday: 1)),
            ("每季度末", .quarterly), ("日排查", .daily), ("周汇总", .weeks(1)), ("月上报", .monthly), ("每年", .yearly),
        ] as [(String, Recurrence.Cycle)])
    func readsDutiesThatComeAgain(text: String, cycle: Recurrence.Cycle) throws {
        #expect(try DeadlineReading(text, year: 2024).cycle == cycle)
        if !text.contains("学期") { #expect(Recurrence.Cycle(text) == cycle) }
    }

    @Test(arguments: ["长期坚持", "立行立改，长期坚持", "持续推进", "贯穿全程"])
    func ongoingHasNoEnd(text: String) throws {
        #expect(try DeadlineReading(text) == DeadlineReading(isOpenEnded: true))
    }

    @Test(
        arguments: [
            ("", .notUnderstood), ("尽快", .notUnderstood), ("20224年6月底", .notUnderstood),
            ("2015930", .notUnderstood), ("13月底前", .notUnderstood), ("6月底前", .noYear), ("上半年", .noYear),
            ("2024年6月31日前", .noSuchDay("2024年6月31日", instead: "2024-06-30")),
            ("2025年2月30日", .noSuchDay("2025年2月30日", instead: "2025-02-28")),
            ("2023-02-29", .noSuchDay("2023年2月29日", instead: "2023-02-28")),
            ("2024年13月", .noSuchDay("2024年13月", instead: nil)),
            ("会后5个工作日内", .relative), ("自会议决定之日起,各办理单位在5个工作日内", .relative),
            ("(无明确时限要求的以会后或办理事项交办后7日为限,下同)", .relative),
            ("2024年6月至2023年3月", .endsBeforeStart("2024-06-01", "2023-03-31")),
        ] as [(String, UnreadableDeadline)])
    func refusesWhatIsNoDeadline(text: String, reason: UnreadableDeadline) {
        #expect(throws: reason) { try DeadlineReading(text) }
    }

    @Test func monthsWithoutYearFollowTheDayOfIssue() throws {
        #expect(try DeadlineReading("2月底前", issued: "2025-03-01").due == "2026-02-28")
        #expect(try DeadlineReading("3月底前", issued: "2025-03-31").due == "2025-03-31")
        #expect(try DeadlineReading("本月底", issued: "2025-03-05").due == "2025-03-31")
        #expect(try DeadlineReading("次年6月底前", issued: "2025-03-05").due == "2026-06-30")
        #expect(try DeadlineReading("今年年底前", issued: "2025-03-05").due == "2025-12-31")
        #expect(try DeadlineReading("今年底前", issued: "2025-03-05").due == "2025-12-31")
    }

    @Test func beforeAMonthIsShownToAPerson() throws {
        let reading = try DeadlineReading("2024年6月前")

        #expect(reading.due == "2024-06-30")
        #expect(reading.doubt != nil)
    }

    /// Words beside the days that move them. Half understood would be misread: late, early or never overdue.
    @Test(arguments: [
        "2025年春节前", "2025年暑假前", "2025年国庆节前", "2025年寒假", "2025年学期末", "2025年9月开学前", "2025年中考前", "2027年国家验收前",
        "与2025年项目同步",
        "6月初", "2025年年初", "2025年6月中", "2025年6月上中旬", "2025年前三季度", "2025年6月20日左右", "2025年5月1日起", "2025年6月起",
        "自2025年6月1日起",
        "从2025年6月开始", "2025年6月以后", "2025年6月—", "不早于2025年6月", "2025年6月30日后", "2025年6月30日前启动", "30日内", "次月10日前", "每15日",
        "半年内", "15日前", "6月30日至15日",
        // Rules that come again.
        "每月初", "每月上旬", "每月1-5日", "每月第一周", "每月10前", "每月32日", "每月两次", "每月次月5日前", "每月5日、20日前", "每季度首月10日前", "每季度25日前",
        "每季度末前10日", "每年6月、12月底前", "每年4月至10月", "每年年初", "每年上半年", "每年元旦前", "每年13月", "每周一、三、五", "每周星期五", "每两周周五前",
        "日排查、周汇总、月上报", "每个工作日", "2025年6月底前完成，以后每月一次", "2025年6月之后每月",
        // Nothing that comes again at all.
        "2024年6月30日报告县政府后", "完成" + String(repeating: "很长", count: 150),
    ])
    func refusesWhatItUnderstandsOnlyInPart(text: String) {
        #expect(throws: UnreadableDeadline.self) { try DeadlineReading(text, issued: Self.issued) }
    }

    @Test(
        arguments: [
            ("每月二十五日前", .months(1, day: 25), nil, nil), ("每年三月底前", .calendar(.year, month: 3), nil, nil),
            ("每年六月三十日前", .calendar(.year, month: 6, day: 30), nil, nil), ("每周一报", .weeks(1), nil, nil),
            ("每周一调度", .weeks(1), nil, nil), ("2024年6月起每月25日前", .months(1, day: 25), "2024-06-01", nil),
            ("自2025年6月起每季度末", .quarterly, "2025-06-01", nil),
            ("2026年起每年6月底前", .calendar(.year, month: 6), "2026-01-01", nil),
            ("2022年至2024年每年", .yearly, "2022-01-01", "2024-12-31"), ("每月，2025年12月底前", .monthly, nil, "2025-12-31"),
            ("每周，至2025年12月31日", .weeks(1), nil, "2025-12-31"), ("每两周一次（2025年6月30日前）", .weeks(2), nil, "2025-06-30"),
            ("每周（2025年6月至12月）", .weeks(1), "2025-06-01", "2025-12-31"),
            ("每月10日前，12月底前完成", .months(1, day: 10), nil, "2025-12-31"),
        ] as [(String, Recurrence.Cycle, CalendarDay?, CalendarDay?)])
    func rulesKeepTheStretchInWhichTheyHold(
        text: String, cycle: Recurrence.Cycle, start: CalendarDay?, due: CalendarDay?
    ) throws {
        let reading = try DeadlineReading(text, issued: Self.issued)

        #expect(reading.cycle == cycle)
        #expect(reading.start == start)
        #expect(reading.due == due)
    }

    @Test(
        arguments: [
            ("2024年10月至次年3月", "2024-10-01", "2025-03-31"), ("2026年1月至次年12月", "2026-01-01", "2027-12-31"),
            ("2024年6月30日报告县政府", nil, "2024-06-30"), ("2025年6月上报", "2025-06-01", "2025-06-30"),
        ] as [(String, CalendarDay?, CalendarDay?)])
    func daysAreNotMistakenForRules(text: String, start: CalendarDay?, due: CalendarDay?) throws {
        let reading = try? DeadlineReading(text, issued: Self.issued)

        // Refused is good enough; read otherwise is not.
        if let reading {
            #expect(reading.cycle == nil)
            #expect(reading.start == start)
            #expect(reading.due == due)
        }
    }

    @Test(arguments: ["6月31日前", "2月30日前"])
    func aDayThatIsNoneIsNamedWithoutAYearToo(text: String) {
        #expect(throws: UnreadableDeadline.self) { try DeadlineReading(text, issued: Self.issued) }
        do {
            _ = try DeadlineReading(text, issued: Self.issued)
        } catch {
            guard case .noSuchDay = error else { return #expect(Bool(false), "\(error)") }
        }
    }
}
