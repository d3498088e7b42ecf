/// A share of the groups: those whose host falls to one of several runners.
///
/// Every host falls to exactly one slice, whoever asks and on whichever machine.
public struct HostSlice: Sendable, Equatable {
    /// Which one, from 0.
    public let number: Int
    /// Of how many, 1 and above.
    public let count: Int

    /// All groups.
    public static let whole = HostSlice(number: 0, of: 1)

    /// One slice of several; a number that equals the count is the first, so that counting may begin at 0 or at 1.
    ///
    /// - Parameters:
    ///   - number: 0 to `count`.
    ///   - count: 1 and above.
    public init(number: Int, of count: Int) {
        precondition(count >= 1 && (0...count).contains(number), "a slice is one of those there are")
        self.number = number % count
        self.count = count
    }

    /// Whether a group belongs to this slice.
    func contains(_ group: GroupKey) -> Bool {
        guard count > 1, let host = group.values.first else { return true }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        if case .text(let utf8) = host { utf8.forEach(add) } else { host.description.utf8.forEach(add) }
        // The low bits of names that differ in their last digit alone are mixed with the high ones.
        hash ^= hash >> 32
        hash = hash &* 0x9E37_79B9_7F4A_7C15
        return Int((hash >> 33) % UInt64(count)) == number
    }
}

extension HostSlice: CustomStringConvertible {
    /// `2/4`, counted from 1, as people type it; the one that may be typed as 0 is the last.
    public var description: String { "\(ordinal)/\(count)" }

    /// Which one, counted from 1.
    public var ordinal: Int { number == 0 ? count : number }
}
