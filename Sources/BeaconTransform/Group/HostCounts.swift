/// How common a group is: on how many hosts of the window, of how many.
public struct HostCounts: Sendable, Equatable {
    /// Hosts (values of the first group field) with at least one document in the window, in every slice.
    public var total: Int
    /// Hosts whose groups have the same values in all other group fields, the group's own included; 0 where a host is all
    /// there is of a group.
    public var sharing: Int

    /// So many hosts of so many.
    public init(total: Int, sharing: Int) {
        self.total = total
        self.sharing = sharing
    }
}

/// Counts hosts by what their groups have in common, while every group goes by once.
///
/// It costs the bytes of each distinct rest of a group and about 28 more.
struct HostCensus: Sendable {
    /// Hosts seen.
    private(set) var hosts = 0
    private var rests = ByteTable()
    private var counts: [UInt32] = []
    /// How many hosts had been seen when each rest last came.
    private var last: [UInt32] = []

    /// Counts a host, before or after its groups.
    mutating func addHost() { hosts += 1 }

    /// Counts a group by the bytes of all its values but the host.
    ///
    /// - Returns: whether no group with this rest came since the last host was counted.
    @discardableResult
    mutating func add(rest: UnsafeRawBufferPointer) -> Bool {
        guard !rest.isEmpty else { return true }
        let number = rests.intern(rest)
        let now = UInt32(truncatingIfNeeded: hosts)
        if number == counts.count {
            counts.append(1)
            last.append(now)
            return true
        }
        counts[number] += 1
        defer { last[number] = now }
        return last[number] != now
    }

    /// Adds what was counted of other hosts.
    mutating func merge(_ other: HostCensus) {
        hosts += other.hosts
        for (number, count) in other.counts.enumerated() {
            let here = other.rests.withKey(number) { rests.intern($0) }
            if here == counts.count {
                counts.append(count)
                last.append(0)
            } else {
                counts[here] += count
            }
        }
    }

    /// How common a group with this rest is.
    func counts(ofRest rest: UnsafeRawBufferPointer) -> HostCounts {
        HostCounts(total: hosts, sharing: rests.find(rest).map { Int(counts[$0]) } ?? 0)
    }
}

extension HostCensus {
    /// Tells judgements how common their groups are, where rests were counted by ``GroupValue/append(to:)``.
    func tell(_ judgements: inout [Judgement]) {
        var rest: [UInt8] = []
        for place in judgements.indices {
            rest.removeAll(keepingCapacity: true)
            for value in judgements[place].group.values.dropFirst() { value.append(to: &rest) }
            judgements[place].hosts = rest.withUnsafeBytes { counts(ofRest: $0) }
        }
    }
}
