/// Path and query of a request in the one form that is sent and signed.
///
/// Whoever checks a signature escapes path and query anew. What libraries and services make of `*`, `,` or `:` that are
/// sent unescaped differs; what is escaped as here reads the same to all.
struct AWSTarget: Sendable {
    /// The path with all but unreserved characters escaped, and without `//`, `.` and `..`.
    let path: String
    /// The parameters escaped in the same way and sorted, each with its equals sign; empty when there are none.
    let query: String

    /// Path and query as they are sent.
    var text: String { query.isEmpty ? path : path + "?" + query }

    /// The path as it is signed: escaped once more.
    var signedPath: String { Self.escaped(path.utf8, keeping: UInt8(ascii: "/")) }

    /// Reads path and query, escaped in whichever way.
    init(_ target: String) {
        let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        path = Self.normalized(parts.first.map(Array.init) ?? [])
        let parameters = (parts.count > 1 ? parts[1] : parts[0][..<parts[0].startIndex])
            .split(separator: UInt8(ascii: "&"))
            .map { parameter in
                let sides = parameter.split(
                    separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                return (name: Self.reescaped(sides[0]), value: sides.count > 1 ? Self.reescaped(sides[1]) : "")
            }
        // Escaped text is ASCII, whose order is that of its bytes.
        query = parameters.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    private static func normalized(_ path: [UInt8]) -> String {
        var kept: [String] = []
        let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for segment in segments {
            switch reescaped(segment) {
            case "", ".": break
            case "..": if !kept.isEmpty { kept.removeLast() }
            case let name: kept.append(name)
            }
        }
        let endsWithSlash = segments.last.map(\.isEmpty) ?? false
        return kept.isEmpty ? "/" : "/" + kept.joined(separator: "/") + (endsWithSlash ? "/" : "")
    }

    private static func reescaped(_ text: some Sequence<UInt8>) -> String {
        escaped(unescaped(Array(text)))
    }

    private static func unescaped(_ text: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == UInt8(ascii: "%"), place + 2 < text.count,
                let byte = UInt8(String(decoding: text[(place + 1)...(place + 2)], as: UTF8.self), radix: 16)
            {
                plain.append(byte)
                place += 3
            } else {
                plain.append(text[place])
                place += 1
            }
        }
        return plain
    }

    /// Escapes all but letters, digits, `-`, `.`, `_` and `~` (RFC 3986's unreserved).
    static func escaped(_ bytes: some Sequence<UInt8>, keeping kept: UInt8? = nil) -> String {
        var escaped = ""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where byte == kept: escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return escaped
    }
}
