/// A block of addresses: all that share a number of leading bits.
struct CIDRBlock: Sendable, Hashable {
    /// The lowest address of the block.
    let first: IPAddress
    /// The highest address of the block.
    let last: IPAddress

    /// A block of all addresses whose first `bits` bits, of 128, are those of `address`; the other bits do not matter.
    init(_ address: IPAddress, bits: Int) {
        let host = UInt128.max >> bits
        let value = UInt128(address.high) << 64 | UInt128(address.low)
        first = Self.address(value & ~host)
        last = Self.address(value | host)
    }

    /// Reads `10.0.0.0/8` or `fc00::/7`; `nil` when it is no block.
    ///
    /// Bits behind the prefix are ignored, as the engines ignore them.
    init?(_ utf8: some Collection<UInt8>) {
        guard let slash = utf8.firstIndex(of: UInt8(ascii: "/")), let address = IPAddress(utf8[..<slash]) else {
            return nil
        }
        let digits = utf8[utf8.index(after: slash)...]
        guard (1...3).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let bits = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        let isVersion4 = address.version4 != nil
        // Whether the bits of a mapped address count from its IPv4 part is anybody's guess: the engines refuse it.
        if isVersion4, utf8.contains(UInt8(ascii: ":")) { return nil }
        guard bits <= (isVersion4 ? 32 : 128) else { return nil }
        self.init(address, bits: isVersion4 ? bits + 96 : bits)
    }

    func contains(_ address: IPAddress) -> Bool {
        first <= address && address <= last
    }

    private static func address(_ value: UInt128) -> IPAddress {
        IPAddress(high: UInt64(truncatingIfNeeded: value >> 64), low: UInt64(truncatingIfNeeded: value))
    }
}
