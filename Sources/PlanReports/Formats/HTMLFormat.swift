import PlanModel

/// One file that holds everything it needs: opened by a double click, sent in a chat, printed on A4 or A3.
struct HTMLFormat: Format {
    let name = "html"
    let purpose = "打印、传阅"
    let extensions = ["html", "htm"]

    func render(_ report: some Report, _ setting: Setting) -> String {
        let document = report.document
        var html = """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(document.title)) \(escaped(document.subtitle))</title>
            <style>\(HTMLStyle.css)@page { size: \(document.page.rawValue); }</style>
            </head>
            <body class="\(document.page == .a3Landscape ? "wide" : document.page == .a4Landscape ? "broad" : "upright")">
            <header><h1>\(escaped(document.title))</h1><p>\(escaped(document.subtitle))</p></header>
            <main>

            """
        for block in document.visibleBlocks { html += self.html(block) + "\n" }
        html += "</main>\n<footer>\n"
        for note in document.footnotes { html += "<p>\(escaped(note))</p>\n" }
        return html + "</footer>\n</body>\n</html>\n"
    }

    private func html(_ block: Document.Block) -> String {
        switch block {
        case .heading(let text): "<h2>\(escaped(text))</h2>"
        case .paragraph(let text): "<p>\(escaped(text))</p>"
        case .figures(let figures): "<ul class=\"figures\">\(figures.map(html).joined())</ul>"
        case .table(let table): html(table)
        }
    }

    private func html(_ figure: Document.Figure) -> String {
        "<li class=\"\(figure.tone.rawValue)\"><b>\(figure.value)</b><i>\(escaped(figure.unit))</i><span>\(escaped(figure.label))</span></li>"
    }

    private func html(_ table: Table) -> String {
        let isMatrix = table.columns.contains { $0.kind == .mark }
        var html = "<table\(isMatrix ? " class=\"matrix\"" : "")>\n<thead><tr>"
        let visible = table.visibleColumns
        for column in visible.map({ table.columns[$0] }) {
            let title = escaped(column.title)
            html += "<th\(attribute(column.kind))>" + (column.kind == .mark ? "<span>\(title)</span>" : title) + "</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for row in table.rows { html += self.html(row, visible, table, isTotal: false) }
        html += "</tbody>\n"
        if !table.totals.isEmpty {
            html += "<tfoot>\n"
            for row in table.totals { html += self.html(row, visible, table, isTotal: true) }
            html += "</tfoot>\n"
        }
        return html + "</table>"
    }

    private func html(_ row: [Cell], _ visible: [Int], _ table: Table, isTotal: Bool) -> String {
        let isRed = row.contains { $0.tone == .red }
        var html = isRed && !isTotal ? "<tr class=\"late\">" : "<tr>"
        for column in visible {
            html += "<td\(attribute(table.columns[column].kind))>\(self.html(row[column]))</td>"
        }
        return html + "</tr>\n"
    }

    private func attribute(_ kind: Table.Column.Kind) -> String {
        switch kind {
        case .text: ""
        case .word: " class=\"word\""
        case .number: " class=\"number\""
        case .mark: " class=\"mark\""
        case .span: " class=\"span\""
        }
    }

    private func html(_ cell: Cell) -> String {
        switch cell {
        case .empty: ""
        case .text(let text): escaped(text)
        case .marked(let text, .plain): escaped(text)
        case .marked(let text, let tone): "<span class=\"tone \(tone.rawValue)\">\(escaped(text))</span>"
        case .count(let number): String(number)
        case .alarm(let number): "<b class=\"red\">\(number)</b>"
        case .day(let day): day.description
        case .role(let role): "<abbr class=\"\(role.rawValue)\" title=\"\(role.word)\">\(role.sign)</abbr>"
        case .span(let span): html(span)
        }
    }

    private func html(_ span: Span) -> String {
        func percent(_ share: Double) -> String { "\((min(1, max(0, share)) * 1000).rounded() / 10)%" }
        let width = percent(max(0.008, span.end - span.start))
        let today = (0...1).contains(span.today) ? "<u style=\"left:\(percent(span.today))\"></u>" : ""
        return """
            <div class="bar \(span.tone.rawValue)"><i style="left:\(percent(span.start));width:\(width)"></i>\(today)</div>\
            <small>\(escaped(span.words))</small>
            """
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n": result += "<br>"
            case _ where scalar.value < 0x20 && scalar != "\t": break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Assignment.Role {
    /// ◎ ○ △: told apart in black and white, and from across the table.
    fileprivate var sign: String {
        switch self {
        case .lead: "◎"
        case .responsible: "○"
        case .supporting: "△"
        }
    }
}
