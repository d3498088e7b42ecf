internal import PageDecoder
internal import SearchCluster

/// Reads lines of JSON into the values of the fields that are wanted.
struct DocumentReader: ~Copyable, LineParsing {
    private let reader: OpaquePointer
    private let fields: [EventFields.Field]
    /// For each field the part of ``origins`` that is its own.
    private let places: [Range<Int>]
    private let origins: [Origin]
    /// The paths that the reader looks for.
    private let paths: [String]
    private let absent: StaticString?

    /// Where a field's values may come from.
    private enum Origin: Sendable {
        /// A path that the reader looks for, by its number.
        case path(Int, ValueOrigin.Conversion)
        case constant(StaticString)
    }

    init(_ fields: EventFields, layout: InputLayout = .ecs) throws(InputError) {
        self.fields = fields.fields
        absent = layout.absent
        var paths: [(name: String, countsBelow: Bool)] = []
        var numbers: [String: Int] = [:]
        var origins: [Origin] = []
        places = fields.fields.map { field in
            let start = origins.count
            for origin in layout.origins(of: field.name) {
                switch origin {
                case .constant(let text): origins.append(.constant(text))
                case .member(let name, let conversion):
                    let number = numbers[name] ?? paths.count
                    if number == paths.count { paths.append((name, false)) }
                    numbers[name] = number
                    if field.countsBelow, name == field.name { paths[number].countsBelow = true }
                    origins.append(.path(number, conversion))
                }
            }
            return start..<origins.count
        }
        self.origins = origins
        self.paths = paths.map(\.name)
        reader = try Self.reader(of: paths)
    }

    private static func reader(of paths: [(name: String, countsBelow: Bool)]) throws(InputError) -> OpaquePointer {
        for path in paths {
            let parts = path.name.utf8.count { $0 == UInt8(ascii: ".") } + 1
            guard parts <= Int(EVENT_MOST_PARTS) else {
                throw InputError(
                    .unsupportedQuery,
                    "the field \(SafeText(path.name).description.shortened) has \(parts) parts, more than the \(EVENT_MOST_PARTS) "
                        + "that are looked for in files")
            }
        }
        // The reader copies the names.
        var names: [UInt8] = []
        for path in paths { names += path.name.utf8 }
        let created: OpaquePointer? = names.withUnsafeBytes { bytes in
            var start = 0
            var wanted: [PageDecoder.EventField] = []
            for path in paths {
                let length = path.name.utf8.count
                wanted.append(
                    EventField(
                        path: bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) },
                        length: length,
                        with_below: path.countsBelow))
                start += length
            }
            return event_reader_create(wanted, wanted.count)
        }
        guard let created else {
            throw InputError(
                .unsupportedQuery,
                "the template and its query name \(paths.count) fields, more than the \(EVENT_MOST_FIELDS) that are read "
                    + "from files")
        }
        return created
    }

    deinit {
        event_reader_destroy(reader)
    }

    /// Reads one line; behind it there must be `EVENT_PADDING` readable bytes.
    ///
    /// Every field's values are read whether the query comes to look at them or not: an engine refuses a document with an
    /// address that is none, so a file with one is refused too.
    ///
    /// - Returns: true, for each line is a document.
    @discardableResult
    func read(_ line: UnsafeRawBufferPointer, into values: inout EventValues) throws(LineFault) -> Bool {
        guard line.first == UInt8(ascii: "{") else { throw notJSON(line) }
        var document = EventDocument()
        let outcome = event_read(
            reader, line.baseAddress?.assumingMemoryBound(to: CChar.self), line.count, &document)
        guard outcome.status == EVENT_READ else { throw fault(outcome, line) }
        values.removeAll()
        guard let first = document.first else { return true }
        for place in fields.indices {
            for origin in origins[places[place]] {
                switch origin {
                case .path(let number, let conversion):
                    guard first[number] >= 0, let all = document.values else { continue }
                    try append(all, from: first[number], conversion, to: place, of: &values)
                case .constant(let text):
                    values.open(place, kind: fields[place].kind)
                    _ = values.append(text.bytes, as: fields[place].kind)
                    values.close(place, kind: fields[place].kind)
                }
                // Of several places the first with a value counts.
                if values.has(place) { break }
            }
        }
        return true
    }

    /// Appends the values of one path, which form a list.
    private func append(
        _ all: UnsafePointer<EventValue>, from first: Int32, _ conversion: ValueOrigin.Conversion, to place: Int,
        of values: inout EventValues
    ) throws(LineFault) {
        let kind = fields[place].kind
        var hasBelow = false
        var next = first
        values.open(place, kind: kind)
        while next >= 0 {
            let value = all[Int(next)]
            next = value.next
            let text = UnsafeRawBufferPointer(start: value.bytes, count: value.length)
            if value.kind == EVENT_BELOW {
                hasBelow = true
                continue
            }
            if let absent, absent.bytes.elementsEqual(text) { continue }
            guard
                values.append(
                    text, as: kind, conversion, isQuoted: value.kind == EVENT_STRING,
                    isWord: value.kind == EVENT_BOOLEAN)
            else { throw LineFault.refusal(of: text, in: fields[place]) }
        }
        values.close(place, kind: kind, hasBelow: hasBelow)
    }

    private func notJSON(_ line: UnsafeRawBufferPointer) -> LineFault {
        if line.first == UInt8(ascii: "[") {
            return LineFault("this is a JSON array, expected one document a line; convert it first: jq -c '.[]'")
        }
        let start = SafeText(utf8: line.prefix(40))
        return LineFault(
            "this is not JSON lines: the line starts with \"\(start)\(line.count > 40 ? "…" : "")\", expected one JSON document a "
                + "line")
    }

    private func fault(_ outcome: EventOutcome, _ line: UnsafeRawBufferPointer) -> LineFault {
        let name = outcome.field < 0 ? "" : SafeText(paths[Int(outcome.field)]).description
        switch outcome.status {
        case EVENT_INCOMPLETE:
            let goesOn = line.last.map { "{[,:".utf8.contains($0) } ?? false
            return LineFault("the document is cut off, or something follows it on the same line", goesOn: goesOn)
        case EVENT_NOT_UTF8: return LineFault.notUTF8
        case EVENT_NOT_OBJECT: return LineFault("the line is JSON, but no object")
        case EVENT_TOO_DEEP: return LineFault("objects and arrays are nested too deeply")
        case EVENT_DUPLICATE: return LineFault("a member stands twice in one object, on the way to \(name)")
        case EVENT_OBJECT_IN_FIELD: return LineFault("\(name) is an object, expected a value")
        case EVENT_VALUE_FOR_OBJECT:
            return LineFault("a plain value stands where an object with \(name) in it is expected")
        case EVENT_BULK_ACTION:
            return LineFault(
                "this is an action line of a bulk request; keep the documents alone, for instance with "
                    + "jq -c 'select(has(\"@timestamp\"))'")
        case EVENT_SEARCH_ANSWER:
            return LineFault("this is a whole answer to a search; take its hits: jq -c '.hits.hits[]'")
        default:
            return LineFault(
                "the line is not one JSON document: \(outcome.detail.map { String(cString: $0) } ?? "unknown reason")")
        }
    }
}
