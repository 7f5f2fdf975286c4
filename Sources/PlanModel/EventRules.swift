/// What may be recorded, and what is refused in words (延期须在到期前申请, 报完成后才能销号).
///
/// Each rule is one function; nothing here reads a clock or a file.
public struct EventRules: Sendable {
    /// The day of the plan's issue: nothing can have happened before.
    public var issued: CalendarDay?
    public var today: CalendarDay
    public var units: UnitDirectory
    /// What the commands in a remedy have to name as well: ` --plan eshan` where there are several plans.
    public var commandSuffix: String

    public init(issued: CalendarDay?, today: CalendarDay, units: UnitDirectory, commandSuffix: String = "") {
        self.issued = issued
        self.today = today
        self.units = units
        self.commandSuffix = commandSuffix
    }

    /// Why the event may not be recorded about the task; nil if it may.
    public func refusal(of event: TaskEvent, to task: PlanTask) -> Refusal? {
        refusal(of: event, to: Matter(task, in: units))
    }

    /// Why the event may not be recorded about the problem; nil if it may.
    public func refusal(of event: TaskEvent, to problem: Problem) -> Refusal? {
        refusal(of: event, to: Matter(problem))
    }

    private func refusal(of event: TaskEvent, to matter: Matter) -> Refusal? {
        var matter = matter
        matter.suffix = (event.period.map { " --period \($0)" } ?? "") + commandSuffix
        if let refusal = refusalOfDay(event.day) ?? refusalOfWords(event) ?? refusalOfUnit(event, matter) {
            return refusal
        }
        if case .reversed(let id) = event.kind { return refusalOfUndoing(id, by: event, in: matter) }
        // The whole history, as it is known now; the new event comes last on its day.
        let history = matter.events.inForce(on: .latest)
        let before = history.filter { $0.day <= event.day }
        if case .extensionRequested(_, isLate: true) = event.kind, let due = matter.deadline.moved(by: before).due,
            event.day <= due
        {
            return Refusal("\(matter.name)还没有到期（\(due.inChinese)），不用 --late", remedy: "去掉 --late 再登记")
        }
        if let refusal = refusal(of: event, after: before, in: matter) {
            // What it needs is there, but later: the day is the mistake.
            guard before.count < history.count, self.refusal(of: event, after: history, in: matter) == nil else {
                return refusal
            }
            return Refusal(
                "到\(event.day.inChinese)为止，\(refusal.problem)", remedy: "有关的事是那以后才登记的；改 --on，写这件事实际发生的那一天")
        }
        let after = before + [event] + history.filter { $0.day > event.day }
        guard let broken = firstBroken(in: after, comparedWith: history, of: matter) else { return nil }
        return Refusal(
            "\(matter.name)后来已有第\(broken.id)条记录（\(broken.day.inChinese)\(broken.kind.inChinese)），这样补记后那一条就不能成立",
            remedy: "日期写错的，改 --on；确要补记的，先撤销后面的：duban undo \(broken.id)\(commandSuffix)")
    }

    // MARK: Rules of one event by itself

    private func refusalOfDay(_ day: CalendarDay) -> Refusal? {
        if day > today {
            return Refusal("\(day.inChinese)还没有到，不能登记（今天是\(today.inChinese)）", remedy: "改 --on，写事情发生的那一天")
        }
        if let issued, day < issued {
            return Refusal(
                "\(day.inChinese)在方案印发（\(issued.inChinese)）以前，不能登记", remedy: "改 --on，写事情发生的那一天")
        }
        return nil
    }

    private func refusalOfWords(_ event: TaskEvent) -> Refusal? {
        let isSilent = event.note.allSatisfy(\.isWhitespace)
        switch event.kind {
        case .progress where isSilent: return Refusal("没有写进展情况", remedy: "写明做了什么，如“已完成招标”")
        case .returned where isSilent: return Refusal("没有写退回意见", remedy: "写明哪里不符合要求，好让单位照着改")
        case .extensionRequested where isSilent, .extensionRefused where isSilent, .cancelled where isSilent,
            .reopened where isSilent:
            return Refusal("没有写原因", remedy: "加上 --reason 原因")
        case .extensionApproved(_, let document) where document.allSatisfy(\.isWhitespace):
            return Refusal("没有写同意延期的文号", remedy: "加上 --document 文号")
        case .supervised(_, let number) where number.allSatisfy(\.isWhitespace):
            return Refusal("没有写督办单编号", remedy: "加上 --number 编号")
        default: return nil
        }
    }

    private func refusalOfUnit(_ event: TaskEvent, _ matter: Matter) -> Refusal? {
        guard let name = event.unit, let unit = units[name] else { return nil }
        if matter.eachMemberReports, unit.isGroup, event.kind == .reportedDone, !matter.reporters.contains(name) {
            return Refusal(
                "\(matter.name)要各成员分别报送，\(name)不能笼统报完成",
                remedy: "用 --unit 写明是哪个成员；全部都已完成的，不写 --unit，由办公室代为登记")
        }
        let speaksFor = Set(units.partiesSpeakingFor(unit).map(\.name))
        guard !matter.parties.contains(where: speaksFor.contains) else { return nil }
        let parties = matter.parties.isEmpty ? "没有登记任何单位" : "参与的单位：\(matter.parties.joined(separator: "、"))"
        return Refusal("\(name)不在\(matter.name)的单位里", remedy: parties)
    }

    // MARK: Rules of an event after others

    private func refusal(of event: TaskEvent, after events: [TaskEvent], in matter: Matter) -> Refusal? {
        let course = matter.course(events, period: event.period)
        let whole = event.period == nil ? course : matter.course(events, period: nil)
        let name = matter.name + (event.period.map { "\($0)这一期" } ?? "")
        if whole.isClosed || course.isClosed, let refusal = refusalOfClosed(event, whole, course, name, matter) {
            return refusal
        }
        switch event.kind {
        case .reportedDone: return refusalOfReport(event, course, name, matter)
        case .signedOff: return refusalOfSigningOff(course, name, matter)
        case .returned: return refusalOfReturning(event, course, name, matter)
        case .verified:
            guard course.state == .pendingReview else {
                return Refusal("\(name)还没有报整改完成，无从核查", remedy: "先登记整改：\(matter.reportCommand)")
            }
            return course.isVerified
                ? Refusal("\(name)已经核查通过", remedy: "可以销号：\(matter.acceptCommand)") : nil
        case .extensionRequested(let day, let isLate):
            return refusalOfRequest(to: day, isLate, event.day, course, name, matter.deadline.moved(by: events))
        case .extensionApproved(let day, _):
            let deadline = matter.deadline.moved(by: events)
            guard course.request != nil || deadline.due == nil else { return noRequest(name, matter) }
            return refusalOfEarlier(day, name, deadline)
        case .extensionRefused: return course.request == nil ? noRequest(name, matter) : nil
        case .reopened:
            return course.isClosed
                ? nil
                : Refusal(
                    "\(name)还没有销号，也没有取消，用不着重新打开",
                    remedy: course.state == .pendingReview ? "审核不通过的，退回：\(matter.returnCommand)" : "还没有关闭，直接登记就行")
        case .supervised(let level, let number):
            let same = events.first { $0.kind == .supervised(level, number: number) }
            return same.map {
                Refusal("\(name)的这张督办单（\(number)）已经登记过，是第\($0.id)条", remedy: "另发一张的，写它自己的编号")
            }
        case .progress, .cancelled, .reversed, .found: return nil
        }
    }

    private func refusalOfClosed(
        _ event: TaskEvent, _ whole: Course, _ course: Course, _ name: String, _ matter: Matter
    ) -> Refusal? {
        switch event.kind {
        case .reopened, .reversed, .found: return nil
        default:
            let state = course.isClosed ? course.state : whole.state
            return Refusal(
                "\(name)\(state == .cancelled ? "已经取消" : "已经销号")，不能再登记“\(event.kind.inChinese)”",
                remedy: "确要继续的，先重新打开：\(matter.reopenCommand)")
        }
    }

    private func refusalOfReport(
        _ event: TaskEvent, _ course: Course, _ name: String, _ matter: Matter
    ) -> Refusal? {
        if course.state == .pendingReview {
            return Refusal(
                "\(name)已经\(matter.isProblem ? "报过整改完成，正在等待核查或销号" : "报过完成，正在等待审核")",
                remedy:
                    "\(matter.isProblem ? "核查：\(matter.verifyCommand)" : "审核：\(matter.acceptCommand)")，退回：\(matter.returnCommand)"
            )
        }
        if let unit = event.unit, course.reported.contains(unit) {
            let missing = course.missing.isEmpty ? "" : "，还缺：\(course.missing.joined(separator: "、"))"
            return Refusal("\(name)\(unit)已经报过完成", remedy: "不用重复登记\(missing)")
        }
        return nil
    }

    private func refusalOfSigningOff(_ course: Course, _ name: String, _ matter: Matter) -> Refusal? {
        guard course.state == .pendingReview else {
            let all = course.missing
            let missing = all.prefix(8).joined(separator: "、") + (all.count > 8 ? "等\(all.count)个" : "")
            let hasPart = !course.reported.isEmpty
            return Refusal(
                "\(name)还没有\(hasPart ? "全部" : "")\(matter.reportWords)\(hasPart ? "（还缺：\(missing)）" : "")，不能销号",
                remedy: "先登记：\(matter.reportCommand)" + (hasPart ? " --unit 单位" : ""))
        }
        guard !matter.isProblem || course.isVerified else {
            return Refusal("\(name)还没有核查，不能销号", remedy: "先登记核查：\(matter.verifyCommand)")
        }
        return nil
    }

    private func refusalOfReturning(
        _ event: TaskEvent, _ course: Course, _ name: String, _ matter: Matter
    ) -> Refusal? {
        guard course.state == .pendingReview || !course.reported.isEmpty else {
            return Refusal("\(name)没有\(matter.reportWords)，无从退回", remedy: "先登记：\(matter.reportCommand)")
        }
        if let unit = event.unit, !matter.reporters.isEmpty, !matter.reporters.contains(unit) {
            return Refusal(
                "\(name)的完成不由\(unit)来报，不能单退它的", remedy: "要报完成的单位：\(matter.reporters.joined(separator: "、"))")
        }
        if let unit = event.unit, !course.isReportedForAll, !course.reported.contains(unit) {
            return Refusal(
                "\(name)\(unit)没有报完成，无从退回", remedy: "已报的：\(course.reported.joined(separator: "、"))")
        }
        return nil
    }

    private func refusalOfRequest(
        to day: CalendarDay, _ isLate: Bool, _ requestedOn: CalendarDay, _ course: Course, _ name: String,
        _ deadline: Deadline
    ) -> Refusal? {
        if course.state == .pendingReview {
            return Refusal("\(name)已经报完成，用不着延期", remedy: "审核不通过的，先退回，再申请延期")
        }
        if let refusal = refusalOfEarlier(day, name, deadline) { return refusal }
        if let request = course.request, case .extensionRequested(let asked, _) = request.kind {
            return Refusal(
                "\(name)已有延期申请（第\(request.id)条，申请到\(asked.inChinese)）还没有批复",
                remedy: "先批复：duban extend approve 或 refuse；写错的用 duban undo \(request.id)\(commandSuffix)")
        }
        if let due = deadline.due, requestedOn > due, !isLate {
            return Refusal(
                "\(name)已在\(due.inChinese)到期，延期要在到期前申请", remedy: "领导同意破例的，加 --late（会写进记录）；当天已申请、现在补登的，用 --on 写申请的那一天")
        }
        return nil
    }

    private func refusalOfEarlier(_ day: CalendarDay, _ name: String, _ deadline: Deadline) -> Refusal? {
        guard let due = deadline.due else {
            return Refusal("\(name)没有到期日（\(deadline.inChinese)），不能延期", remedy: "长期、定期和未写明时限的任务，要改时限请改方案文件再 duban apply")
        }
        guard day > due else {
            return Refusal("新时限\(day.inChinese)不比现在的时限（\(due.inChinese)）晚", remedy: "延期要写更晚的日期")
        }
        return nil
    }

    private func noRequest(_ name: String, _ matter: Matter) -> Refusal {
        Refusal(
            "\(name)没有待批的延期申请", remedy: "先登记申请：duban extend request \(matter.code) --to 日期 --reason 原因\(commandSuffix)")
    }

    // MARK: Undoing

    private func refusalOfUndoing(_ id: Int, by event: TaskEvent, in matter: Matter) -> Refusal? {
        guard let target = matter.events.first(where: { $0.id == id }) else {
            return Refusal(
                "\(matter.name)没有第\(id)条记录",
                remedy: "看有哪些：duban log \(matter.isProblem ? "P" : "")\(matter.code)\(commandSuffix)")
        }
        guard event.day >= target.day else {
            return Refusal("第\(id)条是\(target.day.inChinese)的事，不能撤销在它以前", remedy: "改 --on，或不写（今天起撤销）")
        }
        let history = matter.events.inForce(on: .latest)
        guard !matter.events.undone(on: .latest).contains(id) else {
            return Refusal("第\(id)条已经撤销过了", remedy: "要恢复它，撤销那一次撤销（编号见 duban log）")
        }
        var undoing = event
        undoing.id = (matter.events.map(\.id).max() ?? 0) + 1
        let after = (matter.events + [undoing]).inForce(on: .latest)
        if target.kind == .found, after.contains(where: { $0.kind != .found }) {
            return Refusal("\(matter.name)后来还有别的记录，不能撤销发现它的那一条", remedy: "先逐条撤销后面的记录")
        }
        guard let broken = firstBroken(in: after, comparedWith: history, of: matter) else { return nil }
        return Refusal(
            "撤销第\(id)条以后，第\(broken.id)条（\(broken.day.inChinese)\(broken.kind.inChinese)）就不能成立",
            remedy: "先撤销第\(broken.id)条：duban undo \(broken.id)\(commandSuffix)")
    }

    /// The first event that may no longer stand where it stands, though it could before.
    private func firstBroken(in new: [TaskEvent], comparedWith old: [TaskEvent], of matter: Matter) -> TaskEvent? {
        let start = zip(new, old).prefix { $0.id == $1.id }.count
        for place in new.indices.dropFirst(start) where new[place].id != 0 {
            guard refusal(of: new[place], after: Array(new[..<place]), in: matter) != nil else { continue }
            // What was not in order before is not the newcomer's fault.
            guard let before = old.firstIndex(where: { $0.id == new[place].id }) else { return new[place] }
            if refusal(of: old[before], after: Array(old[..<before]), in: matter) == nil { return new[place] }
        }
        return nil
    }
}

extension CalendarDay {
    /// Later than anything that is recorded.
    public static let latest: CalendarDay = "9999-12-31"
}
