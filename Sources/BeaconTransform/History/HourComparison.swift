/// Holds what the cluster says of the hours against what is kept of them, in one go over both.
struct HourComparison {
    /// By hour, the hosts that are to be read: new ones and those that have changed.
    private(set) var toRead: [[HostBatch.Host]]
    /// What is kept and no longer true.
    private(set) var gone: [Gone] = []

    /// A host of an hour that is no longer what is kept.
    struct Gone {
        var hour: Int
        var host: [UInt8]
        var checksum: Int64
    }

    /// By hour, the documents that the hosts have together.
    private(set) var documents: [Int64]

    private var last: [[UInt8]]
    private let kept: [KeptHosts?]

    /// A comparison of kept hours; of the others all is to be read.
    init(_ file: HistoryFile, grid: HourGrid, kept: [Bool]) throws(HistoryFault) {
        var hosts: [KeptHosts?] = []
        for (hour, isKept) in zip(grid.hours, kept) {
            hosts.append(isKept ? try KeptHosts(file, start: hour.start) : nil)
        }
        self.kept = hosts
        toRead = kept.map { _ in [] }
        last = toRead.map { _ in [] }
        documents = toRead.map { _ in 0 }
    }

    /// Takes the next rows of the cluster's totals; each hour's hosts come in order.
    mutating func take(_ rows: [HistoryPull.Row]) throws(HistoryFault) {
        for row in rows {
            guard last[row.hour].lexicographicallyPrecedes(row.host.key) else {
                throw HistoryFault(.disagreeing, "hosts come out of order")
            }
            last[row.hour] = row.host.key
            documents[row.hour] = documents[row.hour].addingSaturated(row.host.totals.documents)
            if let kept = kept[row.hour] {
                try skip(kept, in: row.hour, before: row.host.key)
                if kept.order(against: row.host.key) == 0 {
                    let isSame = kept.totals == row.host.totals
                    if !isSame { note(kept, in: row.hour) }
                    try kept.advance()
                    if isSame { continue }
                }
            }
            toRead[row.hour].append(row.host)
        }
    }

    /// The hosts that were not named are gone.
    mutating func finish() throws(HistoryFault) {
        for (hour, kept) in kept.enumerated() {
            if let kept { try skip(kept, in: hour, before: nil) }
        }
    }

    private mutating func skip(_ kept: KeptHosts, in hour: Int, before host: [UInt8]?) throws(HistoryFault) {
        while !kept.isAtEnd, host.map({ kept.order(against: $0) < 0 }) ?? true {
            note(kept, in: hour)
            try kept.advance()
        }
    }

    private mutating func note(_ kept: KeptHosts, in hour: Int) {
        gone.append(Gone(hour: hour, host: [UInt8](kept.host), checksum: kept.checksum))
    }
}

/// Goes through the kept hosts of one hour, in order, without reading their groups.
private final class KeptHosts {
    private(set) var isAtEnd = false
    private let statement: HistoryStatement

    init(_ file: HistoryFile, start: Int64) throws(HistoryFault) {
        statement = try file.database.prepare(
            "SELECT host, documents, source, destination, revision, checksum FROM main.host WHERE start=? ORDER BY host"
        )
        statement.bind(start, at: 1)
        try advance()
    }

    func advance() throws(HistoryFault) {
        isAtEnd = try !statement.step()
    }

    var host: UnsafeRawBufferPointer { statement.bytes(0) }
    var checksum: Int64 { statement.integer(5) }

    var totals: DocumentTotals { DocumentTotals(statement, from: 1) }

    /// Below, at or above 0 as the host comes before, is, or comes after another; above it at the end.
    func order(against other: [UInt8]) -> Int {
        isAtEnd ? 1 : other.withUnsafeBytes { ByteOrder.of(host, $0) }
    }
}
