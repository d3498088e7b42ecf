#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The order of bytes, as SQLite and the engines have it.
enum ByteOrder {
    /// Below, at or above 0 as the left bytes come before, are, or come after the right ones.
    static func of(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        if let a = left.baseAddress, let b = right.baseAddress {
            let order = memcmp(a, b, min(left.count, right.count))
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }
}
