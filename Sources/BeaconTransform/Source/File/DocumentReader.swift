internal import PageDecoder
internal import SearchCluster

/// Reads lines into the values of the fields that are wanted.
struct DocumentReader: ~Copyable {
    private let reader: OpaquePointer
    private let fields: [EventFields.Field]

    /// What is wrong with a line, as a sentence without the file and the line.
    struct Fault: Error {
        var sentence: String
        /// Whether the line ends inside a document, as lines of pretty-printed JSON do.
        var isCutOff = false
    }

    init(_ fields: EventFields) throws(InputError) {
        self.fields = fields.fields
        for field in fields.fields {
            let parts = field.name.utf8.count { $0 == UInt8(ascii: ".") } + 1
            guard parts <= Int(EVENT_MOST_PARTS) else {
                throw InputError(
                    .unsupportedQuery,
                    "the field \(SafeText(field.name).description.shortened) has \(parts) parts, more than the \(EVENT_MOST_PARTS) "
                        + "that are looked for in files")
            }
        }
        // The reader copies the names.
        var names: [UInt8] = []
        for field in fields.fields { names += field.name.utf8 }
        let created: OpaquePointer? = names.withUnsafeBytes { bytes in
            var start = 0
            var wanted: [PageDecoder.EventField] = []
            for field in fields.fields {
                let length = field.name.utf8.count
                wanted.append(
                    EventField(
                        path: bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) },
                        length: length,
                        with_below: field.countsBelow))
                start += length
            }
            return event_reader_create(wanted, wanted.count)
        }
        guard let created else {
            throw InputError(
                .unsupportedQuery,
                "the template and its query name \(fields.fields.count) fields, more than the \(EVENT_MOST_FIELDS) that are read "
                    + "from files")
        }
        reader = created
    }

    deinit {
        event_reader_destroy(reader)
    }

    /// Reads one line; behind it there must be `EVENT_PADDING` readable bytes.
    ///
    /// Every field's values are read whether the query comes to look at them or not: an engine refuses a document with an
    /// address that is none, so a file with one is refused too.
    func read(_ line: UnsafeRawBufferPointer, into values: inout EventValues) throws(Fault) {
        var document = EventDocument()
        let outcome = event_read(
            reader, line.baseAddress?.assumingMemoryBound(to: CChar.self), line.count, &document)
        guard outcome.status == EVENT_READ else { throw fault(outcome) }
        values.removeAll()
        guard document.count > 0, let first = document.first, let all = document.values else { return }
        for place in fields.indices where first[place] >= 0 {
            let kind = fields[place].kind
            var hasBelow = false
            var next = first[place]
            values.open(place, kind: kind)
            while next >= 0 {
                let value = all[Int(next)]
                let text = UnsafeRawBufferPointer(start: value.bytes, count: value.length)
                if value.kind == EVENT_BELOW {
                    hasBelow = true
                } else if !append(text, of: value.kind, kind: kind, to: &values) {
                    throw Fault(sentence: refusal(of: text, in: fields[place]))
                }
                next = value.next
            }
            values.close(place, kind: kind, hasBelow: hasBelow)
        }
    }

    /// Appends a value as a field of that kind indexes it; false for one that such a field refuses.
    private func append(
        _ text: UnsafeRawBufferPointer, of valueKind: EventValueKind, kind: EventFields.Kind,
        to values: inout EventValues
    ) -> Bool {
        switch kind {
        case .text: values.append(text)
        case .address:
            guard valueKind == EVENT_STRING, let address = IPAddress.read(text) else { return false }
            values.append(address)
        case .integer:
            // The engines take the empty string for no number at all.
            if text.isEmpty { return true }
            guard valueKind != EVENT_BOOLEAN, let number = Self.wholeNumber(text) else { return false }
            values.append(number)
        case .date:
            guard valueKind != EVENT_BOOLEAN, let time = EventTime(text) else { return false }
            values.append(time.first)
        }
        return true
    }

    /// A whole number, a fraction cut off; plain digits, which nearly all are, by the short way.
    private static func wholeNumber(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count <= 18 else { return WholeNumber(text)?.value }
        var value: Int64 = 0
        for byte in text {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return WholeNumber(text)?.value }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    private func refusal(of text: UnsafeRawBufferPointer, in field: EventFields.Field) -> String {
        let expected =
            switch field.kind {
            case .text: "text"
            case .address: "an IPv4 or IPv6 address"
            case .integer: "a whole number of 64 bits"
            case .date: "a time such as 2024-02-29T12:00:00Z, or milliseconds since 1970"
            }
        return "\(SafeText(field.name)) is \"\(SafeText(utf8: text.prefix(60)))\", expected \(expected)"
    }

    private func fault(_ outcome: EventOutcome) -> Fault {
        let name = outcome.field < 0 ? "" : SafeText(fields[Int(outcome.field)].name).description
        switch outcome.status {
        case EVENT_INCOMPLETE:
            return Fault(
                sentence: "the document is cut off, or something follows it on the same line", isCutOff: true)
        case EVENT_NOT_UTF8:
            return Fault(sentence: "the line is not UTF-8; if it is Latin-1: iconv -f LATIN1 -t UTF-8")
        case EVENT_NOT_OBJECT: return Fault(sentence: "the line is JSON, but no object")
        case EVENT_TOO_DEEP: return Fault(sentence: "objects and arrays are nested too deeply")
        case EVENT_DUPLICATE:
            return Fault(sentence: "a member stands twice in one object, on the way to \(name)")
        case EVENT_OBJECT_IN_FIELD: return Fault(sentence: "\(name) is an object, expected a value")
        case EVENT_VALUE_FOR_OBJECT:
            return Fault(sentence: "a plain value stands where an object with \(name) in it is expected")
        case EVENT_BULK_ACTION:
            return Fault(
                sentence: "this is an action line of a bulk request; keep the documents alone, for instance with "
                    + "jq -c 'select(has(\"@timestamp\"))'")
        case EVENT_SEARCH_ANSWER:
            return Fault(sentence: "this is a whole answer to a search; take its hits: jq -c '.hits.hits[]'")
        default:
            return Fault(
                sentence:
                    "the line is not one JSON document: \(outcome.detail.map { String(cString: $0) } ?? "unknown reason")"
            )
        }
    }
}
