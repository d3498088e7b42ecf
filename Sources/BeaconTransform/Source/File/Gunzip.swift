internal import CZlib

/// Unpacks gzip, one archive or several end to end, as they come from log rotation and from parallel packers.
struct Gunzip: ~Copyable {
    /// zlib looks at where its state lies, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    /// Between two archives.
    private var isBetween = true

    /// What is wrong with an archive.
    struct Fault: Error {
        var sentence: String
    }

    /// What one call did.
    struct Step {
        /// Packed bytes that were used.
        var consumed: Int
        /// Bytes that were written.
        var produced: Int
    }

    init() throws(Fault) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window; 16 more say gzip, not zlib.
        let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw Fault(sentence: "there is not enough memory to unpack the file") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Whether the file may end here.
    var mayEnd: Bool { isBetween }

    /// Unpacks a piece.
    mutating func unpack(
        _ packed: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer
    ) throws(Fault) -> Step {
        if isBetween {
            // Zeros behind the last archive are padding, from tapes and disk images; gzip skips them too.
            let padding = packed.prefix { $0 == 0 }.count
            if padding > 0 { return Step(consumed: padding, produced: 0) }
            guard let head = packed.first else { return Step(consumed: 0, produced: 0) }
            guard head == 0x1F else { throw Fault(sentence: "something that is not gzip follows the archive") }
            inflateReset(stream)
            isBetween = false
        }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(packed.count)
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(buffer.count)
        let code = inflate(stream, Z_NO_FLUSH)
        let step = Step(
            consumed: packed.count - Int(stream.pointee.avail_in),
            produced: buffer.count - Int(stream.pointee.avail_out))
        switch code {
        case Z_STREAM_END: isBetween = true
        // Z_BUF_ERROR: there was nothing to do with what was given.
        case Z_OK, Z_BUF_ERROR: break
        default:
            let why = stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)"
            throw Fault(sentence: "the gzip archive is broken (\(why))")
        }
        return step
    }
}
