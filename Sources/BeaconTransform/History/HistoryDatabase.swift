internal import CSQLite

/// One open SQLite database.
struct HistoryDatabase: ~Copyable {
    private let handle: OpaquePointer

    /// Opens a file, making it when it is missing; a link in its place is not followed.
    init(_ path: String) throws(HistoryFault) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let reason = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "not enough memory"
            sqlite3_close_v2(opened)
            throw HistoryFault(code: code, reason)
        }
        handle = opened
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// Runs statements that answer nothing.
    func run(_ text: String) throws(HistoryFault) {
        try check(sqlite3_exec(handle, text, nil, nil, nil))
    }

    /// A statement to be run, maybe often.
    func prepare(_ text: String) throws(HistoryFault) -> HistoryStatement {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(handle, text, -1, &statement, nil))
        guard let statement else { throw HistoryFault(.damaged, "an empty statement") }
        return HistoryStatement(statement, of: handle)
    }

    /// Whether it can only be read; known once something has been read.
    var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

    /// The one number that a statement answers; `nil` when it answers nothing.
    func number(_ text: String) throws(HistoryFault) -> Int64? {
        let statement = try prepare(text)
        return try statement.step() ? statement.integer(0) : nil
    }

    private func check(_ code: Int32) throws(HistoryFault) {
        if code != SQLITE_OK { throw HistoryFault(code: code, String(cString: sqlite3_errmsg(handle))) }
    }
}

/// One statement of a database, with what is bound to it and the row it stands on.
struct HistoryStatement: ~Copyable {
    private let handle: OpaquePointer
    private let database: OpaquePointer

    init(_ handle: OpaquePointer, of database: OpaquePointer) {
        self.handle = handle
        self.database = database
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Binds a number to a place, from 1.
    func bind(_ number: Int64, at place: Int32) {
        sqlite3_bind_int64(handle, place, number)
    }

    /// Binds bytes to a place, from 1.
    func bind(_ bytes: [UInt8], at place: Int32) {
        bytes.withUnsafeBytes { bytes in
            // An address of nothing would bind null.
            _ = sqlite3_bind_blob64(
                handle, place, bytes.baseAddress ?? UnsafeRawPointer(handle), UInt64(bytes.count), csqlite_transient())
        }
    }

    /// Goes to the next row; `false` when there is none, and then the statement may be run again.
    func step() throws(HistoryFault) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        case let code:
            let reason = String(cString: sqlite3_errmsg(database))
            sqlite3_reset(handle)
            throw HistoryFault(code: code, reason)
        }
    }

    /// Leaves the row it stands on, so that it may be run again.
    func reset() {
        sqlite3_reset(handle)
    }

    /// The number in a column, from 0.
    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    /// The bytes in a column, from 0; they lie there until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
    }

    /// The text in a column, from 0.
    func text(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }
}
