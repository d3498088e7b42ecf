/// The groups of one host in one hour, packed: as small as they can be read in one go.
///
/// A group is: the length of the rest of its key and the rest itself, the time of its newest event, the number of its
/// buckets; a bucket is: how many buckets after the one before, documents, bytes of the source, bytes of the destination. Lengths and
/// counts are written seven bits a byte, the lowest first; what may be negative has its sign in the lowest bit.
enum HostGroups {
    /// Appends a number, seven bits a byte.
    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends a number that may be negative.
    static func append(signed number: Int64, to bytes: inout [UInt8]) {
        append(UInt64(bitPattern: number << 1 ^ number >> 63), to: &bytes)
    }
}

/// Reads packed groups one after the other, where they lie.
///
/// What cannot be read ends the reading with ``isBroken``; the bytes carry a checksum, so that it does not happen.
struct HostGroupsReader {
    /// The rest of the key of the group that is read next; meaningless at the end.
    private(set) var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Whether there are no more groups.
    private(set) var isAtEnd = false
    /// Whether the bytes are not what was packed.
    private(set) var isBroken = false

    private static let mostPlace: UInt64 = 1 << 32
    private static let mostDocuments: UInt64 = 1 << 40

    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    /// Stands before the first group.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        findGroup()
    }

    /// One bucket of a group.
    struct Bucket {
        /// Its place in the hour, from 0, the oldest.
        var place: Int
        var documents: Int64
        var sourceBytes: Int64
        var destinationBytes: Int64
    }

    /// Reads the group to its end and stands before the next.
    ///
    /// - Returns: the time of its newest event, in milliseconds.
    mutating func read(_ body: (Bucket) -> Void) -> Int64 {
        let newest = signed()
        let count = unsigned()
        var bucket = Bucket(place: 0, documents: 0, sourceBytes: 0, destinationBytes: 0)
        var number: UInt64 = 0
        while number < count, !isBroken {
            let (place, documents) = (UInt64(bucket.place) &+ unsigned(), unsigned())
            // More than an hour has seconds, and more than a bucket has documents, was never packed.
            guard place <= Self.mostPlace, documents <= Self.mostDocuments else {
                isBroken = true
                break
            }
            bucket.place = Int(place)
            bucket.documents = Int64(documents)
            bucket.sourceBytes = signed()
            bucket.destinationBytes = signed()
            if !isBroken { body(bucket) }
            number += 1
        }
        findGroup()
        return newest
    }

    private mutating func findGroup() {
        guard place < bytes.count, !isBroken else {
            isAtEnd = true
            return
        }
        let length = unsigned()
        guard !isBroken, length <= UInt64(bytes.count - place) else {
            isBroken = true
            isAtEnd = true
            return
        }
        rest = UnsafeRawBufferPointer(rebasing: bytes[place..<(place + Int(length))])
        place += Int(length)
    }

    private mutating func unsigned() -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        isBroken = true
        return 0
    }

    private mutating func signed() -> Int64 {
        let number = unsigned()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}
