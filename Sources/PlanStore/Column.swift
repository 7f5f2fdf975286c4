import PlanModel

/// Values of columns that CHECKs keep to a shape. One that has it not tells of a damaged file.
enum Column {
    static func day(_ text: String, _ column: String) throws -> CalendarDay {
        guard let day = CalendarDay(text) else { throw StoreError.damaged(path: "", detail: "\(column) \(text)") }
        return day
    }

    static func word<Word: RawRepresentable>(_ text: String, _ column: String) throws -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: text) else { throw StoreError.damaged(path: "", detail: "\(column) \(text)") }
        return word
    }
}
