/// Walks through a phrase from left to right. For the readers of official wordings.
struct TextScanner {
    private let characters: [Character]
    private(set) var position = 0

    init(_ text: String, at position: Int = 0) {
        characters = Array(text)
        self.position = position
    }

    /// The same text, from another place on.
    init(_ scanner: TextScanner, at position: Int) {
        self = scanner
        self.position = position
    }

    var isAtEnd: Bool { position >= characters.count }
    var count: Int { characters.count }
    var rest: String { String(characters[position...]) }
    var next: Character? { isAtEnd ? nil : characters[position] }

    func text(_ range: Range<Int>) -> String { String(characters[range]) }

    /// Moves past the word and says true, if the text goes on with it.
    @discardableResult
    mutating func take(_ word: String) -> Bool {
        let letters = Array(word)
        guard characters[position...].starts(with: letters) else { return false }
        position += letters.count
        return true
    }

    /// The first of the words with which the text goes on. Longer words have to stand before their own beginnings.
    @discardableResult
    mutating func take(anyOf words: [String]) -> String? {
        words.first { take($0) }
    }

    /// A number of at most so many digits; nil if there is none, or if it has more.
    mutating func takeNumber(digits: ClosedRange<Int>) -> Int? {
        var end = position
        while end < characters.count, characters[end].isASCII, characters[end].isNumber { end += 1 }
        guard digits.contains(end - position), let number = Int(String(characters[position..<end])) else { return nil }
        position = end
        return number
    }

    /// Runs a reading; if it gives nil, the scanner stands where it stood.
    mutating func attempt<Value>(_ read: (inout TextScanner) -> Value?) -> Value? {
        let start = position
        if let value = read(&self) { return value }
        position = start
        return nil
    }
}
