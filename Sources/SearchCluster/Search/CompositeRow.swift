internal import PageDecoder

/// One bucket of a composite page, readable only while the page is being read.
public struct CompositeRow: ~Copyable {
    private let row: UnsafePointer<PageDecoder.CompositeRow>
    private let groupCount: Int

    init(_ row: UnsafePointer<PageDecoder.CompositeRow>, groupCount: Int) {
        self.row = row
        self.groupCount = groupCount
    }

    /// Whether the group differs from that of the bucket before in the same page.
    public var startsGroup: Bool { row.pointee.starts_group }

    /// Start of the time bucket in milliseconds since 1970; 0 where the search has no time source.
    public var timeMillis: Int64 { row.pointee.time_millis }

    /// How many documents fell into the bucket.
    public var documents: Int64 { row.pointee.documents }

    /// The figure at that position among the search's metrics; `nil` where the engine had no value.
    public func metric(_ position: Int) -> Double? {
        let value = row.pointee.metrics[position]
        return value.isNaN ? nil : value
    }

    /// One of the group's values, copied.
    ///
    /// - Parameter position: among the search's sources, from 0.
    public func value(_ position: Int) -> CompositeValue { CompositeValue(row.pointee.group[position]) }

    /// One of the group's values as UTF-8, where it lies; `nil` for what is no text.
    public func withText<Result>(_ position: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        let value = row.pointee.group[position]
        guard value.kind == COMPOSITE_STRING else { return nil }
        return body(UnsafeRawBufferPointer(start: value.bytes, count: value.length))
    }

    /// The group's values, copied.
    public var group: [CompositeValue] {
        (0..<groupCount).map { CompositeValue(row.pointee.group[$0]) }
    }
}

/// One value of a composite key.
public enum CompositeValue: Sendable, Hashable {
    /// A keyword, an address or a formatted date, as UTF-8.
    case string([UInt8])
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// A boolean.
    case boolean(Bool)
    /// No value.
    case null

    init(_ value: PageDecoder.CompositeValue) {
        switch value.kind {
        case COMPOSITE_STRING:
            self = .string([UInt8](UnsafeRawBufferPointer(start: value.bytes, count: value.length)))
        case COMPOSITE_INTEGER: self = .integer(value.integer)
        case COMPOSITE_NUMBER: self = .number(value.number)
        case COMPOSITE_BOOLEAN: self = .boolean(value.integer != 0)
        default: self = .null
        }
    }
}
