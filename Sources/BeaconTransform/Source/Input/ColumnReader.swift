internal import SearchCluster

/// Reads lines of separated values under names into the values of the fields that are wanted.
///
/// The names come from a heading: the first line of a CSV, or the `#fields` of a Zeek log, which may come again in the middle where
/// logs have been joined.
struct ColumnReader: ~Copyable, LineParsing {
    private let fields: [EventFields.Field]
    private let layout: InputLayout
    private let isZeek: Bool
    private var separator: UInt8
    /// What stands for no value.
    private var unset: [UInt8]
    /// Columns that somebody has named, which must be there.
    private let named: [String]
    /// How many columns a line has; 0 before the heading.
    private var columnCount = 0
    /// For each field where it comes from, in the order in which places are looked at.
    private var origins: [[Origin]] = []
    /// The values of the line at hand, without quotes.
    private var columns: [UnsafeRawBufferPointer] = []
    /// The log that a Zeek file says it is.
    private var log: String?
    /// Values with two quotes for one, unescaped; kept until the next line.
    private var unescaped = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var unescapedCount = 0

    /// Where a field's value may come from.
    private enum Origin: Sendable {
        case column(Int, ValueOrigin.Conversion)
        case constant(StaticString)
    }

    /// Reads a Zeek log, or a CSV whose first line is still to come.
    init(_ fields: EventFields, layout: InputLayout, separator: UInt8 = UInt8(ascii: "\t"), named: [String] = []) {
        self.named = named
        self.fields = fields.fields
        self.layout = layout
        self.separator = separator
        isZeek = layout.format == .zeek
        unset = layout.absent.map { Array($0.bytes) } ?? []
    }

    deinit {
        unescaped.deallocate()
    }

    mutating func read(_ line: UnsafeRawBufferPointer, into values: inout EventValues) throws(LineFault) -> Bool {
        if isZeek, line.first == UInt8(ascii: "#") {
            try readDirective(line)
            return false
        }
        if columnCount == 0 {
            if isZeek {
                throw LineFault("the log has no #fields line before this one; it may be the end of a longer log")
            }
            try split(line)
            try name(columns.map { String(decoding: $0, as: UTF8.self) })
            return false
        }
        try split(line)
        guard columns.count == columnCount else {
            throw LineFault(
                "the line has \(CountText(columns.count, "column")), the heading has \(columnCount); it may be cut off")
        }
        values.removeAll()
        for place in fields.indices {
            for origin in origins[place] {
                try append(origin, to: place, of: &values)
                if values.has(place) { break }
            }
        }
        return true
    }

    private func append(
        _ origin: Origin, to place: Int, of values: inout EventValues
    ) throws(LineFault) {
        let kind = fields[place].kind
        switch origin {
        case .constant(let text):
            values.open(place, kind: kind)
            _ = values.append(text.bytes, as: kind)
        case .column(let number, let conversion):
            let text = columns[number]
            if text.isEmpty || isUnset(text) { return }
            values.open(place, kind: kind)
            if kind == .text, text.contains(where: { $0 >= 0x80 }), String(validating: text, as: UTF8.self) == nil {
                throw .notUTF8
            }
            guard values.append(text, as: kind, conversion) else { throw .refusal(of: text, in: fields[place]) }
        }
        values.close(place, kind: kind)
    }

    private func isUnset(_ text: UnsafeRawBufferPointer) -> Bool {
        text.count == unset.count && unset.elementsEqual(text)
    }

    // MARK: headings

    /// Takes what a line of a Zeek log that begins with a number sign says.
    private mutating func readDirective(_ line: UnsafeRawBufferPointer) throws(LineFault) {
        let words = String(decoding: line, as: UTF8.self)
        func rest(_ name: String) -> String? {
            guard words.hasPrefix(name) else { return nil }
            return String(words.dropFirst(name.count + 1))
        }
        if let text = rest("#separator") {
            // Written as \x09 in nearly all logs there are.
            guard text.hasPrefix("\\x"), let byte = UInt8(text.dropFirst(2), radix: 16) else {
                throw LineFault("the separator of the log is \"\(SafeText(text))\", expected one byte such as \\x09")
            }
            separator = byte
        } else if let text = rest("#unset_field") {
            unset = Array(text.utf8)
        } else if let text = rest("#path") {
            log = text
        } else if let text = rest("#fields") {
            // What follows a heading that is refused must not be read under the one before.
            columnCount = 0
            if let log, log != "conn" {
                throw LineFault("this is Zeek's \(SafeText(log)) log; its connections are in conn.log")
            }
            let mark = Character(Unicode.Scalar(separator))
            try name(text.split(separator: mark, omittingEmptySubsequences: false).map(String.init))
        }
    }

    /// Finds the fields among the names of a heading.
    private mutating func name(_ names: [String]) throws(LineFault) {
        var numbers: [String: Int] = [:]
        for (number, name) in names.enumerated() {
            guard numbers.updateValue(number, forKey: name) == nil else {
                throw LineFault("the heading has the column \"\(SafeText(name))\" twice")
            }
        }
        for name in named where numbers[name] == nil {
            let cure =
                NearestName.of(name, among: names).map { "; did you mean \(SafeText($0))?" }
                ?? "; it has \(Self.list(names))"
            throw LineFault("there is no column \"\(SafeText(name))\", which --column names\(cure)")
        }
        origins = fields.map { field in
            layout.origins(of: field.name).compactMap { origin in
                switch origin {
                case .constant(let text): .constant(text)
                case .member(let name, let conversion): numbers[name].map { .column($0, conversion) }
                }
            }
        }
        let known = origins.joined().contains { if case .column = $0 { true } else { false } }
        guard known else {
            throw LineFault(
                "none of the columns \(Self.list(names)) is a field that is "
                    + "looked at; say which is which: --column \(fields.first?.name ?? "source.ip")=NAME")
        }
        columnCount = names.count
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(6).map { "\"\(SafeText($0))\"" }.joined(separator: ", ") + (names.count > 6 ? "…" : "")
    }

    // MARK: cutting

    /// Finds the columns of a line.
    private mutating func split(_ line: UnsafeRawBufferPointer) throws(LineFault) {
        columns.removeAll(keepingCapacity: true)
        let quote = UInt8(ascii: "\"")
        if !isZeek, line.contains(quote) { return try splitQuoted(line) }
        var start = 0
        for place in line.indices where line[place] == separator {
            columns.append(UnsafeRawBufferPointer(rebasing: line[start..<place]))
            start = place + 1
        }
        columns.append(UnsafeRawBufferPointer(rebasing: line[start...]))
    }

    /// Finds the columns of a line in which some are quoted, after RFC 4180.
    private mutating func splitQuoted(_ line: UnsafeRawBufferPointer) throws(LineFault) {
        let quote = UInt8(ascii: "\"")
        if unescaped.count < line.count {
            unescaped.deallocate()
            unescaped = .allocate(byteCount: line.count, alignment: 1)
        }
        unescapedCount = 0
        var place = 0
        while true {
            let start = place
            if place < line.count, line[place] == quote {
                let first = unescapedCount
                place += 1
                while true {
                    guard place < line.count else {
                        throw LineFault(
                            "a quoted value does not end on its line; values over several lines are not read")
                    }
                    if line[place] == quote {
                        place += 1
                        guard place < line.count, line[place] == quote else { break }
                    }
                    unescaped[unescapedCount] = line[place]
                    unescapedCount += 1
                    place += 1
                }
                columns.append(UnsafeRawBufferPointer(rebasing: unescaped[first..<unescapedCount]))
                guard place == line.count || line[place] == separator else {
                    throw LineFault("something follows the end of a quoted value")
                }
            } else {
                while place < line.count, line[place] != separator { place += 1 }
                columns.append(UnsafeRawBufferPointer(rebasing: line[start..<place]))
            }
            if place == line.count { return }
            place += 1
        }
    }
}
