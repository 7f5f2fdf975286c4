import PlanModel

/// A table laid out in terminal cells: wrapped to the width, a matrix folded into blocks of columns, and nothing left out
/// without saying so.
struct TextTable {
    let table: Table
    let width: Int
    /// Places of the columns that there is room for, and titles of the others.
    let shown: [Int]
    private let hidden: [String]
    /// Rows and totals, with how wide each cell is: measured once, `table.columns.count` numbers a row.
    let lines: [[Cell]]
    private let measures: [Int]
    static let gap = 2
    private static let narrowest = 8
    private static let spanWidth = 24

    typealias Paint = (_ text: String, _ style: TextStyle) -> String

    init(_ table: Table, width: Int) {
        self.table = table
        self.width = width
        let lines = table.rows + table.totals
        let count = table.columns.count
        var measures = [Int](repeating: 0, count: lines.count * count)
        /// Measures a column and tells its width.
        func measure(_ column: Int) -> Int {
            let title = table.columns[column].title.displayWidth
            guard table.columns[column].kind != .span else { return max(Self.spanWidth, title) }
            var widest = title
            for place in lines.indices {
                let used = Self.width(lines[place][column])
                measures[place * count + column] = used
                widest = max(widest, used)
            }
            return widest
        }
        let visible = table.visibleColumns
        let others = visible.filter { !table.columns[$0].isDetail }
        var room = width + Self.gap - others.reduce(0) { $0 + measure($1) + Self.gap }
        // Details come in as long as there is room, the first first.
        var shown = others
        for column in visible where table.columns[column].isDetail && room > Self.gap {
            // A text may be wrapped: some cells are enough for it.
            let natural = measure(column)
            let needed = (table.columns[column].kind == .text ? min(natural, 24) : natural) + Self.gap
            guard needed <= room else { continue }
            room -= needed
            shown.append(column)
        }
        self.lines = lines
        self.measures = measures
        self.shown = shown.sorted()
        hidden = visible.filter { !shown.contains($0) }.map { table.columns[$0].title }
    }

    func render(_ paint: Paint) -> String {
        table.columns.contains { $0.kind == .mark } ? matrix(paint) : list(paint)
    }

    func measure(_ line: Int, _ column: Int) -> Int { measures[line * table.columns.count + column] }

    /// The widest line of each column, headings included.
    func naturalWidths() -> [Int] {
        var widths = table.columns.map { column in
            column.kind == .span ? max(Self.spanWidth, column.title.displayWidth) : column.title.displayWidth
        }
        for line in lines.indices {
            for column in shown { widths[column] = max(widths[column], measure(line, column)) }
        }
        return widths
    }

    // MARK: Cells

    /// What a terminal may be given: no control characters, which could move the cursor or change colours.
    static func plain(_ text: String) -> String {
        // C1 controls are C2 80 to C2 9F in UTF-8, marks of direction E2 80 and E2 81: reason enough to look closer.
        guard text.hasByte(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else { return text }
        return text.withoutControls.replacing("\t", with: " ")
    }

    static func words(_ cell: Cell) -> String {
        switch cell {
        case .empty, .span: ""
        case .text(let text), .marked(let text, _): plain(text)
        case .day, .role, .count, .alarm: cell.plainText
        }
    }

    private static func width(_ cell: Cell) -> Int {
        switch cell {
        case .empty, .span: 0
        case .day: 10
        case .role: 2
        case .count(let number), .alarm(let number): String(number).utf8.count
        // Of several lines the sum: what has line breaks is laid out line by line anyway.
        case .text(let text), .marked(let text, _): text.displayWidth
        }
    }

    private static let blanks = (0...128).map { String(repeating: " ", count: $0) }

    static func add(_ count: Int, to text: inout String) {
        guard count > 0 else { return }
        text += count < blanks.count ? blanks[count] : String(repeating: " ", count: count)
    }

    // MARK: Columns

    /// Text columns give up cells, the widest first, until the line fits or none can give more.
    private func fitted(_ natural: [Int]) -> [Int] {
        var widths = natural
        let elastic = shown.filter { table.columns[$0].kind == .text }
        var excess = shown.reduce(-Self.gap) { $0 + widths[$1] + Self.gap } - width
        while excess > 0 {
            guard let widest = elastic.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.narrowest else {
                break
            }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    // MARK: Lists

    private func list(_ paint: Paint) -> String {
        let widths = fitted(naturalWidths())
        let rule =
            paint(
                shown.map { String(repeating: "-", count: widths[$0]) }.joined(
                    separator: String(repeating: " ", count: Self.gap)),
                .tone(.grey)) + "\n"
        var text = ""
        // Room for every line at once: growing bit by bit copies a megabyte again and again. A cell of Chinese is 1.5 bytes.
        text.reserveCapacity((lines.count + 4) * (shown.reduce(0) { $0 + widths[$1] + Self.gap } * 3 / 2))
        add(shown.map { Part(text: table.columns[$0].title, column: $0, style: .bold) }, widths, paint, to: &text)
        text += rule
        for (place, row) in lines.enumerated() {
            let isTotal = place >= table.rows.count
            if place == table.rows.count { text += rule }
            if isTotal {
                add(shown.map { Part(text: Self.words(row[$0]), column: $0, style: .bold) }, widths, paint, to: &text)
            } else {
                add(row, place, widths, paint, to: &text)
            }
        }
        if !hidden.isEmpty {
            let note = "（屏幕放不下，未列：\(hidden.joined(separator: "、"))。加宽 --width，或用 -O html、-O csv 看全）"
            text += note.wrapped(to: width).map { $0 + "\n" }.joined()
        }
        return text
    }

    /// A row that fits on one line, as nearly all do, goes straight out; any other is broken first.
    private func add(_ row: [Cell], _ place: Int, _ widths: [Int], _ paint: Paint, to text: inout String) {
        let fits = shown.allSatisfy { column in
            if case .text(let words) = row[column], words.hasLineBreak { return false }
            return measure(place, column) <= widths[column] && table.columns[column].kind != .span
        }
        guard fits else {
            let parts = shown.map { column in
                if case .span(let span) = row[column] {
                    return Part(text: Self.drawn(span, widths[column]), column: column, style: .tone(span.tone))
                }
                return Part(text: Self.words(row[column]), column: column, style: .tone(row[column].tone))
            }
            add(parts, widths, paint, to: &text)
            return
        }
        var pending = 0
        for column in shown {
            let used = measure(place, column)
            guard used > 0 else {
                pending += widths[column] + Self.gap
                continue
            }
            let blank = widths[column] - used
            let isRight = table.columns[column].kind == .number
            Self.add(pending + (isRight ? blank : 0), to: &text)
            text += paint(Self.words(row[column]), .tone(row[column].tone))
            pending = (isRight ? 0 : blank) + Self.gap
        }
        text += "\n"
    }

    /// A cell that may take several lines.
    private struct Part {
        var text: String
        var column: Int
        var style: TextStyle
    }

    private func add(_ parts: [Part], _ widths: [Int], _ paint: Paint, to text: inout String) {
        let broken = parts.map { $0.text.wrapped(to: widths[$0.column]) }
        for level in 0..<(broken.map(\.count).max() ?? 1) {
            var pending = 0
            for (place, part) in parts.enumerated() {
                let width = widths[part.column]
                guard level < broken[place].count, !broken[place][level].isEmpty else {
                    pending += width + Self.gap
                    continue
                }
                let words = broken[place][level]
                let blank = max(0, width - words.displayWidth)
                let isRight = table.columns[part.column].kind == .number
                Self.add(pending + (isRight ? blank : 0), to: &text)
                text += paint(words, part.style)
                pending = (isRight ? 0 : blank) + Self.gap
            }
            text += "\n"
        }
    }

    /// `--====|--`: the stretch, with the day asked about.
    private static func drawn(_ span: Span, _ width: Int) -> String {
        func cell(_ share: Double) -> Int { min(width - 1, max(0, Int(share * Double(width)))) }
        var letters = [Character](repeating: "-", count: width)
        for place in cell(span.start)...max(cell(span.start), cell(span.end)) {
            letters[place] = span.tone == .red ? "#" : "="
        }
        if (0...1).contains(span.today) { letters[cell(span.today)] = "|" }
        return String(letters)
    }
}
