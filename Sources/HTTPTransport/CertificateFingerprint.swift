/// The SHA-256 of a certificate, as Elasticsearch prints that of its own authority when it starts for the first time.
public struct CertificateFingerprint: Sendable, Equatable, CustomStringConvertible {
    /// The 32 bytes of the hash.
    let bytes: [UInt8]

    /// Reads 64 hexadecimal digits, in pairs with colons between them or all in one; `nil` for anything else.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        let hasColons = digits.count == 95
        guard hasColons || digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: hasColons ? 3 : 2) {
            guard let high = Self.value(of: digits[start]), let low = Self.value(of: digits[start + 1]) else {
                return nil
            }
            if hasColons, start + 2 < digits.count, digits[start + 2] != UInt8(ascii: ":") { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// 64 hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
