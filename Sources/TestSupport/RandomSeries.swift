/// Series of many kinds from a seed: what a metric has to cope with, ordinary and odd.
public struct RandomSeries: Sendable, CustomStringConvertible {
    /// What kind of group the series looks like.
    public enum Kind: String, Sendable, CaseIterable {
        /// Nothing at all.
        case empty
        /// Events in one bucket only.
        case single
        /// A few events far apart.
        case sparse
        /// Every second bucket or so.
        case halfFull
        /// Events in nearly every bucket, numbers as chance has them.
        case dense
        /// The same number of events in each bucket of a stretch.
        case constant
        /// The same number in each bucket but one or two.
        case nearlyConstant
        /// One event after every period, exactly.
        case clockwork
        /// A pattern of several buckets, repeated exactly.
        case pattern
        /// One event after every period, give or take a share of it.
        case jittered
        /// A beacon inside noise.
        case mixed
        /// Stretches of many events, and nothing between.
        case bursts
        /// Events in the newest and the oldest buckets alone.
        case edges
        /// Two levels of counts, one after the other.
        case step
        /// Counts so large that their squares no longer fit into a double.
        case huge
        /// Large counts that differ by little.
        case highPlateau
    }

    /// How many bytes the events carry.
    public enum Bytes: String, Sendable, CaseIterable {
        /// None.
        case none
        /// The same for each event.
        case constant
        /// Nearly the same for each event.
        case close
        /// Anything, over several powers of ten.
        case wide
        /// Often missing.
        case holes
        /// Also below zero, as sums that wrapped are.
        case signed
        /// Near the ends of 64 bits.
        case extreme
    }

    /// What kind of group the series looks like.
    public let kind: Kind
    /// How many bytes the events carry.
    public let bytes: Bytes
    /// The seed that the series comes from.
    public let seed: UInt64
    /// Buckets in the window.
    public let bucketCount: Int
    /// One row for each filled bucket, the newest first.
    public let rows: [ReferenceMetric.Row]

    /// A series of a kind.
    public init(kind: Kind, bytes: Bytes, bucketCount: Int, seed: UInt64) {
        self.kind = kind
        self.bytes = bytes
        self.bucketCount = bucketCount
        self.seed = seed
        var random = SeededRandom(seed: seed)
        var counts = [Int64](repeating: 0, count: bucketCount)
        if bucketCount > 0 { Self.fill(&counts, kind: kind, random: &random) }
        let size = Int64.random(in: 40...90_000, using: &random)
        rows = counts.indices.compactMap { bucket in
            let count = counts[bucket]
            if count == 0 { return nil }
            return (
                bucket, count, Self.sum(of: count, bytes, size, &random), Self.sum(of: count, bytes, size, &random)
            )
        }
    }

    /// A series of any kind.
    public init(bucketCount: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed &* 0x2545_F491_4F6C_DD1D)
        self.init(
            kind: Kind.allCases[Int.random(in: 0..<Kind.allCases.count, using: &random)],
            bytes: Bytes.allCases[Int.random(in: 0..<Bytes.allCases.count, using: &random)], bucketCount: bucketCount,
            seed: random.next())
    }

    /// What to repeat a failure with.
    public var description: String { "\(kind) with \(bytes) bytes, \(bucketCount) buckets, seed \(seed)" }

    private static func fill(_ counts: inout [Int64], kind: Kind, random: inout SeededRandom) {
        let size = counts.count
        let first = Int.random(in: 0...(size / 6), using: &random)
        let last = Int.random(in: (size - 1 - size / 6)...(size - 1), using: &random)
        func anywhere(_ random: inout SeededRandom) -> Int { Int.random(in: 0..<size, using: &random) }
        let period = Int.random(in: 1...max(1, size / 7), using: &random)
        switch kind {
        case .empty:
            break
        case .single:
            counts[anywhere(&random)] = Int64.random(in: 1...1_000, using: &random)
        case .sparse:
            for _ in 0..<Int.random(in: 1...max(1, size / 10), using: &random) {
                counts[anywhere(&random)] += Int64.random(in: 1...2, using: &random)
            }
        case .halfFull:
            for bucket in counts.indices where random.chance(0.5) {
                counts[bucket] = Int64.random(in: 1...3, using: &random)
            }
        case .dense:
            let most = Int64.random(in: 1...40, using: &random)
            for bucket in counts.indices { counts[bucket] = Int64.random(in: 0...most, using: &random) }
        case .constant, .nearlyConstant:
            guard first <= last else { return }
            let count = Int64.random(in: 1...12, using: &random)
            for bucket in first...last { counts[bucket] = count }
            if kind == .nearlyConstant { counts[Int.random(in: first...last, using: &random)] += 1 }
        case .clockwork:
            for bucket in stride(from: first, to: size, by: period) { counts[bucket] = 1 }
        case .pattern:
            let pattern = (0..<max(2, min(period, 30))).map { _ in Int64.random(in: 0...3, using: &random) }
            for bucket in counts.indices { counts[bucket] = pattern[bucket % pattern.count] }
        case .jittered:
            let share = Double.random(in: 0...0.5, using: &random)
            var time = Double(first)
            while time < Double(size) {
                counts[Int(time)] += 1
                time += max(0.2, Double(period) * (1 + Double.random(in: -share...share, using: &random)))
            }
        case .mixed:
            for bucket in stride(from: first, to: size, by: period) { counts[bucket] = 2 }
            for _ in 0..<size / 3 { counts[anywhere(&random)] += 1 }
        case .bursts:
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = anywhere(&random)
                for bucket in start..<min(size, start + size / 12 + 1) {
                    counts[bucket] += Int64.random(in: 1...200, using: &random)
                }
            }
        case .edges:
            for bucket in 0..<min(4, size) { counts[bucket] = 1 }
            for bucket in max(0, size - 4)..<size { counts[bucket] = Int64.random(in: 1...2, using: &random) }
        case .step:
            let change = anywhere(&random)
            let levels = (Int64.random(in: 1...9, using: &random), Int64.random(in: 1...900, using: &random))
            for bucket in counts.indices { counts[bucket] = bucket < change ? levels.0 : levels.1 }
        case .huge:
            for bucket in counts.indices where random.chance(0.7) {
                counts[bucket] = Int64.random(
                    in: 1...(Int64.max >> Int64.random(in: 0...30, using: &random)), using: &random)
            }
        case .highPlateau:
            let level = Int64.random(in: 1_000...1_000_000_000, using: &random)
            for bucket in counts.indices { counts[bucket] = level + Int64.random(in: 0...2, using: &random) }
        }
    }

    private static func sum(of count: Int64, _ bytes: Bytes, _ size: Int64, _ random: inout SeededRandom) -> Int64 {
        let few = min(count, 1 << 40)
        switch bytes {
        case .none: return 0
        case .constant: return size &* few
        case .close: return size &* few + Int64.random(in: -(size / 20)...(size / 20), using: &random)
        case .wide: return Int64(1) << Int64.random(in: 0...40, using: &random)
        case .holes: return random.chance(0.4) ? 0 : size &* few
        case .signed: return random.chance(0.3) ? -size &* few : size
        case .extreme: return random.chance(0.5) ? .max - Int64.random(in: 0...9, using: &random) : .min + size
        }
    }
}
