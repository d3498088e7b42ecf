import Foundation

/// A new file that only its owner can read, removed again when nothing was written to it.
struct SecretFile: ~Copyable {
    private let descriptor: Int32
    private let path: String
    private var isWritten = false

    /// Makes the file; one that is there already is left alone, since it may hold a secret that is in use.
    init(_ path: String) throws(Failure) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        self.path = path
        guard descriptor >= 0 else {
            let number = errno
            if number == EEXIST {
                throw Failure(.file, "\(path) is there already", cure: "name another file, or remove it first")
            }
            throw Failure(.file, "\(path) cannot be made: \(Descriptor.words(for: number))")
        }
        TemporaryFiles.add(path)
    }

    /// Writes the secret; the file stays.
    consuming func finish(_ secret: [UInt8]) throws(Failure) {
        do {
            try Descriptor.write(secret, to: descriptor)
        } catch {
            throw Failure(.file, "\(path) cannot be written: \(Descriptor.words(for: error.number))")
        }
        guard fsync(descriptor) == 0 else {
            throw Failure(.file, "\(path) cannot be written: \(Descriptor.words(for: errno))")
        }
        isWritten = true
        TemporaryFiles.forget(path)
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if !isWritten { TemporaryFiles.remove(path) }
    }
}
