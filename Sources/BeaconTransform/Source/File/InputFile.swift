internal import SearchCluster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file opened for reading, or standard input.
struct InputFile: ~Copyable {
    /// The name as it was given; `-` is standard input.
    let name: String
    /// Its size; `nil` for a pipe and the like, which can be read only once.
    let size: Int64?
    /// Bytes read so far.
    private(set) var readBytes: Int64 = 0
    private let descriptor: Int32

    /// Opens a file.
    init(_ name: String) throws(InputError) {
        let size = try Self.size(of: name)
        let descriptor = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(name, errno) }
        self.name = name
        self.size = size
        self.descriptor = descriptor
    }

    /// The size of a file that can be read; `nil` for a pipe and the like.
    ///
    /// The file is not opened: whoever writes to a pipe would take its closing for the end.
    static func size(of name: String) throws(InputError) -> Int64? {
        var status = stat()
        let isKnown = name == "-" ? fstat(STDIN_FILENO, &status) : stat(name, &status)
        guard isKnown == 0, name == "-" || access(name, R_OK) == 0 else { throw unreadable(name, errno) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw InputError(
                .unreadable, file: name,
                "this is a directory; name the files in it, for instance with DIRECTORY/*.ndjson")
        }
        return status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Reads what there is, at most what fits; 0 at the end.
    ///
    /// - Throws: `InputError` with what the system says, `CancellationError` when cancelled while waiting for a pipe.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer, unless cancellation: Cancellation) throws -> Int {
        if size == nil { try wait(unless: cancellation) }
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 {
                readBytes += Int64(count)
                return count
            }
            if errno != EINTR { throw Self.unreadable(name, errno) }
        }
    }

    /// Waits until a pipe has something to say, looking up now and then: whoever writes to it may never write again.
    private func wait(unless cancellation: Cancellation) throws {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            if cancellation.isCancelled { throw CancellationError() }
            let ready = poll(&entry, 1, 100)
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw Self.unreadable(name, errno) }
        }
    }

    private static func unreadable(_ name: String, _ code: Int32) -> InputError {
        InputError(.unreadable, file: name, "the file cannot be read: \(String(cString: strerror(code)))")
    }
}
