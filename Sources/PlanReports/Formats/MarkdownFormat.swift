import PlanModel

/// GitHub-flavoured Markdown: headings, paragraphs and pipe tables.
struct MarkdownFormat: Format {
    let name = "md"
    let purpose = "Markdown 文本"
    let extensions = ["md", "markdown"]

    func render(_ report: some Report, _ setting: Setting) -> String {
        let document = report.document
        var parts = ["# \(escaped(document.title))", escaped(document.subtitle)]
        parts += document.visibleBlocks.map(markdown)
        parts.append(document.footnotes.map { "> \(escaped($0))" }.joined(separator: "\n>\n"))
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func markdown(_ block: Document.Block) -> String {
        switch block {
        case .heading(let text): "## \(escaped(text))"
        case .paragraph(let text): escaped(text)
        case .figures(let figures):
            figures.map { "- \(escaped($0.label))：\($0.value)\($0.unit)" }.joined(separator: "\n")
        case .table(let table): markdown(table)
        }
    }

    private func markdown(_ table: Table) -> String {
        let visible = table.visibleColumns
        let rule = visible.map { column in
            switch table.columns[column].kind {
            case .number: "---:"
            case .mark: ":---:"
            case .text, .word, .span: "---"
            }
        }
        let rows =
            [visible.map { escaped(table.columns[$0].title) }, rule]
            + (table.rows + table.totals).map { row in visible.map { cell(row[$0]) } }
        return rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    private func cell(_ cell: Cell) -> String { escaped(cell.plainText) }

    /// Keeps text of a document from being read as markup: a `|` would end a cell, a line break a row, `<` begin a tag.
    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text.withoutControls {
            switch character {
            case "\\", "|", "*", "_", "`", "[", "]", "#", "~": result += "\\" + String(character)
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case _ where character.isNewline: result += "<br>"
            default: result.append(character)
            }
        }
        return result
    }
}
