import CZlib

/// Unpacks gzip, or deflate in its zlib wrapping, as it arrives.
///
/// libcurl can do so, too, but calls a stream that ends too early a success.
struct Inflater: ~Copyable {
    /// What became of some input.
    enum Outcome { case taken, tooLarge, broken }

    private let stream: UnsafeMutablePointer<z_stream>
    private var piece = [UInt8](repeating: 0, count: 64 << 10)
    /// Whether the stream has come to its end, its checksum right.
    private(set) var isComplete = false

    /// An unpacker at the start of a stream; `nil` when memory is short.
    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 32 for "see by the first bytes whether it is gzip or zlib".
        guard inflateInit2_(stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks some input behind what `body` holds, up to `limit` bytes in all.
    mutating func unpack(_ input: UnsafeRawBufferPointer, into body: inout [UInt8], limit: Int) -> Outcome {
        // zlib does not write there; its interface is older than const.
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        var filled = false
        while stream.pointee.avail_in > 0 || filled {
            if isComplete {
                guard stream.pointee.avail_in > 0 else { break }
                // A file of gzip may be several, one behind the other.
                guard inflateReset(stream) == Z_OK else { return .broken }
                isComplete = false
            }
            let (status, count) = inflatePiece()
            guard count <= limit - body.count else { return .tooLarge }
            body.append(contentsOf: piece[..<count])
            filled = count == piece.count
            switch status {
            case Z_OK: break
            case Z_STREAM_END: isComplete = true
            // Nothing to do before more comes in.
            case Z_BUF_ERROR where stream.pointee.avail_in == 0: return .taken
            default: return .broken
            }
        }
        return .taken
    }

    private mutating func inflatePiece() -> (status: Int32, count: Int) {
        let stream = stream
        return piece.withUnsafeMutableBufferPointer { piece in
            stream.pointee.next_out = piece.baseAddress
            stream.pointee.avail_out = UInt32(piece.count)
            let status = inflate(stream, Z_NO_FLUSH)
            return (status, piece.count - Int(stream.pointee.avail_out))
        }
    }
}
