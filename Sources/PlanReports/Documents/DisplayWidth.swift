extension Unicode.Scalar {
    /// Terminal cells: 2 for what Unicode Annex 11 calls wide or full-width, 0 for what joins the letter before, else 1.
    ///
    /// Ambiguous ones (“ ” …) count as 1; the layout itself uses none of them.
    var displayWidth: Int {
        switch value {
        case 0x20..<0x7F: 1
        case 0x4E00...0x9FFF, 0x3000...0x303E, 0xFF01...0xFF60: 2
        case 0..<0x20, 0x7F..<0xA0: 0
        case 0xA0..<0x300: 1
        default: properties.isJoining ? 0 : (Self.isWide(value) ? 2 : 1)
        }
    }

    private static func isWide(_ value: UInt32) -> Bool { wide.contains { $0.contains(value) } }

    /// The blocks of wide letters, as far as Chinese documents use them.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x2E80...0x2FFB,
        0x3041...0x3247, 0x3250...0x4DBF, 0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
        0x20000...0x3FFFD,
    ]
}

extension Unicode.Scalar.Properties {
    fileprivate var isJoining: Bool {
        switch generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: false
        }
    }
}

extension String {
    /// Terminal cells that the text takes up on one line.
    public var displayWidth: Int {
        var text = self
        return text.withUTF8 { bytes in
            var width = 0
            var index = 0
            while index < bytes.count {
                switch bytes[index] {
                case 0x20..<0x7F:
                    width += 1
                    index += 1
                // U+5000 to U+9FFF: nearly every letter of a plan, and a report has a million of them.
                case 0xE5...0xE9:
                    width += 2
                    index += 3
                default:
                    let (scalar, length) = Self.scalar(in: bytes, at: index)
                    width += scalar.displayWidth
                    index += length
                }
            }
            return width
        }
    }

    /// The scalar that begins there. A Swift string holds valid UTF-8 only.
    private static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, length: Int) {
        func tail(_ offset: Int) -> UInt32 { index + offset < bytes.count ? UInt32(bytes[index + offset] & 0x3F) : 0 }
        let lead = UInt32(bytes[index])
        let (value, length): (UInt32, Int) =
            switch lead {
            case 0..<0x80: (lead, 1)
            case 0x80..<0xE0: ((lead & 0x1F) << 6 | tail(1), 2)
            case 0xE0..<0xF0: ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
            default: ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
            }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    var hasLineBreak: Bool { hasByte { $0 == 0x0A } }

    /// Whether a byte of the text, in UTF-8, is such a one. Looks at the memory itself, where `utf8` goes index by index.
    func hasByte(where isSuch: (UInt8) -> Bool) -> Bool {
        var text = self
        return text.withUTF8 { $0.contains(where: isSuch) }
    }

    /// The text in lines of at most so many cells. Chinese may break anywhere, but no line begins with a stop or a
    /// closing bracket, and numbers and Latin words stay whole where they fit.
    public func wrapped(to width: Int) -> [String] {
        // Nearly every cell of a table is one line that fits.
        if !hasLineBreak, displayWidth <= width { return [self] }
        var lines: [String] = []
        for paragraph in split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            lines += Self.wrapped(paragraph, to: max(width, 2))
        }
        return lines
    }

    private static func wrapped(_ paragraph: Substring, to width: Int) -> [String] {
        guard String(paragraph).displayWidth > width else { return [String(paragraph)] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for piece in pieces(of: paragraph) {
            let needed = piece.displayWidth
            if used + needed <= width {
                line += piece
                used += needed
            } else if needed <= width {
                // The blank that parted the words neither ends a line nor begins one.
                lines.append(line.hasSuffix(" ") ? String(line.dropLast()) : line)
                line = piece == " " ? "" : piece
                used = piece == " " ? 0 : needed
            } else {
                // A single piece wider than the line: broken wherever the line ends.
                for scalar in piece.unicodeScalars {
                    if used + scalar.displayWidth > width {
                        lines.append(line)
                        line = ""
                        used = 0
                    }
                    line.unicodeScalars.append(scalar)
                    used += scalar.displayWidth
                }
            }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines.filter { !$0.isEmpty }
    }

    /// What may not be taken apart: a Latin word or number, a character with the stop that follows it.
    private static func pieces(of paragraph: Substring) -> [String] {
        var pieces: [String] = []
        for character in paragraph {
            let joins = pieces.last.map { last in
                "，。、；：！？）》」』】〕”’%％,.;:)]".contains(character)
                    || (character.isWordLike && last.last?.isWordLike == true)
                    || "（《「『【〔“‘([".contains(last.last ?? " ")
            }
            if joins == true { pieces[pieces.count - 1].append(character) } else { pieces.append(String(character)) }
        }
        return pieces
    }
}

extension Character {
    fileprivate var isWordLike: Bool { isASCII && (isLetter || isNumber || "-_/.@".contains(self)) }
}
