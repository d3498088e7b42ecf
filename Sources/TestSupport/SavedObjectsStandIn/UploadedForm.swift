import Foundation

/// The parts of a multipart body, read strictly.
struct UploadedForm {
    struct Part {
        var name: String
        var fileName: String?
        var content: [UInt8]
    }

    var parts: [Part] = []

    /// Reads a body; `nil` when it is not one of that boundary from its first byte to its last.
    init?(_ body: [UInt8], contentType: String) {
        guard contentType.hasPrefix("multipart/form-data;"), let mark = contentType.range(of: "boundary=") else {
            return nil
        }
        let boundary = String(contentType[mark.upperBound...])
        let allowed = boundary.utf8.allSatisfy { byte in
            Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber || byte == 0x2D
        }
        guard (1...70).contains(boundary.utf8.count), allowed else { return nil }
        let data = Data(body)
        let start = Data("--\(boundary)\r\n".utf8)
        let end = Data("\r\n--\(boundary)--\r\n".utf8)
        let between = Data("\r\n--\(boundary)\r\n".utf8)
        guard data.starts(with: start), data.suffix(end.count) == end else { return nil }
        var rest = data.dropFirst(start.count).dropLast(end.count)
        while true {
            let next = rest.range(of: between)
            guard let part = Self.part(next.map { rest[..<$0.lowerBound] } ?? rest) else { return nil }
            parts.append(part)
            guard let next else { return }
            rest = rest[next.upperBound...]
        }
    }

    private static func part(_ bytes: Data) -> Part? {
        guard let blank = bytes.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<blank.lowerBound], as: UTF8.self)
        for line in head.components(separatedBy: "\r\n") {
            let pieces = line.components(separatedBy: "; ")
            guard pieces[0].lowercased() == "content-disposition: form-data" else { continue }
            func value(_ name: String) -> String? {
                pieces.first { $0.hasPrefix("\(name)=\"") && $0.hasSuffix("\"") }
                    .map { String($0.dropFirst(name.count + 2).dropLast()) }
            }
            guard let name = value("name") else { return nil }
            return Part(name: name, fileName: value("filename"), content: Array(bytes[blank.upperBound...]))
        }
        return nil
    }
}
