/// The units and groups of a county, under every name that documents give them.
///
/// Two names are the same if they differ only in spaces and in full-width or half-width brackets. 县, 市 and 州 are part
/// of a name: 县财政局 is not 市财政局.
public struct UnitDirectory: Sendable {
    public let units: [OrgUnit]
    private let positions: [String: Int]

    /// Where two units claim a name, the first keeps it; `clashes(in:)` tells of it.
    public init(_ units: [OrgUnit]) {
        self.units = units
        var positions: [String: Int] = [:]
        for (position, unit) in units.enumerated() {
            for name in unit.names where positions[Self.key(name)] == nil { positions[Self.key(name)] = position }
        }
        self.positions = positions
    }

    /// The unit that a document, a file or a person at the keyboard means, or nil if nobody has that name.
    public subscript(name: String) -> OrgUnit? { position(of: name).map { units[$0] } }

    /// The unit's place in `units`.
    public func position(of name: String) -> Int? {
        // A unit's own name, exactly as it stands, is by far the most frequent question.
        positions[name] ?? positions[Self.key(name)]
    }

    /// The unit itself and every group that contains it, directly or through another group.
    public func partiesSpeakingFor(_ unit: OrgUnit) -> [OrgUnit] {
        var found = [unit]
        var index = 0
        while index < found.count {
            let name = found[index].name
            found += units.filter { group in
                group.members.contains { self[$0]?.name == name } && !found.contains { $0.name == group.name }
            }
            index += 1
        }
        return found
    }

    /// The members of a group, groups in it taken apart; the group itself if its members are not known.
    public func members(of group: OrgUnit) -> [OrgUnit] {
        var found: [OrgUnit] = []
        var seen: Set<String> = []
        func visit(_ unit: OrgUnit) {
            guard seen.insert(unit.name).inserted else { return }
            if unit.members.isEmpty { found.append(unit) } else { unit.members.compactMap { self[$0] }.forEach(visit) }
        }
        visit(group)
        return found
    }

    /// Known names that the writer may have meant, the likeliest first.
    public func nearest(to name: String) -> [String] {
        NearestName.among(units.flatMap(\.names), to: name)
    }

    /// Each name that two units claim, with both: an alias has to mean one unit.
    public static func clashes(in units: [OrgUnit]) -> [(name: String, first: Int, second: Int)] {
        var owners: [String: Int] = [:]
        var clashes: [(name: String, first: Int, second: Int)] = []
        for (position, unit) in units.enumerated() {
            for name in unit.names {
                if let owner = owners[key(name)] {
                    if owner != position { clashes.append((name, owner, position)) }
                } else {
                    owners[key(name)] = position
                }
            }
        }
        return clashes
    }

    /// The same for every spelling of a name. Documents mix full-width and half-width brackets and break names with spaces; codes may be typed in capitals.
    public static func key(_ name: String) -> String {
        var key = ""
        for character in name where !character.isWhitespace {
            switch character {
            case "（", "〔", "[", "【": key.append("(")
            case "）", "〕", "]", "】": key.append(")")
            default: key += character.isASCII ? character.lowercased() : String(character)
            }
        }
        return key
    }
}

extension OrgUnit {
    /// Every name that means this unit: its own, its aliases and its short code.
    var names: [String] { [name] + aliases + (code.map { [$0] } ?? []) }
}
