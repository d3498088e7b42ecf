internal import CSQLite
internal import CZlib

/// The hours of one history in one SQLite file, open for one pass.
///
/// A pass is one transaction: whoever ends it in the middle, with kill -9 or by pulling the plug, leaves the file as it was. The
/// file is locked from the beginning to the end of the pass, and who comes second goes without.
final class HistoryFile {
    let database: HistoryDatabase

    /// A file of another version is begun anew.
    private static let version: Int64 = 2

    /// Hours for the file, and the same for what is needed in this pass alone, which SQLite keeps in a file that is deleted.
    static func tables(in schema: String) -> String {
        """
        CREATE TABLE \(schema)hour(start INTEGER PRIMARY KEY, documents INTEGER NOT NULL, source INTEGER NOT NULL, \
        destination INTEGER NOT NULL, revision INTEGER NOT NULL, hosts INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
        CREATE TABLE \(schema)host(start INTEGER NOT NULL, host BLOB NOT NULL, documents INTEGER NOT NULL, \
        source INTEGER NOT NULL, destination INTEGER NOT NULL, revision INTEGER NOT NULL, checksum INTEGER NOT NULL, \
        groups BLOB NOT NULL, PRIMARY KEY(start, host)) STRICT, WITHOUT ROWID;
        """
    }

    /// Opens a file and begins the pass.
    ///
    /// - Parameters:
    ///   - mostBytes: bytes that the file may grow to.
    /// - Throws: `.inUse` when another pass is at work, `.damaged` for a file that is no history of this version.
    init(_ path: String, mostBytes: Int64) throws(HistoryFault) {
        database = try HistoryDatabase(path)
        // Nothing but the tables below is to be in the file: no triggers or views that somebody put there run.
        try database.run("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA locking_mode=EXCLUSIVE")
        let isNew = try database.number("SELECT count(*) FROM main.sqlite_schema") == 0
        if isNew { try database.run("PRAGMA auto_vacuum=INCREMENTAL") }
        try database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=1048576")
        let pageSize = try database.number("PRAGMA page_size") ?? 4_096
        _ = try database.number("PRAGMA max_page_count=\(max(mostBytes / max(pageSize, 512), 8))")
        try database.run("BEGIN IMMEDIATE")
        if database.isReadOnly { throw HistoryFault(.readOnly, "it can only be read") }
        if isNew {
            try database.run(Self.tables(in: "main.") + "PRAGMA user_version=\(Self.version)")
        }
        try database.run(Self.tables(in: "temp."))
        try requireTables()
    }

    private func requireTables() throws(HistoryFault) {
        guard try database.number("PRAGMA main.user_version") == Self.version else {
            throw HistoryFault(.damaged, "it is of another version")
        }
        func text(of schema: String) throws(HistoryFault) -> [String] {
            let statement = try database.prepare("SELECT name, sql FROM \(schema).sqlite_schema ORDER BY name")
            var found: [String] = []
            while try statement.step() { found.append(statement.text(0) + statement.text(1)) }
            return found
        }
        guard try text(of: "main") == text(of: "temp") else {
            throw HistoryFault(.damaged, "it has other tables than it should have")
        }
    }

    /// The beginnings of all kept hours, oldest first.
    func starts() throws(HistoryFault) -> [Int64] {
        let statement = try database.prepare("SELECT start FROM main.hour ORDER BY start")
        var starts: [Int64] = []
        while try statement.step() { starts.append(statement.integer(0)) }
        return starts
    }

    /// Deletes an hour.
    func delete(hour start: Int64) throws(HistoryFault) {
        try database.run(
            "DELETE FROM main.host WHERE start=\(start); DELETE FROM main.hour WHERE start=\(start)")
    }

    /// Bytes of the file that hold something.
    func usedBytes() throws(HistoryFault) -> Int64 {
        let pages =
            try (database.number("PRAGMA main.page_count") ?? 0) - (database.number("PRAGMA main.freelist_count") ?? 0)
        return try pages * (database.number("PRAGMA main.page_size") ?? 0)
    }

    /// Keeps what the pass has stored, and gives the disk back what is not needed.
    func commit() throws(HistoryFault) {
        try database.run("COMMIT")
        // Each step frees a page.
        let vacuum = try database.prepare("PRAGMA main.incremental_vacuum")
        while try vacuum.step() {}
    }

    /// A checksum over one row: whoever flips a bit of it is noticed.
    static func checksum(
        start: Int64, host: UnsafeRawBufferPointer, totals: DocumentTotals, groups: UnsafeRawBufferPointer
    ) -> Int64 {
        var sum: UInt = crc32(0, nil, 0)
        let fixed = (
            start, Int64(host.count), totals.documents, totals.sourceBytes, totals.destinationBytes, totals.revisions
        )
        withUnsafeBytes(of: fixed) { add($0, to: &sum) }
        add(host, to: &sum)
        add(groups, to: &sum)
        return Int64(sum)
    }

    private static func add(_ bytes: UnsafeRawBufferPointer, to sum: inout UInt) {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = min(rest.count, 1 << 30)
            sum = crc32(sum, start.assumingMemoryBound(to: UInt8.self), UInt32(count))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }
}

extension DocumentTotals {
    /// Reads the four columns of a row that begin at a place.
    init(_ statement: borrowing HistoryStatement, from column: Int32) {
        documents = statement.integer(column)
        sourceBytes = UInt64(bitPattern: statement.integer(column + 1))
        destinationBytes = UInt64(bitPattern: statement.integer(column + 2))
        revisions = UInt64(bitPattern: statement.integer(column + 3))
    }

    /// Binds the four columns to the places from one on.
    func bind(to statement: borrowing HistoryStatement, from place: Int32) {
        statement.bind(documents, at: place)
        statement.bind(Int64(bitPattern: sourceBytes), at: place + 1)
        statement.bind(Int64(bitPattern: destinationBytes), at: place + 2)
        statement.bind(Int64(bitPattern: revisions), at: place + 3)
    }
}
