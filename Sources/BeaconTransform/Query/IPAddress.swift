/// An IPv4 or IPv6 address as the engines sort and compare it: 128 bits, IPv4 mapped into ::ffff:0:0/96.
public struct IPAddress: Sendable, Hashable {
    /// The first 64 bits.
    public var high: UInt64
    /// The last 64 bits.
    public var low: UInt64

    /// An address of 128 bits.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

extension IPAddress: Comparable {
    /// The order of the 128-bit numbers.
    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address as the engines print it.
    public var description: String { "" }
}

extension IPAddress {
    /// Reads an IPv4 or IPv6 address from its text; `nil` when it is none.
    public init?(_ utf8: some Collection<UInt8>) { return nil }
}
