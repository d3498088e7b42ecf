/// A name with `*` for any run of characters, as index templates have them.
struct IndexPattern: Sendable, Equatable {
    /// The pattern as it is written.
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Whether a name matches.
    func matches(_ name: String) -> Bool {
        canRead(Array(name.utf8), starsAreLetters: true)
    }

    /// Whether there is a name that both patterns match.
    func overlaps(_ other: IndexPattern) -> Bool {
        canRead(Array(other.text.utf8), starsAreLetters: false)
    }

    /// Whether every name that the other matches is matched by this one too.
    func covers(_ other: IndexPattern) -> Bool {
        // Read as a name, the other's star is one more character that only a star of this one can take.
        canRead(Array(other.text.utf8), starsAreLetters: true)
    }

    /// Walks through both texts: `reached[j]` is whether what has been read of this one goes with the first j of the other.
    private func canRead(_ other: [UInt8], starsAreLetters: Bool) -> Bool {
        let star = UInt8(ascii: "*")
        let own = Array(text.utf8)
        func isStar(_ place: Int) -> Bool { !starsAreLetters && place < other.count && other[place] == star }
        var reached = [Bool](repeating: false, count: other.count + 1)
        reached[0] = true
        for i in 0...own.count {
            let ownIsStar = i < own.count && own[i] == star
            for j in 0..<other.count where reached[j] && (ownIsStar || isStar(j)) { reached[j + 1] = true }
            guard i < own.count else { break }
            var next = [Bool](repeating: false, count: other.count + 1)
            for j in 0...other.count where reached[j] {
                if ownIsStar || isStar(j) { next[j] = true }
                if !ownIsStar, j < other.count, own[i] == other[j] { next[j + 1] = true }
            }
            reached = next
        }
        return reached[other.count]
    }
}
