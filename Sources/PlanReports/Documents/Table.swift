import PlanModel

/// Rows under headings. Cells keep their types, so that a spreadsheet gets numbers and dates and not text.
struct Table: Sendable {
    struct Column: Hashable, Sendable {
        var title: String
        var kind = Kind.text
        /// Left out in a terminal where there is no room for it; in every other format it stands.
        var isDetail = false
        /// False where the column only repeats another: for people it is left out.
        var isTelling = true

        enum Kind: Hashable, Sendable {
            /// Wrapped where there is no room.
            case text
            /// Short, never broken: codes, days, standings.
            case word
            case number
            /// One sign: a role in a matrix. Its heading is set upright.
            case mark
            /// A stretch of the plan's time.
            case span
        }

        init(_ title: String, _ kind: Kind = .text, isDetail: Bool = false) {
            self.title = title
            self.kind = kind
            self.isDetail = isDetail
        }
    }

    var columns: [Column]
    /// One array of cells a row, each as long as `columns`.
    var rows: [[Cell]]
    /// Totals under the rows, each as long as `columns`.
    var totals: [[Cell]] = []
}

extension Table {
    /// A column with what it shows of a row.
    struct Source<Row> {
        var column: Column
        let cell: (Row) -> Cell

        init(
            _ title: String, _ kind: Column.Kind = .text, isDetail: Bool = false, isTelling: Bool = true,
            _ cell: @escaping (Row) -> Cell
        ) {
            column = Column(title, kind, isDetail: isDetail)
            column.isTelling = isTelling
            self.cell = cell
        }
    }

    /// Places of the columns that people are shown: without details in which no row has anything. A spreadsheet gets all, the
    /// same in every week.
    var visibleColumns: [Int] {
        columns.indices.filter { place in
            columns[place].isTelling && (!columns[place].isDetail || rows.contains { $0[place] != .empty })
        }
    }

    init<Row>(_ rows: [Row], _ sources: [Source<Row>]) {
        columns = sources.map(\.column)
        self.rows = rows.map { row in sources.map { $0.cell(row) } }
    }
}

/// A value in a table.
enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    case marked(String, Tone)
    case count(Int)
    /// A number that is a reason to act: days overdue.
    case alarm(Int)
    case day(CalendarDay)
    case role(Assignment.Role)
    /// Kept apart: it is far larger than the others, of which a report may have a hundred thousand.
    indirect case span(Span)
}

/// Where a task lies in the plan's time, as shares of the whole from 0 to 1.
struct Span: Hashable, Sendable {
    var start: Double
    var end: Double
    /// The day asked about; outside 0 to 1 it is not shown.
    var today: Double
    var tone: Tone
    /// The days in words.
    var words: String
}

extension Cell {
    /// The value as a reader of plain text sees it.
    var plainText: String {
        switch self {
        case .empty: ""
        case .text(let text), .marked(let text, _): text
        case .count(let number), .alarm(let number): String(number)
        case .day(let day): day.description
        case .role(let role): role.mark
        case .span(let span): span.words
        }
    }

    var tone: Tone {
        switch self {
        case .marked(_, let tone): tone
        case .alarm: .red
        case .span(let span): span.tone
        case .empty, .text, .count, .day, .role: .plain
        }
    }

    static func optional(_ text: String?) -> Cell { text.map(Cell.text) ?? .empty }
    static func optional(_ day: CalendarDay?) -> Cell { day.map(Cell.day) ?? .empty }
    /// Zero says nothing in a table of counts.
    static func countOrBlank(_ number: Int) -> Cell { number == 0 ? .empty : .count(number) }
    static func alarmOrBlank(_ number: Int) -> Cell { number == 0 ? .empty : .alarm(number) }
    static func names(_ names: [String]) -> Cell { .text(names.joined(separator: "、")) }
    static func namesOrBlank(_ names: [String]) -> Cell { names.isEmpty ? .empty : .names(names) }
}

extension Assignment.Role {
    /// 牵, 责, 配: one sign for a narrow column, of the same width in every terminal.
    var mark: String {
        switch self {
        case .lead: "牵"
        case .responsible: "责"
        case .supporting: "配"
        }
    }

    /// 牵头, 责任, 配合
    var word: String {
        switch self {
        case .lead: "牵头"
        case .responsible: "责任"
        case .supporting: "配合"
        }
    }
}
