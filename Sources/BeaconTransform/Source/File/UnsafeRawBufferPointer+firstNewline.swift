#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// The offset of the first newline, found as fast as the C library finds it.
    var firstNewline: Int? {
        guard let start = baseAddress, let found = memchr(start, Int32(UInt8(ascii: "\n")), count) else { return nil }
        return UnsafeRawPointer(found) - start
    }
}
