/// Numbers pairs of two 32-bit numbers from 0 in the order in which they come.
struct PairTable: Sendable {
    /// One pair: a group, and a bucket or a value of it.
    struct Pair: Sendable, Equatable {
        var group: UInt32
        var other: UInt32
    }

    private(set) var pairs: [Pair] = []
    /// A pair's number and one more; 0 is free.
    ///
    /// The size is a power of two, at most three quarters full.
    private var slots: [UInt32]

    /// No pairs.
    init() {
        slots = Array(repeating: 0, count: 16)
    }

    /// The number of a pair, a new one if it has never come.
    mutating func intern(_ pair: Pair) -> Int {
        let mask = slots.count - 1
        var slot = Self.hash(pair) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if pairs[number] == pair { return number }
            slot = (slot + 1) & mask
        }
        pairs.append(pair)
        precondition(pairs.count < UInt32.max, "more pairs than can be numbered")
        slots[slot] = UInt32(pairs.count)
        if pairs.count * 4 > slots.count * 3 { grow() }
        return pairs.count - 1
    }

    /// The numbers of all pairs, group by group, and where each group's begin; one more entry ends the last.
    func numbersByGroup(groupCount: Int) -> (numbers: [Int], starts: [Int]) {
        var starts = Array(repeating: 0, count: groupCount + 1)
        for pair in pairs { starts[Int(pair.group) + 1] += 1 }
        for group in 0..<groupCount { starts[group + 1] += starts[group] }
        var free = starts
        var numbers = Array(repeating: 0, count: pairs.count)
        for (number, pair) in pairs.enumerated() {
            numbers[free[Int(pair.group)]] = number
            free[Int(pair.group)] += 1
        }
        return (numbers, starts)
    }

    /// Both numbers count up from 0, so a multiplication spreads them well enough.
    private static func hash(_ pair: Pair) -> Int {
        let key = UInt64(pair.group) << 32 | UInt64(pair.other)
        let product = key &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: product ^ product >> 32)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, pair) in pairs.enumerated() {
            var slot = Self.hash(pair) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number + 1)
        }
    }
}
