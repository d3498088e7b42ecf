/// Numbers keys of any length from 0 in the order in which they come; equal bytes get equal numbers.
///
/// The keys lie end to end in one array, so a key costs its bytes and about 20 more, and looking one up allocates nothing.
struct ByteTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// A key's number and one more; 0 is free.
    ///
    /// The size is a power of two, at most three quarters full.
    private var slots: [UInt32]
    /// The upper half of each key's hash, so that most unequal keys are told apart without looking at their bytes.
    private var hashes: [UInt32] = []

    /// No keys.
    init() {
        slots = Array(repeating: 0, count: 16)
    }

    /// How many keys there are.
    var count: Int { ends.count }

    /// The number of a key; `nil` for one that has never come.
    func find(_ key: UnsafeRawBufferPointer) -> Int? {
        let hash = Self.hash(key)
        return slots.withUnsafeBufferPointer { slots in
            let number = slots[probe(key, hash: hash, in: slots)]
            return number == 0 ? nil : Int(number) - 1
        }
    }

    /// The number of a key, a new one if it has never come.
    mutating func intern(_ key: UnsafeRawBufferPointer) -> Int {
        let hash = Self.hash(key)
        let slot = slots.withUnsafeBufferPointer { probe(key, hash: hash, in: $0) }
        if slots[slot] != 0 { return Int(slots[slot]) - 1 }
        bytes.append(contentsOf: key)
        ends.append(bytes.count)
        hashes.append(UInt32(truncatingIfNeeded: hash >> 32))
        precondition(ends.count < UInt32.max, "more distinct values than can be numbered")
        slots[slot] = UInt32(ends.count)
        if ends.count * 4 > slots.count * 3 { grow() }
        return ends.count - 1
    }

    /// The bytes of a key.
    func withKey<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let range = range(of: number)
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// The bytes of a key, copied.
    func key(_ number: Int) -> [UInt8] { Array(bytes[range(of: number)]) }

    private func range(of number: Int) -> Range<Int> {
        (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }

    /// Seeded anew in each process: names come from others, who could make them collide.
    private static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(bytes: key)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// The slot that holds a key, or the free one where it belongs.
    private func probe(_ key: UnsafeRawBufferPointer, hash: UInt64, in slots: UnsafeBufferPointer<UInt32>) -> Int {
        let mask = slots.count - 1
        let upper = UInt32(truncatingIfNeeded: hash >> 32)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if hashes[number] == upper, withKey(number, { $0.elementsEqual(key) }) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for number in ends.indices {
            let hash = withKey(number, Self.hash)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number + 1)
        }
    }
}
