/// Finds what a person most likely meant by a name that is not known.
package enum NearestName {
    /// The known name with the fewest differing characters; `nil` when even that one looks like another word.
    package static func of(_ name: String, among known: [String]) -> String? {
        guard name.utf8.count <= 64 else { return nil }
        let typed = Array(name.lowercased().unicodeScalars)
        let nearest = known.map { ($0, distance(typed, Array($0.lowercased().unicodeScalars))) }.min { $0.1 < $1.1 }
        guard let (best, edits) = nearest, edits <= max(1, min(typed.count, best.count) / 3) else { return nil }
        return best
    }

    /// `; did you mean NAME?`, or nothing.
    static func hint(for name: String, among known: [String]) -> String {
        of(name, among: known).map { "; did you mean \($0)?" } ?? ""
    }

    /// Insertions, deletions, replacements and swaps of neighbours between two texts (Damerau's distance, each once).
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var above = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var row = [i + 1]
            for (j, right) in b.enumerated() {
                var edits = min(above[j] + (left == right ? 0 : 1), above[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left == b[j - 1], a[i - 1] == right { edits = min(edits, before[j - 1] + 1) }
                row.append(edits)
            }
            (before, above) = (above, row)
        }
        return above[b.count]
    }
}
