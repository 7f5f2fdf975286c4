import PlanModel

/// What a report says, before anyone has chosen how it looks.
public struct Document: Sendable {
    var title: String
    /// The plan, with its document number.
    var subtitle: String
    var blocks: [Block]
    /// What the reader has to know to trust the page: day, plan, filter, counts, rules.
    var footnotes: [String]
    var page = Page.a4
    /// What a spreadsheet gets where people read sentences.
    var data: Table?

    enum Block: Sendable {
        case heading(String)
        case paragraph(String)
        /// The numbers that a leader looks for first.
        case figures([Figure])
        /// Without rows only a spreadsheet gets it: for people a sentence says that there is nothing.
        case table(Table)
    }

    /// The paper that the document is made for.
    enum Page: String, Sendable {
        case a4 = "A4"
        case a4Landscape = "A4 landscape"
        case a3Landscape = "A3 landscape"
    }

    struct Figure: Hashable, Sendable {
        var label: String
        var value: Int
        var unit = "项"
        var tone = Tone.plain
    }

    /// What people read.
    var visibleBlocks: [Block] {
        blocks.filter { if case .table(let table) = $0 { !table.rows.isEmpty } else { true } }
    }

    /// The table with the report's data: what a spreadsheet gets. The longest, if there are several.
    var mainTable: Table? {
        data
            ?? blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }.max {
                $0.rows.count < $1.rows.count
            }
    }
}

/// How loudly something speaks. Never alone: the word stands beside it.
enum Tone: String, Hashable, Sendable {
    case plain, red, yellow, blue, green, grey
}
