import Foundation

/// A file of the project that is no Swift source.
enum ProjectFile {
    /// The project's folder.
    static var folder: URL { URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL }

    /// The text of a file.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    /// Whether there is a file or folder.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    /// The names in a folder, sorted.
    static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
    }
}
