internal import CCrypto

/// The SHA-256 of bytes, or of a list of parts, each with its length before it, so that no two lists look alike.
package struct Digest: Sendable, Equatable {
    /// The 32 bytes of the hash.
    package let bytes: [UInt8]

    /// The hash of plain bytes.
    package init(of bytes: [UInt8]) {
        var hash = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &hash)
        self.bytes = hash
    }

    /// The hash of a scheme byte and of parts, each behind its length as 32 bits.
    package init(scheme: UInt8, parts: [[UInt8]]) {
        var text = [scheme]
        for part in parts {
            text += Self.bigEndian(UInt32(truncatingIfNeeded: part.count))
            text += part
        }
        self.init(of: text)
    }

    /// The bytes of an integer, most significant first.
    static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
    }

    /// 64 hexadecimal digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// 43 characters of base64url without padding (RFC 4648, section 5).
    var base64URL: String { base64(endingWith: "-_") }

    /// 44 characters of base64 with its padding (RFC 4648, section 4), as a content security policy wants them.
    package var base64: String { base64(endingWith: "+/") + "=" }

    private func base64(endingWith last: String) -> String {
        let digits = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
        var text: [UInt8] = []
        var bits = 0
        var pending: UInt32 = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(digits[Int(pending >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { text.append(digits[Int(pending << UInt32(6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
