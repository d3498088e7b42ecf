import Foundation

/// Where results go: standard output, or a file that is there when it is complete.
///
/// A file is written under another name beside its place and renamed at the end; when this value ends before, it is
/// removed and an older file is as it was. What is not a regular file (a pipe, a device) is written directly.
struct ResultOutput: ~Copyable {
    private let descriptor: Int32
    private let place: String
    private let temporary: String?
    private var buffer: [UInt8] = []
    /// Whether the reader of a pipe has gone, as far as a write has met it.
    private(set) var isReaderGone = false
    private var isOpen = true

    /// Opens the place.
    ///
    /// - Parameter file: `nil` is standard output.
    init(file: String?) throws(Failure) {
        guard let file else {
            (descriptor, place, temporary) = (STDOUT_FILENO, "standard output", nil)
            return
        }
        var status = stat()
        let exists = stat(file, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            guard status.st_mode & S_IFMT != S_IFDIR else { throw Failure(.file, "\(file) is a folder") }
            let opened = open(file, O_WRONLY | O_CLOEXEC)
            guard opened >= 0 else { throw Self.failure("opened", file, errno) }
            (descriptor, place, temporary) = (opened, file, nil)
            return
        }
        // The file a link leads to is replaced, not the link.
        let target = exists ? URL(fileURLWithPath: file).resolvingSymlinksInPath().path : file
        let beside = "\(target).\(getpid()).part"
        let mode = exists ? status.st_mode & 0o777 : 0o666
        let opened = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard opened >= 0 else { throw Self.failure("made", file, errno) }
        TemporaryFiles.add(beside)
        (descriptor, place, temporary) = (opened, target, beside)
    }

    /// Appends bytes.
    ///
    /// Once the reader of a pipe has gone, nothing more is written, and that is no trouble.
    mutating func write(_ bytes: [UInt8]) throws(Failure) {
        buffer += bytes
        if buffer.count >= 1 << 16 { try flush() }
    }

    /// Appends text.
    mutating func write(_ text: String) throws(Failure) {
        try write(Array(text.utf8))
    }

    /// Writes what is left; a file gets its place.
    consuming func finish() throws(Failure) {
        try flush()
        guard descriptor != STDOUT_FILENO else { return }
        if temporary != nil, fsync(descriptor) != 0 { throw Self.failure("written", place, errno) }
        isOpen = false
        guard close(descriptor) == 0 else { throw Self.failure("written", place, errno) }
        guard let temporary else { return }
        guard rename(temporary, place) == 0 else { throw Self.failure("replaced", place, errno) }
        TemporaryFiles.forget(temporary)
    }

    deinit {
        guard descriptor != STDOUT_FILENO else { return }
        if isOpen { close(descriptor) }
        if let temporary { TemporaryFiles.remove(temporary) }
    }

    /// Writes what has come so far, so that it is seen even when the program ends badly afterwards.
    mutating func flush() throws(Failure) {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard !isReaderGone else { return }
        do {
            try Descriptor.write(buffer, to: descriptor)
        } catch {
            guard error.number == EPIPE else { throw Self.failure("written", place, error.number) }
            isReaderGone = true
        }
    }

    private static func failure(_ what: String, _ place: String, _ number: Int32) -> Failure {
        Failure(.file, "\(place) cannot be \(what): \(Descriptor.words(for: number))")
    }
}
