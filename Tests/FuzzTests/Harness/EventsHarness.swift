internal import PageDecoder
import SearchCluster

@testable import BeaconTransform

/// One line with an event.
///
/// Promised: what lies behind the line, and what was read before it, changes nothing; what the parser calls no JSON, no other reader of
/// JSON takes; every value lies where it can be read.
enum EventsHarness {
    /// Fields inside each other, with dots to be mixed, and some that count what lies below them.
    private static let fields: [(name: String, countsBelow: Bool)] = [
        ("@timestamp", false), ("host.name", false), ("source.ip", false), ("source.bytes", false), ("a", true),
        ("a.b", false), ("a.b.c.d", true), ("a.b.c.e", false), ("labels", true), ("x.y.z", false),
    ]

    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        guard let reader = makeReader() else { throw BrokenPromise("there is no reader of ten fields") }
        defer { event_reader_destroy(reader) }
        let first = try read(input, filler: PaddedBytes.fillers[0], with: reader)
        let isJSON = JSONValue(parsing: Array(input)) != nil
        for filler in PaddedBytes.fillers + PaddedBytes.closingFillers {
            let again = try read(input, filler: filler, with: reader)
            // What is wrong first with a line that is no event may depend on what lies behind it.
            let isSame = first.isRead ? again == first : !again.isRead
            let mayDiffer = !isJSON && !again.isRead && PaddedBytes.closingFillers.contains(filler)
            try promise(isSame || mayDiffer, "with \(filler) behind it the line is another: \(first), \(again)")
        }
        let isRefused =
            switch first.status {
            case EVENT_NOT_UTF8.rawValue, EVENT_INCOMPLETE.rawValue: true
            case EVENT_MALFORMED.rawValue: !first.detail.hasPrefix("_source ")
            default: false
            }
        if isRefused {
            try promise(!isJSON, "JSON is refused as none: \(first.detail)")
        }
        try checkValues(input)
    }

    /// What was read of a line.
    private struct Answer: Equatable {
        var status: UInt32
        var field: Int32
        var detail: String
        var values: [[Value]] = []

        var isRead: Bool { status == EVENT_READ.rawValue }
    }

    private struct Value: Equatable {
        var kind: UInt32
        var text: [UInt8]
    }

    private static func makeReader() -> OpaquePointer? {
        var names: [UInt8] = []
        for field in fields { names += field.name.utf8 }
        return names.withUnsafeBytes { bytes in
            var start = 0
            let wanted = fields.map { field in
                defer { start += field.name.utf8.count }
                return EventField(
                    path: bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) },
                    length: field.name.utf8.count, with_below: field.countsBelow)
            }
            return event_reader_create(wanted, wanted.count)
        }
    }

    private static func read(
        _ line: UnsafeRawBufferPointer, filler: UInt8, with reader: OpaquePointer
    ) throws(BrokenPromise) -> Answer {
        let padded = PaddedBytes(line, padding: Int(EVENT_PADDING), of: filler)
        let bytes = padded.bytes
        var document = EventDocument()
        let outcome = event_read(
            reader, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, &document)
        var answer = Answer(
            status: outcome.status.rawValue, field: outcome.field,
            detail: outcome.detail.map { String(cString: $0) } ?? "")
        guard outcome.status == EVENT_READ, let first = document.first else { return answer }
        var count = 0
        for field in fields.indices {
            var values: [Value] = []
            var next = first[field]
            while next >= 0 {
                count += 1
                try promise(count <= document.count, "values lead in a circle")
                guard let value = document.values?[Int(next)] else { throw BrokenPromise("there are no values") }
                values.append(
                    Value(
                        kind: value.kind.rawValue,
                        text: Array(UnsafeRawBufferPointer(start: value.bytes, count: value.length))))
                next = value.next
            }
            answer.values.append(values)
        }
        try promise(count == document.count, "\(document.count - count) values belong to no field")
        return answer
    }

    /// The same line by way of the values that a query sees.
    private static func checkValues(_ line: UnsafeRawBufferPointer) throws(BrokenPromise) {
        var wanted = EventFields()
        for field in fields {
            _ = field.countsBelow ? wanted.placeCountingBelow(field.name) : wanted.place(of: field.name)
        }
        let padded = PaddedBytes(line, padding: Int(EVENT_PADDING), of: 0)
        var values = EventValues(fieldCount: wanted.fields.count)
        do {
            let reader = try DocumentReader(wanted)
            do throws(LineFault) {
                try reader.read(padded.bytes, into: &values)
            } catch {
                try SafeWords.check(error.sentence)
            }
        } catch let error as BrokenPromise {
            throw error
        } catch {
            throw BrokenPromise("there is no reader of ten fields: \(error)")
        }
    }
}
