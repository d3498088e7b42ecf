import SearchCluster

/// What is promised of every sentence that a person reads: no terminal acts on it.
enum SafeWords {
    /// Looks for characters that a terminal or a reader could be misled by.
    ///
    /// - Parameter lines: whether there may be several.
    static func check(_ text: String, lines: Bool = false) throws(BrokenPromise) {
        for scalar in text.unicodeScalars where SafeText.isTreacherous(scalar) {
            if lines, scalar == "\n" { continue }
            throw BrokenPromise("a sentence holds U+\(String(scalar.value, radix: 16)): \(text.debugDescription)")
        }
    }
}
