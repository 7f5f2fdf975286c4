/// What a person may have meant by a name that nobody has.
public enum NearestName {
    /// At most three of the names, the likeliest first; empty if none is at all like it.
    public static func among(_ names: some Sequence<String>, to wanted: String) -> [String] {
        let wantedLetters = Array(wanted.lowercased())
        var seen: Set<String> = []
        return
            names
            .filter { seen.insert($0).inserted }
            .enumerated()
            .compactMap { place, name -> (distance: Int, place: Int, name: String)? in
                let distance = distance(wantedLetters, Array(name.lowercased()))
                let contains = !wanted.isEmpty && (name.contains(wanted) || wanted.contains(name))
                let bound = max(1, max(wantedLetters.count, name.count) / 2)
                return distance <= bound || contains ? (distance, place, name) : nil
            }
            .sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }
            .prefix(3)
            .map(\.name)
    }

    /// Levenshtein: how many letters have to be put in, left out or replaced.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
