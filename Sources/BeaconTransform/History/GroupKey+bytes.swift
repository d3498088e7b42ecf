/// Group keys as bytes that sort as the keys do, so that files of groups can be merged without taking them apart.
///
/// Each value is a byte for its kind and then: 16 bytes of an address, 8 of a number, text with 00 written as 00 FF and 00 01
/// behind it.
extension GroupValue {
    /// Appends the value's bytes.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .boolean(let flag): bytes += [Kind.boolean, flag ? 1 : 0]
        case .integer(let number):
            bytes.append(Kind.integer)
            Self.append(UInt64(bitPattern: number) ^ Self.sign, to: &bytes)
        case .number(let number):
            bytes.append(Kind.number)
            let bits = number.bitPattern
            Self.append(bits & Self.sign == 0 ? bits ^ Self.sign : ~bits, to: &bytes)
        case .address(let address):
            bytes.append(Kind.address)
            Self.append(address.high, to: &bytes)
            Self.append(address.low, to: &bytes)
        case .text(let utf8): utf8.withUnsafeBytes { Self.append(text: $0, to: &bytes) }
        }
    }

    /// Appends the bytes of a text.
    static func append(text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        bytes.append(Kind.text)
        if text.contains(0) {
            for byte in text {
                bytes.append(byte)
                if byte == 0 { bytes.append(0xFF) }
            }
        } else {
            bytes.append(contentsOf: text)
        }
        bytes.append(0)
        bytes.append(1)
    }

    /// Takes a value from the front of bytes; `nil` when they hold none.
    init?(takingFrom bytes: inout ArraySlice<UInt8>) {
        func number(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
            guard bytes.count >= 8 else { return nil }
            defer { bytes = bytes.dropFirst(8) }
            return bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
        switch bytes.popFirst() {
        case Kind.boolean:
            guard let flag = bytes.popFirst() else { return nil }
            self = .boolean(flag != 0)
        case Kind.integer:
            guard let bits = number(&bytes) else { return nil }
            self = .integer(Int64(bitPattern: bits ^ Self.sign))
        case Kind.number:
            guard let bits = number(&bytes) else { return nil }
            self = .number(Double(bitPattern: bits & Self.sign == 0 ? ~bits : bits ^ Self.sign))
        case Kind.address:
            guard let high = number(&bytes), let low = number(&bytes) else { return nil }
            self = .address(IPAddress(high: high, low: low))
        case Kind.text:
            var text: [UInt8] = []
            while let byte = bytes.popFirst() {
                if byte == 0 {
                    switch bytes.popFirst() {
                    case 1:
                        self = .text(text)
                        return
                    case 0xFF: break
                    default: return nil
                    }
                }
                text.append(byte)
            }
            return nil
        default: return nil
        }
    }

    private static let sign: UInt64 = 1 << 63

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

extension GroupKey {
    /// The key of these bytes; `nil` when they are no whole key of so many values.
    init?(bytes: [UInt8], count: Int) {
        var rest = bytes[...]
        var values: [GroupValue] = []
        for _ in 0..<count {
            guard let value = GroupValue(takingFrom: &rest) else { return nil }
            values.append(value)
        }
        guard rest.isEmpty else { return nil }
        self.init(values)
    }
}

/// The byte before each value, in the order of the kinds.
private enum Kind {
    static let boolean: UInt8 = 0x10
    static let integer: UInt8 = 0x20
    static let number: UInt8 = 0x30
    static let address: UInt8 = 0x40
    static let text: UInt8 = 0x50
}
