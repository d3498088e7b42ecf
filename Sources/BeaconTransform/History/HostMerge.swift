/// Goes through the hosts of several hours at once, in order, each host once.
struct HostMerge {
    private let hours: [HostCursor]
    private var same: [HostCursor] = []

    /// Bytes of a chunk after which no further host is added.
    private static let mostBytes = 1 << 18

    /// Merges hours that stand on their first hosts.
    init(_ hours: [HostCursor]) {
        self.hours = hours
        same.reserveCapacity(hours.count)
    }

    /// The next hosts; `nil` when there are no more.
    ///
    /// - Throws: `.damaged` for what is not what was stored.
    mutating func next() throws(HistoryFault) -> HistoryChunk? {
        var chunk = HistoryChunk()
        while chunk.size < Self.mostBytes {
            same.removeAll(keepingCapacity: true)
            for hour in hours where !hour.isAtEnd {
                let order = same.first.map { ByteOrder.of(hour.host, $0.host) } ?? 0
                if order < 0 { same.removeAll(keepingCapacity: true) }
                if order <= 0 { same.append(hour) }
            }
            guard !same.isEmpty else { break }
            chunk.add(same)
            for hour in same { try hour.advance() }
        }
        return chunk.hosts.isEmpty ? nil : chunk
    }
}
