internal import CSQLite

/// Why the history is of no use to a pass, which then reads its whole window.
struct HistoryFault: Error, Sendable, Equatable {
    /// What kind of trouble it is.
    enum Kind: Sendable, Equatable {
        /// Another pass works with the same file.
        case inUse
        /// The file is no history, or not all of one: it is of no use to anybody.
        case damaged
        /// The history does not fit in what it may take.
        case full
        /// The file cannot be written: it is read-only, or says so of itself.
        case readOnly
        /// The file cannot be opened or written, or the cluster does not tell enough to keep hours exactly.
        case unusable
        /// What the cluster says of the hours does not agree with itself.
        case disagreeing
    }

    /// What kind of trouble it is.
    var kind: Kind
    /// What happened, as a part of a sentence.
    var reason: String

    init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    /// What SQLite says.
    init(code: Int32, _ reason: @autoclosure () -> String) {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: self.init(.inUse, "another run is working with it")
        case SQLITE_FULL: self.init(.full, reason())
        case SQLITE_READONLY: self.init(.readOnly, reason())
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOMEM, SQLITE_PERM, SQLITE_AUTH, SQLITE_NOLFS, SQLITE_PROTOCOL:
            self.init(.unusable, reason())
        // All statements are ours, so that only the file can be wrong.
        default: self.init(.damaged, reason())
        }
    }

    /// The sentence for a person, without a full stop.
    func sentence(folder: String) -> String {
        let place = "the history in \(folder)"
        let instead = "so the whole window is read from the cluster"
        return switch kind {
        case .inUse: "\(place) is in use by another run, \(instead)"
        case .damaged: "\(place) was damaged (\(reason)) and is begun anew, \(instead)"
        case .full:
            "\(place) is full (\(reason)), \(instead); make room on the disk, or go without a history with --no-history"
        case .unusable, .readOnly: "\(place) cannot be used (\(reason)), \(instead)"
        case .disagreeing: "no hour can be kept (\(reason)), \(instead)"
        }
    }
}
