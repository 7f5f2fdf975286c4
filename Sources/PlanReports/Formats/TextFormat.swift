/// Aligned columns for a terminal, where a Chinese character is two cells wide.
struct TextFormat: Format {
    let name = "text"
    let purpose = "屏幕上看"
    let extensions = ["txt", "text"]

    func render(_ report: some Report, _ setting: Setting) -> String {
        let document = report.document
        let width = max(setting.width, 40)
        var text = paint(plain(document.title), .bold, setting) + "\n"
        text += lines(plain(document.subtitle), width)
        for block in document.visibleBlocks {
            text += "\n"
            switch block {
            case .heading(let words): text += paint(plain(words), .bold, setting) + "\n"
            case .paragraph(let words): text += lines(plain(words), width)
            case .figures(let figures): text += self.figures(figures, width, setting)
            case .table(let table): text += TextTable(table, width: width).render { paint($0, $1, setting) }
            }
        }
        text += "\n"
        for note in document.footnotes { text += lines(plain(note), width) }
        return text
    }

    private func figures(_ figures: [Document.Figure], _ width: Int, _ setting: Setting) -> String {
        var line = ""
        var used = 0
        var text = ""
        for figure in figures {
            let words = "\(plain(figure.label)) \(figure.value)\(figure.unit)"
            if used > 0, used + words.displayWidth > width {
                text += line.trimmingEnd + "\n"
                (line, used) = ("", 0)
            }
            line += paint(words, .tone(figure.tone), setting) + "    "
            used += words.displayWidth + 4
        }
        return text + line.trimmingEnd + "\n"
    }

    private func lines(_ text: String, _ width: Int) -> String {
        text.wrapped(to: width).map { $0 + "\n" }.joined()
    }

    private func paint(_ text: String, _ style: TextStyle, _ setting: Setting) -> String {
        guard setting.hasColor, !text.isEmpty, let code = style.code else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    private func plain(_ text: String) -> String { TextTable.plain(text) }
}

enum TextStyle {
    case bold
    case tone(Tone)

    /// The number of the terminal's own colours, which the reader has chosen for the background in use.
    var code: String? {
        switch self {
        case .bold: "1"
        case .tone(.red): "1;31"
        case .tone(.yellow): "33"
        case .tone(.blue): "34"
        case .tone(.green): "32"
        case .tone(.grey): "2"
        case .tone(.plain): nil
        }
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
