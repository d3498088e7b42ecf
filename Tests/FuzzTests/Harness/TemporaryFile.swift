import Foundation

/// A file that goes with the value.
struct TemporaryFile: ~Copyable {
    /// Where it is.
    let path: String

    /// A file of these bytes whose name has that ending.
    init(_ bytes: some Collection<UInt8>, ending: String) {
        path = NSTemporaryDirectory() + "/fuzz-\(UUID().uuidString).\(ending)"
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
            fatalError("the folder of temporary files cannot be written to: \(path)")
        }
    }

    deinit {
        unlink(path)
    }
}
