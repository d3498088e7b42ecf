/// Numbers the values of one field, by bytes that sort as the values do.
struct ValueTable: Sendable {
    private(set) var table = ByteTable()
    let kind: EventFields.Kind

    /// The most values of one field that a document may have here, and the most groups it may belong to.
    ///
    /// A line of a few kilobytes can hold a thousand values for each of two fields, and would be a million groups.
    static let mostOfDocument = 1_000

    init(kind: EventFields.Kind) {
        self.kind = kind
    }

    /// Appends the numbers of a document's values of the field, each once: what an engine counts is a set.
    ///
    /// Of more than ``mostOfDocument`` one more is appended, for the caller to see it.
    ///
    /// OpenSearch counts a whole number twice that stands twice in one document, Elasticsearch does not; so does this.
    mutating func intern(_ values: borrowing EventValues, field: Int, into numbers: inout [UInt32]) {
        let start = numbers.count
        func append(_ number: Int) {
            let number = UInt32(number)
            if numbers.count - start <= Self.mostOfDocument, !numbers[start...].contains(number) {
                numbers.append(number)
            }
        }
        switch kind {
        case .text:
            for text in values.texts(of: field) { append(table.intern(text)) }
        case .address:
            for address in values.addresses(of: field) { append(Self.withBytes(of: address) { table.intern($0) }) }
        case .integer, .date:
            for integer in values.integers(of: field) { append(Self.withBytes(of: integer) { table.intern($0) }) }
        }
    }

    /// The number of a value; `nil` for one that has never come.
    func find(_ value: GroupValue) -> UInt32? {
        let number: Int? =
            switch (value, kind) {
            case (.text(let utf8), .text): utf8.withUnsafeBytes { table.find($0) }
            case (.address(let address), .address): Self.withBytes(of: address) { table.find($0) }
            case (.integer(let integer), .integer), (.integer(let integer), .date):
                Self.withBytes(of: integer) { table.find($0) }
            default: nil
            }
        return number.map { UInt32($0) }
    }

    /// The value of a number.
    func value(_ number: UInt32) -> GroupValue {
        table.withKey(Int(number)) { bytes in
            switch kind {
            case .text: return .text(Array(bytes))
            case .address:
                return .address(
                    IPAddress(
                        high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))))
            case .integer, .date:
                let ordered = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
                return .integer(Int64(bitPattern: ordered ^ 1 << 63))
            }
        }
    }

    /// Whether one value sorts before another.
    func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        table.withKey(Int(left)) { left in
            table.withKey(Int(right)) { left.lexicographicallyPrecedes($0) }
        }
    }

    private static func withBytes<Result>(of address: IPAddress, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: (address.high.bigEndian, address.low.bigEndian)) { body($0) }
    }

    private static func withBytes<Result>(of integer: Int64, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: (UInt64(bitPattern: integer) ^ 1 << 63).bigEndian) { body($0) }
    }
}
