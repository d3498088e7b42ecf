/// Goes through the hosts of one hour, in order, with their groups.
final class HostCursor {
    /// Whether there are no more hosts.
    private(set) var isAtEnd = false
    /// The host it stands on; its bytes lie there until the next step.
    private(set) var host = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The host's groups, packed; they lie there until the next step as well.
    private(set) var groups = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The first second of the hour.
    let start: Int64

    private let statement: HistoryStatement
    private let expected: HistoryPass.HourState
    private var found = HistoryPass.HourState()

    static func query(in schema: String) -> String {
        "SELECT host, documents, source, destination, revision, checksum, groups FROM \(schema).host WHERE start=? "
            + "ORDER BY host"
    }

    /// Stands on the first host.
    init(
        _ statement: consuming HistoryStatement, start: Int64, expected: HistoryPass.HourState
    ) throws(HistoryFault) {
        self.statement = statement
        self.start = start
        self.expected = expected
        self.statement.bind(start, at: 1)
        try advance()
    }

    /// Goes to the next host.
    ///
    /// - Throws: `.damaged` for a row that is not what was stored, and at the end when there were more or fewer of them.
    func advance() throws(HistoryFault) {
        guard try statement.step() else {
            isAtEnd = true
            guard found.hosts == expected.hosts, found.checksum == expected.checksum else {
                throw HistoryFault(.damaged, "hosts of an hour are missing")
            }
            return
        }
        host = statement.bytes(0)
        let packed = statement.bytes(6)
        let totals = DocumentTotals(statement, from: 1)
        let checksum = statement.integer(5)
        guard checksum == HistoryFile.checksum(start: start, host: host, totals: totals, groups: packed) else {
            throw HistoryFault(.damaged, "a checksum is wrong")
        }
        found.add(checksum)
        groups = packed
    }
}
