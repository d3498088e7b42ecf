import SearchCluster

@testable import BeaconTransform

/// Asks queries of documents, each written as one JSON text.
enum QueryAsker {
    /// Whether a document matches.
    static func matches(_ query: JSONValue, _ document: String) throws -> Bool {
        var fields = EventFields()
        let query = try EventQuery(query, fields: &fields)
        return try withValues(of: document, fields) { query.matches($0) }
    }

    /// The values of a document, good inside the closure.
    static func withValues<Result>(
        of document: String, _ fields: EventFields, _ body: (borrowing EventValues) throws -> Result
    ) throws -> Result {
        let reader = try DocumentReader(fields)
        var values = EventValues(fieldCount: fields.fields.count)
        // What lies behind a line is read by the parser, though not looked at.
        let padded = Array(document.utf8) + Array(repeating: UInt8(ascii: "}"), count: 64)
        return try padded.withUnsafeBytes { bytes in
            try reader.read(UnsafeRawBufferPointer(rebasing: bytes[..<document.utf8.count]), into: &values)
            return try body(values)
        }
    }
}
