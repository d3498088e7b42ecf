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
/// It costs the bytes of each distinct rest of a group and about 24 more.
struct HostCensus: Sendable {
    /// Hosts seen.
    private(set) var hosts = 0
    private var rests = ByteTable()
    private var counts: [UInt32] = []

    /// Counts a host, before or after its groups.
    mutating func addHost() { hosts += 1 }

    /// Counts a group by the bytes of all its values but the host.
    mutating func add(rest: UnsafeRawBufferPointer) {
        guard !rest.isEmpty else { return }
        let number = rests.intern(rest)
        if number == counts.count { counts.append(1) } else { counts[number] += 1 }
    }

    /// How common a group with this rest is.
    func counts(ofRest rest: UnsafeRawBufferPointer) -> HostCounts {
        HostCounts(total: hosts, sharing: rests.find(rest).map { Int(counts[$0]) } ?? 0)
    }
}

/// Counts hosts where groups come as keys, sorted by host.
struct SortedCensus: Sendable {
    private var census = HostCensus()
    private var host: GroupValue?
    private var scratch: [UInt8] = []

    /// Counts the next group.
    mutating func add(_ group: GroupKey) {
        guard let first = group.values.first else { return }
        if first != host {
            host = first
            census.addHost()
        }
        scratch.removeAll(keepingCapacity: true)
        for value in group.values.dropFirst() { value.append(to: &scratch) }
        scratch.withUnsafeBytes { census.add(rest: $0) }
    }

    /// Tells judgements how common their groups are, when all groups have gone by.
    func tell(_ judgements: inout [Judgement]) { census.tell(&judgements) }
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
