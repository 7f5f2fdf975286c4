/// Something that the office recorded about a task or a problem, on the day it took effect. Never changed, only followed by
/// others.
public struct TaskEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// 进展: a unit reported progress, perhaps with a percentage from 0 to 100.
        case progress(percent: Int?)
        /// 报完成: a unit reported its part done; when all who have to have reported, it waits for the office (待审核). Of a
        /// problem: 已整改.
        case reportedDone
        /// 核查: somebody went and saw that a problem is put right; it may now be struck off.
        case verified
        /// 销号: the office checked the work and struck the task off the list.
        case signedOff
        /// 退回: the office did not accept the report; the task is open again, from its deadline. With a unit: only that
        /// unit's report.
        case returned
        /// 申请延期. `isLate`: asked for after the deadline had passed.
        case extensionRequested(to: CalendarDay, isLate: Bool)
        /// 延期: the leaders agreed to a later deadline, in a numbered document. The only thing that moves a deadline.
        case extensionApproved(to: CalendarDay, document: String)
        case extensionRefused
        /// 督办单: a numbered slip of a colour was issued. A fact with a date, unlike the lamp that a day computes.
        case supervised(Alert, number: String)
        case cancelled
        /// 回头看: a closed task is open again.
        case reopened
        /// 撤销: the event with that id counts as never recorded, from the day of this one.
        case reversed(event: Int)
        /// 发现问题: a problem was found. The first event of every problem.
        case found
    }

    /// The number of the event in the ledger; later ones are larger.
    public var id: Int
    /// The day on which it took effect.
    public var day: CalendarDay
    public var kind: Kind
    /// Which turn of a recurring duty it is about: `2024-W27`.
    public var period: String?
    /// The unit that reported, by `OrgUnit.name`; nil if the office recorded it in nobody's name.
    public var unit: String?
    /// Who recorded it.
    public var actor: String
    /// When it was recorded, in UTC: `2024-07-08T02:11:45Z`. Later than `day` when recorded afterwards.
    public var recordedAt: String
    public var note: String
    /// Files that bear it out: 佐证材料.
    public var evidence: [Evidence]

    /// A file as it was when the event was recorded.
    public struct Evidence: Hashable, Sendable {
        /// From the ledger's folder, if the file lies in it, so that both can be moved together; else from the root.
        public var path: String
        /// In bytes.
        public var size: Int
        /// SHA-256 in hexadecimal.
        public var digest: String

        public init(path: String, size: Int, digest: String) {
            self.path = path
            self.size = size
            self.digest = digest
        }
    }

    public init(
        _ kind: Kind, on day: CalendarDay, id: Int = 0, period: String? = nil, unit: String? = nil, actor: String = "",
        recordedAt: String = "", note: String = "", evidence: [Evidence] = []
    ) {
        self.id = id
        self.day = day
        self.kind = kind
        self.period = period
        self.unit = unit
        self.actor = actor
        self.recordedAt = recordedAt
        self.note = note
        self.evidence = evidence
    }
}

extension TaskEvent {
    /// The day in China on which it was recorded; nil if that is not known.
    public var recordedOn: CalendarDay? { CalendarDay(inChinaAt: recordedAt) }

    /// 2024-07-08 10:11: when it was recorded, by the clock in China; empty if that is not known.
    public var recordedInChina: String {
        guard let day = recordedOn, let hour = Int(recordedAt.dropFirst(11).prefix(2)) else { return "" }
        let local = (hour + 8) % 24
        return "\(day) \(local < 10 ? "0" : "")\(local):\(recordedAt.dropFirst(14).prefix(2))"
    }

    /// 补记: recorded on a later day than the one on which it took effect.
    public var isRecordedLate: Bool { recordedOn.map { $0 > day } ?? false }
}

extension TaskEvent.Kind {
    /// The word that the ledger and programs use: `reportedDone`.
    public var name: String {
        switch self {
        case .progress: "progress"
        case .reportedDone: "reportedDone"
        case .verified: "verified"
        case .signedOff: "signedOff"
        case .returned: "returned"
        case .extensionRequested: "extensionRequested"
        case .extensionApproved: "extensionApproved"
        case .extensionRefused: "extensionRefused"
        case .supervised: "supervised"
        case .cancelled: "cancelled"
        case .reopened: "reopened"
        case .reversed: "reversed"
        case .found: "found"
        }
    }

    /// 报完成, 销号 …: the word that the office uses.
    public var inChinese: String {
        switch self {
        case .progress: "进展"
        case .reportedDone: "报完成"
        case .verified: "核查通过"
        case .signedOff: "销号"
        case .returned: "退回"
        case .extensionRequested: "申请延期"
        case .extensionApproved: "同意延期"
        case .extensionRefused: "不同意延期"
        case .supervised: "督办单"
        case .cancelled: "取消"
        case .reopened: "重新打开"
        case .reversed: "撤销"
        case .found: "发现问题"
        }
    }

    /// Every kind's `name` with its `inChinese`, in the order of a task's life.
    public static let all: [(name: String, inChinese: String)] = [
        Self.found, .progress(percent: nil), .reportedDone, .verified, .signedOff, .returned,
        .extensionRequested(to: "0001-01-01", isLate: false), .extensionApproved(to: "0001-01-01", document: ""),
        .extensionRefused, .supervised(.blue, number: ""), .cancelled, .reopened, .reversed(event: 0),
    ].map { ($0.name, $0.inChinese) }
}

extension [TaskEvent] {
    /// What counts on a day: recorded to take effect by then, and not undone by then. In the order of the days.
    public func inForce(on day: CalendarDay) -> [TaskEvent] {
        var isWhole = true
        for event in self {
            if event.day > day { isWhole = false }
            if case .reversed = event.kind { isWhole = false }
        }
        // Nearly every task: nothing to leave out.
        guard !isWhole else { return self }
        let undone = undone(on: day)
        return filter { event in
            if case .reversed = event.kind { return false }
            return event.day <= day && !undone.contains(event.id)
        }
    }

    /// Ids of the events that had been undone by a day, undoings that were undone themselves among them.
    public func undone(on day: CalendarDay) -> Set<Int> {
        var undone: Set<Int> = []
        // An undoing can be undone itself, so the latest speaks first.
        for event in sorted(by: { $0.id > $1.id }) where event.day <= day {
            if case .reversed(let target) = event.kind, !undone.contains(event.id) { undone.insert(target) }
        }
        return undone
    }
}
