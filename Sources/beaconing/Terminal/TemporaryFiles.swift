import Foundation
import Synchronization

/// Files that must not outlive the program, wherever it ends.
enum TemporaryFiles {
    private static let paths = Mutex<[String]>([])

    /// Remembers a file or a folder that is to be removed.
    static func add(_ path: String) {
        paths.withLock { $0.append(path) }
    }

    /// Forgets one that has got its place.
    static func forget(_ path: String) {
        paths.withLock { $0.removeAll { $0 == path } }
    }

    /// Removes one now; one that is gone already is no trouble.
    static func remove(_ path: String) {
        forget(path)
        unlinkOrRemoveFolder(path)
    }

    /// Removes all that are left, newest first, so that folders are empty when their turn comes.
    static func removeAll() {
        let left = paths.withLock { paths in
            defer { paths.removeAll() }
            return paths
        }
        for path in left.reversed() { unlinkOrRemoveFolder(path) }
    }

    private static func unlinkOrRemoveFolder(_ path: String) {
        if unlink(path) != 0, errno == EISDIR || errno == EPERM { rmdir(path) }
    }
}
