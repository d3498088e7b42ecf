/// The values of one document's fields, read; reused from document to document.
///
/// Text points into the line, or the reader's buffer, and is good until the next line.
struct EventValues {
    private(set) var texts: [UnsafeRawBufferPointer] = []
    private(set) var addresses: [IPAddress] = []
    /// Whole numbers and dates.
    private(set) var integers: [Int64] = []
    /// For each field the part of the array of its kind.
    private var ranges: [Range<Int>]
    /// Whether a field has anything, were it only an object below it.
    private var present: [Bool]

    /// No values, of so many fields.
    init(fieldCount: Int) {
        ranges = Array(repeating: 0..<0, count: fieldCount)
        present = Array(repeating: false, count: fieldCount)
        texts.reserveCapacity(64)
        addresses.reserveCapacity(64)
        integers.reserveCapacity(64)
    }

    func texts(of field: Int) -> ArraySlice<UnsafeRawBufferPointer> { texts[ranges[field]] }
    func addresses(of field: Int) -> ArraySlice<IPAddress> { addresses[ranges[field]] }
    func integers(of field: Int) -> ArraySlice<Int64> { integers[ranges[field]] }
    func has(_ field: Int) -> Bool { present[field] }

    mutating func removeAll() {
        texts.removeAll(keepingCapacity: true)
        addresses.removeAll(keepingCapacity: true)
        integers.removeAll(keepingCapacity: true)
        for field in ranges.indices {
            ranges[field] = 0..<0
            present[field] = false
        }
    }

    /// Starts a field; values appended from here on are its own until ``close(_:kind:)``.
    mutating func open(_ field: Int, kind: EventFields.Kind) {
        let start = count(of: kind)
        ranges[field] = start..<start
    }

    mutating func append(_ text: UnsafeRawBufferPointer) { texts.append(text) }
    mutating func append(_ address: IPAddress) { addresses.append(address) }
    mutating func append(_ integer: Int64) { integers.append(integer) }

    /// Ends a field.
    mutating func close(_ field: Int, kind: EventFields.Kind, hasBelow: Bool = false) {
        ranges[field] = ranges[field].lowerBound..<count(of: kind)
        present[field] = hasBelow || !ranges[field].isEmpty
    }

    private func count(of kind: EventFields.Kind) -> Int {
        switch kind {
        case .text: texts.count
        case .address: addresses.count
        case .integer, .date: integers.count
        }
    }
}
