extension String {
    /// The text without what moves a cursor, rings a bell or changes colours: what somebody types or pastes may hold it, and
    /// every screen and paper would have to guard against it. Line breaks and tabs stay.
    public var withoutControls: String {
        // Controls begin with these bytes in UTF-8, and hardly any text has them.
        guard utf8.contains(where: { $0 < 0x20 || [0x7F, 0xC2, 0xD8, 0xE2].contains($0) }) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isControl }))
    }
}

extension Unicode.Scalar {
    /// C0 and C1 controls but tab and line feed, the marks that turn the direction of writing, and breaks and blanks that no
    /// screen shows.
    fileprivate var isControl: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0x00..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
