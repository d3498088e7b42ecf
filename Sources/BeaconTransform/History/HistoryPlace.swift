import Foundation
internal import SearchCluster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where one history lies: a folder for its owner alone, a file whose name says nothing of what is in it.
struct HistoryPlace: Sendable {
    /// The folder with all histories.
    let folder: String
    /// The file of this one.
    let path: String

    /// What is asked of whom decides which file it is: hours that were counted differently never meet.
    ///
    /// - Parameter cluster: the cluster's own name, or its addresses where it has none to give.
    init(_ setting: HistorySetting, cluster: [String], template: TransformTemplate, plan: FieldPlan, window: Window) {
        folder = setting.folder + "/history"
        func field(_ field: FieldPlan.Field?) -> String { field.map { "\($0.kind.rawValue) \($0.name)" } ?? "" }
        let lists = [
            cluster, template.source.indices, plan.groupBy.map(field),
            [field(plan.time), field(plan.sourceBytes), field(plan.destinationBytes)], [plan.query.text],
            ["\(window.bucketSeconds)", "\(window.bucketCount)"],
        ]
        // A digest of digests: no two lists of lists look alike.
        let parts = lists.map { Digest(scheme: 0, parts: $0.map { Array($0.utf8) }).bytes }
        path = folder + "/" + Digest(scheme: Self.scheme, parts: parts).hexadecimal + Self.ending
    }

    /// Makes the folder when it is missing.
    func prepare() throws(HistoryFault) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw HistoryFault(.unusable, "the folder cannot be made")
        }
        var state = stat()
        guard lstat(folder, &state) == 0, state.st_mode & S_IFMT == S_IFDIR else {
            throw HistoryFault(.unusable, "this is no folder")
        }
        guard state.st_uid == geteuid(), state.st_mode & 0o022 == 0 else {
            throw HistoryFault(.unusable, "others may write to the folder")
        }
        if lstat(path, &state) == 0, state.st_mode & S_IFMT != S_IFREG {
            throw HistoryFault(.unusable, "there is something else than a file in its place")
        }
    }

    /// Lets nobody but the owner read the file; what SQLite puts beside it gets the same rights.
    func protect() {
        chmod(path, 0o600)
    }

    /// Whether the file may be written to, whatever is in it.
    var isWritable: Bool { access(path, W_OK) == 0 }

    /// Removes the file and what SQLite keeps beside it.
    func remove() {
        for name in [path, path + "-wal", path + "-shm", path + "-journal"] { unlink(name) }
    }

    /// Removes the files of histories that no pass has written to for a month: their template or cluster has changed.
    func removeAbandoned(clockSeconds: Int64) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard name.utf8.count == 64 + Self.ending.utf8.count, name.hasSuffix(Self.ending),
                name.utf8.prefix(64).allSatisfy({ "0123456789abcdef".utf8.contains($0) })
            else { continue }
            let abandoned = HistoryPlace(folder: folder, path: folder + "/" + name)
            var state = stat()
            guard abandoned.path != path, lstat(abandoned.path, &state) == 0, state.st_mode & S_IFMT == S_IFREG,
                clockSeconds - Int64(abandoned.modifiedSeconds(state)) > 30 * 86_400
            else { continue }
            abandoned.remove()
        }
    }

    private init(folder: String, path: String) {
        self.folder = folder
        self.path = path
    }

    private func modifiedSeconds(_ state: stat) -> Int {
        #if canImport(Darwin)
            state.st_mtimespec.tv_sec
        #else
            state.st_mtim.tv_sec
        #endif
    }

    private static let scheme: UInt8 = 1
    private static let ending = ".sqlite"
}
