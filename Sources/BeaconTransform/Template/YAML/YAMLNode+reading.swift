internal import Foundation

extension YAMLNode {
    /// The largest file that is read, in bytes.
    public static let mostBytes = 1 << 20

    /// Reads the only document of a file.
    ///
    /// - Throws: ``YAMLError`` when the file cannot be read, is larger than ``mostBytes``, is not UTF-8 text, not YAML, or
    ///   holds what is not read here: several documents, one name twice, tags, merge keys.
    public init(file path: String) throws(YAMLError) {
        self = try YAMLNode(utf8: try Self.bytes(ofFile: path), file: path)
    }

    /// Reads the only document of a text; `file` is what messages call it.
    ///
    /// - Parameter hidesTexts: whether messages repeat nothing of the text but names, since the rest may be secret.
    /// - Throws: ``YAMLError`` as for a file.
    public init(utf8 bytes: [UInt8], file: String, hidesTexts: Bool = false) throws(YAMLError) {
        guard bytes.count <= Self.mostBytes else {
            throw YAMLError(file: file, line: nil, sentence: "the file is larger than 1 MiB")
        }
        // The mark that some editors put before UTF-8 means nothing.
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = marked ? Array(bytes.dropFirst(3)) : bytes
        if let found = Self.firstUnreadable(in: text) {
            throw YAMLError(file: file, line: found.line, sentence: found.sentence)
        }
        let result = text.withUnsafeBufferPointer { buffer -> Result<YAMLNode, YAMLError> in
            guard let events = YAMLEvents(buffer, file: file) else {
                return .failure(YAMLError(file: file, line: nil, sentence: "not enough memory to read it"))
            }
            var builder = YAMLBuilder(events, file: file, hidesTexts: hidesTexts)
            do throws(YAMLError) {
                return .success(try builder.document())
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// The bytes of a file of at most ``mostBytes``.
    ///
    /// - Throws: ``YAMLError`` when it cannot be read or is larger.
    static func bytes(ofFile path: String) throws(YAMLError) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw YAMLError(file: path, line: nil, sentence: "there is no such file")
        }
        if isFolder.boolValue { throw YAMLError(file: path, line: nil, sentence: "this is a folder, not a file") }
        let data: Data
        do {
            // Closed as it goes out of scope.
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try handle.read(upToCount: mostBytes + 1) ?? Data()
        } catch {
            throw YAMLError(file: path, line: nil, sentence: "the file cannot be read: \(error.localizedDescription)")
        }
        guard data.count <= mostBytes else {
            throw YAMLError(file: path, line: nil, sentence: "the file is larger than 1 MiB")
        }
        return Array(data)
    }

    /// Controls and marks that YAML does not take as they are.
    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x85: false
        case 0..<0x20, 0x7F...0x9F, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// The first thing that no text file holds; libyaml would stop at it too, without a line.
    private static func firstUnreadable(in bytes: [UInt8]) -> (line: Int, sentence: String)? {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return (1, "the file is UTF-16; save it as UTF-8")
        }
        var line = 1
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: return nil
            case .error: return (line, "these bytes are not UTF-8 text")
            case .scalarValue("\n"): line += 1
            case .scalarValue("\t"), .scalarValue("\r"): break
            case .scalarValue(let scalar):
                if isRefused(scalar) {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    return (
                        line,
                        "the character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) "
                            + "is not text; write it as an escape in quotes"
                    )
                }
            }
        }
    }
}
