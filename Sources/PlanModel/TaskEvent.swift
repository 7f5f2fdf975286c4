/// Something that the office recorded about a task, on the day it took effect. Never changed, only followed by others.
public struct TaskEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// 进展: a unit reported progress, perhaps with a percentage from 0 to 100.
        case progress(percent: Int?)
        /// 报完成: a lead unit reported the task done; it now waits for the office (待审核).
        case reportedDone
        /// 销号: the office checked the work and struck the task off the list.
        case signedOff
        /// 退回: the office did not accept the report; the task is open again, from its deadline.
        case returned
        case extensionRequested(to: CalendarDay)
        /// 延期: the leaders agreed to a later deadline, in a numbered document. The only thing that moves a deadline.
        case extensionApproved(to: CalendarDay, document: String)
        case extensionRefused
        /// 督办单: a numbered slip of a colour was issued. A fact with a date, unlike the lamp that a day computes.
        case supervised(Alert, number: String)
        case cancelled
        /// 回头看: a closed task is open again.
        case reopened
        /// Undone: the event with that id counts as never recorded, from the day of this one.
        case reversed(event: Int)
    }

    /// The number of the event in the ledger; later ones are larger.
    public var id: Int
    /// The day on which it took effect.
    public var day: CalendarDay
    public var kind: Kind
    /// Which turn of a recurring duty it is about: `2024-W27`.
    public var period: String?
    /// The unit that reported, by `OrgUnit.name`.
    public var unit: String?
    /// Who recorded it.
    public var actor: String
    /// When it was recorded, in UTC: `2024-07-08T02:11:45Z`. Later than `day` when recorded afterwards.
    public var recordedAt: String
    public var note: String

    public init(
        _ kind: Kind, on day: CalendarDay, id: Int = 0, period: String? = nil, unit: String? = nil, actor: String = "",
        recordedAt: String = "", note: String = ""
    ) {
        self.id = id
        self.day = day
        self.kind = kind
        self.period = period
        self.unit = unit
        self.actor = actor
        self.recordedAt = recordedAt
        self.note = note
    }
}
