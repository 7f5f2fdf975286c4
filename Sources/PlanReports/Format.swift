/// A way to write a report down. A new format is one file in Formats/ and one line in `formats`.
public protocol Format: Sendable {
    /// What follows `--format`.
    var name: String { get }
    /// What it is for, in a word: shown in help.
    var purpose: String { get }
    /// Endings of file names that mean this format.
    var extensions: [String] { get }
    func render(_ report: some Report, _ setting: Setting) -> String
}

/// What a report is written for: a screen, a pipe or a file.
public struct Setting: Sendable {
    /// Terminal cells in a line.
    public var width: Int
    /// Escape sequences for colours are understood.
    public var hasColor: Bool
    /// It goes into a file of its own.
    public var isFile: Bool

    public init(width: Int = 100, hasColor: Bool = false, isFile: Bool = false) {
        self.width = width
        self.hasColor = hasColor
        self.isFile = isFile
    }
}

public let formats: [any Format] = [TextFormat(), MarkdownFormat(), HTMLFormat(), CSVFormat(), JSONFormat()]
