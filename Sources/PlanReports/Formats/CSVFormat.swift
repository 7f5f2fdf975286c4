import PlanModel

/// RFC 4180: the report's main table, for Excel and WPS.
struct CSVFormat: Format {
    let name = "csv"
    let purpose = "用 Excel、WPS 打开"
    let extensions = ["csv"]

    func render(_ report: some Report, _ setting: Setting) -> String {
        // Without a byte-order mark Excel and WPS in China read a file as GBK; in a pipe it would be in the way.
        var text = setting.isFile ? "\u{FEFF}" : ""
        guard let table = report.document.mainTable else { return text }
        let columns = table.columns.indices.filter { table.columns[$0].kind != .span }
        func add(_ row: [Cell]) {
            for (place, column) in columns.enumerated() {
                if place > 0 { text += "," }
                write(row[column], to: &text)
            }
            text += "\r\n"
        }
        add(table.columns.map { .text($0.title) })
        table.rows.forEach(add)
        table.totals.forEach(add)
        return text
    }

    private func write(_ cell: Cell, to text: inout String) {
        switch cell {
        case .empty: break
        case .role(let role): text += role.mark
        case .count(let number), .alarm(let number): text += String(number)
        case .day(let day): text += day.description
        case .text(let value), .marked(let value, _): text += field(value)
        case .span: break
        }
    }

    private func field(_ value: String) -> String {
        var value = value.withoutControls
        // A spreadsheet would run such a cell as a formula.
        if let first = value.utf8.first, "=+-@\t\r".utf8.contains(first) { value = "'" + value }
        guard value.hasByte(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
}
