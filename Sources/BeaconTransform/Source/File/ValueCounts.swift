/// How many documents of each group have each value of a field.
struct ValueCounts: Sendable {
    let field: Int
    private(set) var values: ValueTable
    private var pairs = PairTable()
    private var documents: [Int64] = []
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
    mutating func count(for group: UInt32) {
        for value in scratch {
            let pair = pairs.intern(PairTable.Pair(group: group, other: value))
            if pair == documents.count { documents.append(1) } else { documents[pair] += 1 }
        }
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
