/// Just enough of gzip to test those who read it.
public enum Gzip {
    /// Wraps bytes as gzip without making them smaller.
    public static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var packed = header
        var start = 0
        repeat {
            let end = min(start + 0xFFFF, bytes.count)
            packed.append(end == bytes.count ? 1 : 0)
            let length = UInt16(end - start)
            packed += [UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
            packed += bytes[start..<end]
            start = end
        } while start < bytes.count
        return packed + littleEndian(checksum(bytes)) + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// How a stream of zeros without end begins.
    static let bombStart = header + bombBits.prefix(2)

    /// What follows, again and again: 13 bytes that unpack to 2064 zeros.
    static let bombPiece = Array(bombBits[2..<15])

    /// A block in the code that the standard fixes: a zero, then "258 bytes from one byte back" without end.
    ///
    /// Such a step has 13 bits, so the bytes repeat after 13 of them, wherever in a byte the first step begins.
    private static let bombBits: [UInt8] = {
        let block = "010"
        let zero = "00110000"
        let step = "11000101" + "00000"
        let bits = Array((block + zero + String(repeating: step, count: 16)).utf8)
        return stride(from: 0, to: 15 * 8, by: 8).map { start in
            (0..<8).reduce(0) { byte, bit in byte | (bits[start + bit] == UInt8(ascii: "1") ? 1 << UInt8(bit) : 0) }
        }
    }()

    private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
    }
}
