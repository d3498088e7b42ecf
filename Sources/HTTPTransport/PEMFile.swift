#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Files of certificates and keys, as text between lines of dashes.
enum PEMFile {
    /// The largest file that is read, in bytes: no collection of authorities is larger, and a device has no end.
    private static let mostBytes = 16 << 20

    /// The bytes of a file.
    ///
    /// - Parameter name: what messages call it.
    /// - Throws: `.unusable` when it cannot be read.
    static func bytes(of path: String, called name: String) throws(HTTPError) -> [UInt8] {
        guard let file = fopen(path, "r") else {
            throw HTTPError.unusable("the \(name) \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while text.count < mostBytes, feof(file) == 0, ferror(file) == 0 {
            let count = fread(&piece, 1, piece.count, file)
            text += piece[..<count]
        }
        guard ferror(file) == 0 else {
            throw HTTPError.unusable("the \(name) \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        return text
    }

    /// Whether a text holds a word.
    static func contains(_ word: String, in text: [UInt8]) -> Bool {
        let wanted = Array(word.utf8)
        guard let first = wanted.first else { return true }
        var rest = text[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
