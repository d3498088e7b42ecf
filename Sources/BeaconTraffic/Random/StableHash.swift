/// A hash that is the same in every run, unlike Swift's own: FNV-1a of 64 bits.
enum StableHash {
    /// The hash of a string's UTF-8 bytes.
    static func of(_ text: String, basis: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        var hash = basis
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}
