import Foundation

/// Writing to a file descriptor of the system, all of it or a reason.
enum Descriptor {
    /// Why bytes could not be written: the system's error number.
    struct WriteError: Error {
        /// The number.
        let number: Int32
    }

    /// Writes all bytes.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(WriteError) {
        if let number = bytes.withUnsafeBytes({ write(all: $0, to: descriptor) }) { throw WriteError(number: number) }
    }

    private static func write(all bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno == EAGAIN {
                // Somebody made the stream non-blocking; wait until it takes more.
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }

    /// The system's words for an error number.
    static func words(for number: Int32) -> String {
        let text = String(cString: strerror(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
