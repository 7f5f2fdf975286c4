import PlanModel

/// A table laid out in terminal cells: wrapped to the width, a matrix folded into blocks of columns, and nothing left out
/// without saying so.
struct TextTable {
    private let table: Table
    private let width: Int
    private static let gap = 2
    private static let narrowest = 8
    private static let spanWidth = 24

    init(_ table: Table, width: Int) {
        self.table = table
        self.width = width
    }

    typealias Paint = (_ text: String, _ style: TextStyle) -> String

    func render(_ paint: Paint) -> String {
        let marks = table.columns.indices.filter { table.columns[$0].kind == .mark }
        return marks.isEmpty ? list(paint) : matrix(marks, paint)
    }

    /// What a terminal may be given: no control characters, which could move the cursor or change colours.
    static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter {
            $0 == "\n" || !($0.value < 0x20 || (0x7F..<0xA0).contains($0.value))
        }))
    }

    // MARK: Lists

    private func list(_ paint: Paint) -> String {
        let all = Array(table.columns.indices)
        let natural = naturalWidths()
        let total = { (columns: [Int]) in columns.reduce(-Self.gap) { $0 + natural[$1] + Self.gap } }
        let short = all.filter { !table.columns[$0].isDetail }
        let shown = total(all) <= width ? all : short
        let widths = fitted(shown, natural)
        var text = render(shown, widths, paint)
        let left = all.filter { !shown.contains($0) }
        if !left.isEmpty {
            let names = left.map { table.columns[$0].title }.joined(separator: "、")
            let note = "（屏幕放不下，未列：\(names)。加宽 --width，或用 -O html、-O csv 看全）"
            text += note.wrapped(to: width).map { $0 + "\n" }.joined()
        }
        return text
    }

    private func naturalWidths() -> [Int] {
        var widths = table.columns.map { $0.kind == .span ? max(Self.spanWidth, $0.title.displayWidth) : $0.title.displayWidth }
        for row in table.rows + table.totals {
            for (column, cell) in row.enumerated() where table.columns[column].kind != .span {
                widths[column] = max(widths[column], Self.lineWidth(cell))
            }
        }
        return widths
    }

    private static func lineWidth(_ cell: Cell) -> Int {
        switch cell {
        case .empty: 0
        case .day: 10
        case .text(let text), .marked(let text, _): plain(text).displayWidth
        case .count, .alarm, .role, .span: cell.plainText.displayWidth
        }
    }

    /// Text columns give up cells, the widest first, until the line fits or none can give more.
    private func fitted(_ columns: [Int], _ natural: [Int]) -> [Int] {
        var widths = natural
        func excess() -> Int { columns.reduce(-Self.gap) { $0 + widths[$1] + Self.gap } - width }
        let elastic = columns.filter { table.columns[$0].kind == .text }
        while excess() > 0 {
            guard let widest = elastic.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.narrowest else { break }
            // Down to the next widest at once, so that 10,000 rows cost no more than ten.
            let next = elastic.filter { widths[$0] < widths[widest] }.map { widths[$0] }.max() ?? Self.narrowest
            let equals = elastic.filter { widths[$0] == widths[widest] }
            let step = max(1, min(widths[widest] - max(next, Self.narrowest), (excess() + equals.count - 1) / equals.count))
            for column in equals where excess() > 0 { widths[column] -= step }
        }
        return widths
    }

    private func render(_ columns: [Int], _ widths: [Int], _ paint: Paint) -> String {
        let header = columns.map { Cell.text(table.columns[$0].title) }
        var text = line(header, columns, widths, { _ in .bold }, paint)
        text += paint(rule(columns, widths), .tone(.grey)) + "\n"
        for row in table.rows { text += line(columns.map { row[$0] }, columns, widths, { .tone($0.tone) }, paint) }
        if !table.totals.isEmpty { text += paint(rule(columns, widths), .tone(.grey)) + "\n" }
        for row in table.totals { text += line(columns.map { row[$0] }, columns, widths, { _ in .bold }, paint) }
        return text
    }

    private func rule(_ columns: [Int], _ widths: [Int]) -> String {
        columns.map { String(repeating: "-", count: widths[$0]) }.joined(separator: String(repeating: " ", count: Self.gap))
    }

    /// One row, on as many lines as its longest cell needs.
    private func line(
        _ cells: [Cell], _ columns: [Int], _ widths: [Int], _ style: (Cell) -> TextStyle, _ paint: Paint
    ) -> String {
        let broken = zip(cells, columns).map { cell, column in lines(cell, column, widths[column]) }
        let height = broken.map(\.count).max() ?? 1
        var text = ""
        for level in 0..<height {
            var line = ""
            var pending = 0
            for (place, column) in columns.enumerated() {
                let words = level < broken[place].count ? broken[place][level] : ""
                guard !words.isEmpty else {
                    pending += widths[column] + Self.gap
                    continue
                }
                let blank = max(0, widths[column] - words.displayWidth)
                let isRight = table.columns[column].kind == .number
                line += String(repeating: " ", count: pending + (isRight ? blank : 0)) + paint(words, style(cells[place]))
                pending = (isRight ? 0 : blank) + Self.gap
            }
            text += line + "\n"
        }
        return text
    }

    private func lines(_ cell: Cell, _ column: Int, _ width: Int) -> [String] {
        if case .span(let span) = cell { return [Self.drawn(span, width)] }
        let text = Self.plain(cell.plainText)
        return text.wrapped(to: width)
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

    // MARK: Matrices

    /// Headings of the marks stand upright, one character a line, as Chinese may. Columns that do not fit come in further
    /// blocks, each with the codes again.
    private func matrix(_ marks: [Int], _ paint: Paint) -> String {
        let fixed = table.columns.indices.filter { table.columns[$0].kind != .mark }
        let natural = naturalWidths()
        // Two cells for a sign, more where the totals have three digits, and one between.
        let perMark = (marks.map { column in
            (table.rows + table.totals).map { Self.lineWidth($0[column]) }.max() ?? 2
        }.max() ?? 2).clamped(to: 2...6) + 1
        var text = ""
        var rest = marks[...]
        var isFirst = true
        while !rest.isEmpty || isFirst {
            // Later blocks need no titles again: the code tells which task it is.
            let lead = isFirst ? fixed : [fixed[0]]
            let widths = matrixWidths(lead, natural, markCount: rest.count, perMark)
            let room = width - lead.reduce(0) { $0 + widths[$1] + Self.gap }
            let block = rest.prefix(max(1, room / perMark))
            rest = rest.dropFirst(block.count)
            if !isFirst || !rest.isEmpty {
                let first = (block.first ?? marks[0]) - marks[0] + 1
                text += isFirst ? "" : "\n"
                text += "（单位 \(first)–\(first + block.count - 1)，共\(marks.count)个）\n".replacing("–", with: "-")
            }
            text += matrixBlock(lead, Array(block), widths, perMark, paint)
            isFirst = false
        }
        return text
    }

    /// The titles leave room for at least a dozen marks, or for all of them.
    private func matrixWidths(_ lead: [Int], _ natural: [Int], markCount: Int, _ perMark: Int) -> [Int] {
        var widths = natural
        let others = lead.filter { table.columns[$0].kind != .text }.reduce(0) { $0 + widths[$1] + Self.gap }
        for column in lead where table.columns[column].kind == .text {
            let wanted = width - others - Self.gap - min(markCount, 12) * perMark
            let ideal = width - others - Self.gap - markCount * perMark
            widths[column] = min(natural[column], max(20, ideal > 24 ? ideal : wanted))
        }
        return widths
    }

    private func matrixBlock(_ lead: [Int], _ marks: [Int], _ widths: [Int], _ perMark: Int, _ paint: Paint) -> String {
        let titles = marks.map { Array(table.columns[$0].title) }
        let height = titles.map(\.count).max() ?? 1
        var text = ""
        for level in 0..<height {
            // Upright headings end just above their column.
            let isLast = level == height - 1
            var line = lead.map { column in
                Self.padded(isLast ? table.columns[column].title : "", widths[column]) + "  "
            }.joined()
            for title in titles {
                let place = level - (height - title.count)
                line += Self.padded(place >= 0 ? String(title[place]) : "", perMark)
            }
            text += paint(Self.trimmed(line), .bold) + "\n"
        }
        let ruleWidth = lead.reduce(0) { $0 + widths[$1] + Self.gap } + marks.count * perMark - 1
        let rule = paint(String(repeating: "-", count: ruleWidth), .tone(.grey)) + "\n"
        text += rule
        for row in table.rows { text += matrixRow(row, lead, marks, widths, perMark, paint) }
        if !table.totals.isEmpty { text += rule }
        for row in table.totals { text += matrixRow(row, lead, marks, widths, perMark, paint) }
        return text
    }

    private func matrixRow(
        _ row: [Cell], _ lead: [Int], _ marks: [Int], _ widths: [Int], _ perMark: Int, _ paint: Paint
    ) -> String {
        let leading = lead.map { lines(row[$0], $0, widths[$0]) }
        var text = ""
        for level in 0..<max(1, leading.map(\.count).max() ?? 1) {
            var line = ""
            var blank = 0
            for (place, column) in lead.enumerated() {
                let words = level < leading[place].count ? leading[place][level] : ""
                if !words.isEmpty {
                    line += String(repeating: " ", count: blank) + paint(words, .tone(row[column].tone))
                    blank = 0
                }
                blank += max(0, widths[column] - words.displayWidth) + Self.gap
            }
            if level == 0 {
                for column in marks {
                    let words = row[column].plainText
                    if !words.isEmpty {
                        // A number of totals stands right in its cells.
                        let before = max(0, perMark - 1 - words.displayWidth)
                        line += String(repeating: " ", count: blank + before) + paint(words, .tone(row[column].tone))
                        blank = 1
                    } else {
                        blank += perMark
                    }
                }
            }
            text += line + "\n"
        }
        return text
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.displayWidth))
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension Int {
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int { Swift.min(Swift.max(self, range.lowerBound), range.upperBound) }
}
