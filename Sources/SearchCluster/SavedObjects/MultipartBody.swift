/// A file as a form with one field, the way a browser uploads it.
struct MultipartBody: Sendable {
    /// The body's media type, with the boundary.
    let contentType: String
    /// The body.
    let bytes: [UInt8]

    /// Wraps a file.
    ///
    /// - Parameter nextNumber: makes the boundary; asked again for as long as it occurs in the file.
    init(
        field: String, fileName: String, content: [UInt8],
        nextNumber: () -> UInt64 = { UInt64.random(in: 0...UInt64.max) }
    ) {
        var boundary: String
        repeat { boundary = "beaconing-" + String(nextNumber(), radix: 36) } while Self.contains(boundary, in: content)
        contentType = "multipart/form-data; boundary=\(boundary)"
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="\(field)"; filename="\(fileName)"\r
            Content-Type: application/x-ndjson\r
            \r\n
            """
        bytes = Array(head.utf8) + content + Array("\r\n--\(boundary)--\r\n".utf8)
    }

    private static func contains(_ text: String, in content: [UInt8]) -> Bool {
        let wanted = Array(text.utf8)
        var rest = content[...]
        while let start = rest.firstIndex(of: wanted[0]) {
            rest = rest[start...]
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
