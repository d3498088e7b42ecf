/// How many documents of each group have each value of a field.
struct ValueCounts: Sendable {
    let field: Int
    private(set) var values: ValueTable
    private var pairs = PairTable()
    private var documents: [Int64] = []
    /// The buckets of each pair, where they are counted.
    private var cells = PairTable()
    private var counts: [Int32] = []
    private var scratch: [UInt32] = []

    init(field: Int, kind: EventFields.Kind) {
        self.field = field
        values = ValueTable(kind: kind)
    }

    /// Takes a document's values, before it is counted for its groups.
    ///
    /// - Returns: false when it has too many.
    mutating func take(_ document: borrowing EventValues) -> Bool {
        scratch.removeAll(keepingCapacity: true)
        values.intern(document, field: field, into: &scratch)
        return scratch.count <= ValueTable.mostOfDocument
    }

    /// Counts the document taken last for a group.
    ///
    /// - Parameter buckets: the buckets of its times; empty where they are not counted by value.
    mutating func count(for group: UInt32, in buckets: [UInt32] = []) {
        for value in scratch {
            let pair = pairs.intern(PairTable.Pair(group: group, other: value))
            if pair == documents.count { documents.append(1) } else { documents[pair] += 1 }
            for bucket in buckets {
                let cell = cells.intern(PairTable.Pair(group: UInt32(pair), other: bucket))
                if cell == counts.count { counts.append(1) } else { counts[cell] += 1 }
            }
        }
    }

    /// The values of some groups that have at least so many documents, with their buckets, in ascending order of groups' places and
    /// then of values.
    func series(of groups: [UInt32: Int], fewest: Int64) -> [ValueSeries] {
        var wanted: [UInt32: Int] = [:]
        for (pair, documents) in documents.enumerated() where documents >= fewest {
            if groups[pairs.pairs[pair].group] != nil { wanted[UInt32(pair)] = wanted.count }
        }
        var found: [ValueSeries] = []
        found.reserveCapacity(wanted.count)
        for (pair, _) in wanted.sorted(by: { $0.value < $1.value }) {
            let (group, value) = (pairs.pairs[Int(pair)].group, pairs.pairs[Int(pair)].other)
            found.append(ValueSeries(place: groups[group] ?? 0, value: value, documents: documents[Int(pair)]))
        }
        for (cell, key) in cells.pairs.enumerated() {
            guard let place = wanted[key.group] else { continue }
            found[place].cells.append((Int(key.other), Int64(counts[cell])))
        }
        return found.sorted { $0.place != $1.place ? $0.place < $1.place : values.precedes($0.value, $1.value) }
    }

    /// The numbers of the values of the document taken last.
    var taken: [UInt32] { scratch }

    /// Calls with the number of each value of the document taken last.
    func eachTaken(_ body: (UInt32) -> Void) {
        for value in scratch { body(value) }
    }

    /// On how many hosts some values occur.
    ///
    /// - Parameter host: the host of a group.
    func hosts(of wanted: Set<UInt32>, host: (UInt32) -> UInt32) -> [UInt32: Int] {
        var seen = PairTable()
        for pair in pairs.pairs where wanted.contains(pair.other) {
            _ = seen.intern(PairTable.Pair(group: host(pair.group), other: pair.other))
        }
        return seen.pairs.reduce(into: [:]) { $0[$1.other, default: 0] += 1 }
    }

    /// The most frequent values of some groups, most frequent first, ties in ascending order.
    ///
    /// - Parameter groups: each group and its place in the answer.
    func top(_ most: Int, of groups: [UInt32: Int], count: Int) -> [[GroupContext.Destination]] {
        var found: [[(value: UInt32, documents: Int64)]] = Array(repeating: [], count: count)
        for (pair, documents) in zip(pairs.pairs, documents) {
            if let place = groups[pair.group] { found[place].append((pair.other, documents)) }
        }
        return found.map { counted in
            counted.sorted {
                $0.documents != $1.documents ? $0.documents > $1.documents : values.precedes($0.value, $1.value)
            }
            .prefix(most).map { GroupContext.Destination(value: values.value($0.value), documents: $0.documents) }
        }
    }
}

/// The buckets of one value of one group.
struct ValueSeries {
    /// The group's place among those asked for.
    var place: Int
    /// The number of the value.
    var value: UInt32
    /// The group's documents that have it.
    var documents: Int64
    /// Buckets and how many of the documents fall into each.
    var cells: [(bucket: Int, count: Int64)] = []
}
