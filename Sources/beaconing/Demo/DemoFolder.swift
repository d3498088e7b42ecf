import Foundation

/// The folder in which a demo puts its events: one that is kept, or one that goes when the program ends.
struct DemoFolder: Sendable {
    /// Which folder is wanted.
    enum Choice: Sendable {
        /// This folder, made when it is missing.
        case keep(String)
        /// A new folder in this one.
        case temporary(in: String)
    }

    /// The file of events.
    let events: String
    /// The file of labels.
    let labels: String
    /// Whether the files outlive the program.
    let isKept: Bool

    /// Makes the folder.
    init(_ choice: Choice) throws(Failure) {
        let path: String
        switch choice {
        case .keep(let folder):
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw Failure(.file, "the folder \(folder) cannot be made: \(error.localizedDescription)")
            }
            (path, isKept) = (folder, true)
        case .temporary(let parent):
            var name = Array((parent + "/beaconing-demo-XXXXXX").utf8CString)
            guard mkdtemp(&name) != nil else {
                throw Failure(
                    .file, "no folder can be made in \(parent): \(Descriptor.words(for: errno))",
                    cure: "name another with TMPDIR, or one to keep with --keep")
            }
            path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            isKept = false
        }
        events = path + "/events.ndjson"
        labels = path + "/labels.ndjson"
        guard !isKept else { return }
        // In this order, so that the folder is empty when it goes.
        for temporary in [path, events, labels] { TemporaryFiles.add(temporary) }
    }
}
