internal import PageDecoder
import SearchCluster

@testable import BeaconTransform

/// A query on the first line and an event on the others.
///
/// Promised: the answer is the same each time; excluded by `must_not` is what does not match, and a query wrapped into one that changes
/// nothing gives its answer.
enum QueriesHarness {
    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.endIndex
        guard let query = JSONValue(parsing: Array(input[..<end])) else { return }
        try promise(QueryFields.renamed(query, by: [:]) == query, "a query changes when nothing is renamed")
        _ = QueryFields(of: query)
        let line = UnsafeRawBufferPointer(rebasing: input[min(end + 1, input.endIndex)...])
        let wrapped: [(name: String, query: JSONValue, isSame: Bool)] = [
            ("itself", query, true),
            ("must_not", ["bool": ["must_not": query]], false),
            ("must_not twice", ["bool": ["must_not": ["bool": ["must_not": [query]]]]], true),
            ("filter", ["bool": ["filter": [query, ["match_all": [:]]]]], true),
            ("must", ["bool": ["must": query, "should": [["match_none": [:]]]]], true),
            ("should", ["bool": ["should": [query, ["match_none": [:]]]]], true),
            ("constant_score", ["constant_score": ["filter": query]], true),
        ]
        guard let answer = try matches(query, line) else { return }
        for other in wrapped {
            // Wrapped, it may be nested too deeply.
            guard let found = try matches(other.query, line) else { continue }
            try promise(found == (answer == other.isSame), "\(other.name) gives \(found), the query alone \(answer)")
        }
    }

    /// Whether an event matches; `nil` where the query cannot be asked or the line is no event.
    private static func matches(_ query: JSONValue, _ line: UnsafeRawBufferPointer) throws(BrokenPromise) -> Bool? {
        do {
            var fields = EventFields()
            let compiled = try EventQuery(query, fields: &fields)
            let reader = try DocumentReader(fields)
            let padded = PaddedBytes(line, padding: Int(EVENT_PADDING), of: UInt8(ascii: "}"))
            var values = EventValues(fieldCount: fields.fields.count)
            try reader.read(padded.bytes, into: &values)
            let answer = compiled.matches(values)
            guard compiled.matches(values) == answer else { throw BrokenPromise("asked twice, two answers") }
            return answer
        } catch let error as BrokenPromise {
            throw error
        } catch let error as InputError {
            try SafeWords.check(error.description)
            return nil
        } catch {
            return nil
        }
    }
}
