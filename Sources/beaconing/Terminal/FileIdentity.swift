import Foundation

/// Which file a path leads to, through links, so that two names of one file can be told.
struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    /// The name in its folder, of a file that is not there yet.
    private let name: String?

    /// The file at a path, `-` for standard input.
    ///
    /// `nil` for what cannot be overwritten: a pipe, a device, a place in no folder.
    init?(_ path: String) {
        var status = stat()
        if path == "-" ? fstat(STDIN_FILENO, &status) == 0 : stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            (device, inode, name) = (UInt64(status.st_dev), UInt64(status.st_ino), nil)
            return
        }
        let place = URL(fileURLWithPath: path)
        guard path != "-", stat(place.deletingLastPathComponent().path, &status) == 0 else { return nil }
        (device, inode, name) = (UInt64(status.st_dev), UInt64(status.st_ino), place.lastPathComponent)
    }

    /// Makes sure that no file is written to that is read, and none by two.
    ///
    /// - Parameters:
    ///   - outputs: options that name a file to write, with the file; `nil` is standard output.
    ///   - inputs: files to read.
    static func check(outputs: [(option: String, path: String?)], inputs: [String] = []) throws(Failure) {
        var taken: [FileIdentity: String] = [:]
        for input in inputs {
            if let file = FileIdentity(input) { taken[file] = input == "-" ? "standard input" : "--input \(input)" }
        }
        for (option, path) in outputs {
            guard let path, let file = FileIdentity(path) else { continue }
            if let other = taken[file] {
                throw Failure(
                    .usage, "\(option) \(path) is the same file as \(other) and would replace it",
                    cure: "name another file with \(option)")
            }
            taken[file] = "\(option) \(path)"
        }
    }
}
