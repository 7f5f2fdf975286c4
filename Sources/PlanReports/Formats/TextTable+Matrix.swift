extension TextTable {
    /// Headings of the marks stand upright, one character a line, as Chinese may. Columns that do not fit come in further
    /// blocks, each with the tasks again.
    func matrix(_ paint: Paint) -> String {
        let marks = table.columns.indices.filter { table.columns[$0].kind == .mark }
        let fixed = shown.filter { table.columns[$0].kind != .mark }
        let natural = naturalWidths()
        // Two cells for a sign, more where totals have three digits, and one between.
        let cell = max(2, lines.indices.lazy.flatMap { line in marks.lazy.map { measure(line, $0) } }.max() ?? 2) + 1
        var text = ""
        var rest = marks[...]
        var isFirst = true
        while isFirst || !rest.isEmpty {
            // How the tasks stand is said once.
            let lead = isFirst ? fixed : Array(fixed.prefix(2))
            let widths = leadWidths(lead, natural, markCells: rest.count * cell, leastCells: min(rest.count, 12) * cell)
            let room = width - lead.reduce(0) { $0 + widths[$1] + Self.gap }
            let block = Array(rest.prefix(max(1, room / cell)))
            rest = rest.dropFirst(block.count)
            if !isFirst { text += "\n" }
            if let first = block.first, let last = block.last, block.count < marks.count {
                let numbers =
                    first == last ? "\(first - marks[0] + 1)" : "\(first - marks[0] + 1)至\(last - marks[0] + 1)"
                text += "（第\(numbers)个单位，共\(marks.count)个）\n"
            }
            add(Block(lead: lead, marks: block, widths: widths, cell: cell), paint, to: &text)
            isFirst = false
        }
        return text
    }

    /// The titles leave room for all marks if they can, else for a dozen.
    private func leadWidths(_ lead: [Int], _ natural: [Int], markCells: Int, leastCells: Int) -> [Int] {
        var widths = natural
        let others = lead.filter { table.columns[$0].kind != .text }.reduce(0) { $0 + widths[$1] + Self.gap }
        for column in lead where table.columns[column].kind == .text {
            let forAll = width - others - Self.gap - markCells
            let forSome = width - others - Self.gap - leastCells
            widths[column] = min(natural[column], max(20, forAll >= 24 ? forAll : forSome))
        }
        return widths
    }

    /// Some of the marks, with the columns that say which task a row is.
    private struct Block {
        var lead: [Int]
        var marks: [Int]
        var widths: [Int]
        /// Terminal cells for a mark.
        var cell: Int
    }

    private func add(_ block: Block, _ paint: Paint, to text: inout String) {
        text += heading(block, paint)
        let count = block.lead.reduce(0) { $0 + block.widths[$1] + Self.gap } + block.marks.count * block.cell - 1
        let rule = paint(String(repeating: "-", count: count), .tone(.grey)) + "\n"
        text += rule
        for line in lines.indices {
            if line == table.rows.count { text += rule }
            add(line, block, paint, to: &text)
        }
    }

    private func heading(_ block: Block, _ paint: Paint) -> String {
        let titles = block.marks.map { Array(table.columns[$0].title) }
        let height = max(1, titles.map(\.count).max() ?? 1)
        var text = ""
        for level in 0..<height {
            var line = ""
            var pending = 0
            func add(_ words: String, _ width: Int) {
                if words.isEmpty {
                    pending += width
                } else {
                    Self.add(pending, to: &line)
                    line += words
                    pending = width - words.displayWidth
                }
            }
            for column in block.lead {
                add(level == height - 1 ? table.columns[column].title : "", block.widths[column] + Self.gap)
            }
            for title in titles {
                // Upright headings end just above their column.
                let place = level - (height - title.count)
                add(place >= 0 ? String(title[place]) : "", block.cell)
            }
            text += paint(line, .bold) + "\n"
        }
        return text
    }

    private func add(_ line: Int, _ block: Block, _ paint: Paint, to text: inout String) {
        let row = lines[line]
        let broken = block.lead.map { column in
            let words = Self.words(row[column])
            return measure(line, column) <= block.widths[column] ? [words] : words.wrapped(to: block.widths[column])
        }
        for level in 0..<(broken.map(\.count).max() ?? 1) {
            var pending = 0
            for (place, column) in block.lead.enumerated() {
                guard level < broken[place].count, !broken[place][level].isEmpty else {
                    pending += block.widths[column] + Self.gap
                    continue
                }
                let words = broken[place][level]
                Self.add(pending, to: &text)
                text += paint(words, .tone(row[column].tone))
                pending = max(0, block.widths[column] - words.displayWidth) + Self.gap
            }
            for column in block.marks where level == 0 {
                let used = measure(line, column)
                guard used > 0 else {
                    pending += block.cell
                    continue
                }
                // A number of totals stands right in its cells.
                Self.add(pending + block.cell - 1 - used, to: &text)
                text += paint(Self.words(row[column]), .tone(row[column].tone))
                pending = 1
            }
            text += "\n"
        }
    }
}
