/// An IPv4 or IPv6 address as the engines sort and compare it: 128 bits, IPv4 mapped into ::ffff:0:0/96.
public struct IPAddress: Sendable, Hashable {
    /// The first 64 bits.
    public var high: UInt64
    /// The last 64 bits.
    public var low: UInt64

    /// An address of 128 bits.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address, mapped.
    init(version4: UInt32) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(version4))
    }

    /// The IPv4 address that this is; `nil` for any other.
    var version4: UInt32? {
        high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil
    }
}

extension IPAddress: Comparable {
    /// The order of the 128-bit numbers.
    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address as the engines print it.
    ///
    /// A dotted quad for IPv4 (mapped or not), else lowercase groups with the longest run of at least two zero groups
    /// shortened, the first of runs equally long.
    public var description: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the text of ``description``, at most 39 bytes.
    func append(to text: inout [UInt8]) {
        if let version4 {
            for shift in [24, 16, 8, 0] as [UInt32] {
                let part = UInt8(truncatingIfNeeded: version4 >> shift)
                if part >= 100 { text.append(UInt8(ascii: "0") + part / 100) }
                if part >= 10 { text.append(UInt8(ascii: "0") + part / 10 % 10) }
                text.append(UInt8(ascii: "0") + part % 10)
                if shift > 0 { text.append(UInt8(ascii: ".")) }
            }
            return
        }
        let zeros = longestZeros
        var place = 0
        while place < 8 {
            if place == zeros.lowerBound, !zeros.isEmpty {
                text.append(UInt8(ascii: ":"))
                text.append(UInt8(ascii: ":"))
                place = zeros.upperBound
                continue
            }
            if place > 0, place != zeros.upperBound || zeros.isEmpty { text.append(UInt8(ascii: ":")) }
            let group = self.group(place)
            var hasStarted = false
            for shift in [12, 8, 4, 0] as [UInt16] {
                let digit = UInt8(group >> shift & 0xF)
                guard hasStarted || digit > 0 || shift == 0 else { continue }
                hasStarted = true
                text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
            place += 1
        }
    }

    /// One of the eight groups of 16 bits.
    private func group(_ place: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: (place < 4 ? high : low) >> UInt64(48 - 16 * (place & 3)))
    }

    /// The groups that `::` stands for; empty when no two neighbours are zero.
    private var longestZeros: Range<Int> {
        var longest = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, group(end) == 0 { end += 1 }
            if end - start >= 2, end - start > longest.count { longest = start..<end }
            start = end + 1
        }
        return longest
    }
}

extension IPAddress {
    /// Reads an IPv4 or IPv6 address from its text as the engines do; `nil` when it is none.
    ///
    /// IPv4 is four decimal parts without leading zeros. IPv6 is eight groups of hexadecimal digits, of which one run may be
    /// `::` and the last two a dotted quad. A zone (`fe80::1%eth0`) is left off. There are no brackets, ports or spaces; an
    /// IPv4 address mapped into IPv6 is the IPv4 address.
    public init?(_ utf8: some Collection<UInt8>) {
        let read = utf8.withContiguousStorageIfAvailable { Self.read(UnsafeRawBufferPointer($0)) }
        let address = read ?? Array(utf8).withUnsafeBytes { Self.read($0) }
        guard let address else { return nil }
        self = address
    }

    /// Reads an address from the bytes of its text.
    static func read(_ whole: UnsafeRawBufferPointer) -> IPAddress? {
        var text = whole
        if let zone = whole.firstIndex(of: UInt8(ascii: "%")) {
            guard zone < whole.count - 1 else { return nil }
            text = UnsafeRawBufferPointer(rebasing: whole[..<zone])
        }
        if !text.contains(UInt8(ascii: ":")) {
            return quad(text[...]).map(IPAddress.init(version4:))
        }
        var groups: (high: UInt64, low: UInt64) = (0, 0)
        var count = 0
        // Where `::` stands, as the number of groups before it.
        var gap: Int?
        var place = 0
        func append(_ group: UInt16) {
            groups.high = groups.high << 16 | groups.low >> 48
            groups.low = groups.low << 16 | UInt64(group)
            count += 1
        }
        if text.count >= 2, text[0] == UInt8(ascii: ":") {
            guard text[1] == UInt8(ascii: ":") else { return nil }
            gap = 0
            place = 2
        }
        while place < text.count {
            let start = place
            var group: UInt32 = 0
            while place < text.count, let digit = hexadecimal(text[place]) {
                group = group << 4 | UInt32(digit)
                place += 1
                // Leading zeros are as many as one likes.
                guard group <= 0xFFFF else { return nil }
            }
            if place < text.count, text[place] == UInt8(ascii: ".") {
                guard count <= 6, let quad = quad(text[start...]) else { return nil }
                append(UInt16(quad >> 16))
                append(UInt16(truncatingIfNeeded: quad))
                place = text.count
                break
            }
            guard place > start, count < 8 else { return nil }
            append(UInt16(group))
            if place == text.count { break }
            guard text[place] == UInt8(ascii: ":") else { return nil }
            place += 1
            // A single colon at the end.
            guard place < text.count else { return nil }
            if text[place] == UInt8(ascii: ":") {
                guard gap == nil else { return nil }
                gap = count
                place += 1
            }
        }
        guard let gap else { return count == 8 ? IPAddress(high: groups.high, low: groups.low) : nil }
        // `::` stands for at least one group.
        guard count < 8 else { return nil }
        // Groups behind the gap are at their place already; those before it move to the front.
        let behind = 16 * (count - gap)
        let value = UInt128(groups.high) << 64 | UInt128(groups.low)
        let bits = (value >> behind) << (128 - 16 * gap) | value & (UInt128.max >> (128 - behind))
        return IPAddress(high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits))
    }

    /// Reads a dotted quad.
    private static func quad(_ text: Slice<UnsafeRawBufferPointer>) -> UInt32? {
        var value: UInt32 = 0
        var parts = 0
        var part: UInt32 = 0
        var digits = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                // A leading zero would be octal to some readers: the engines refuse it.
                if digits > 0, part == 0 { return nil }
                part = part * 10 + UInt32(byte - UInt8(ascii: "0"))
                digits += 1
                if part > 255 { return nil }
            case UInt8(ascii: "."):
                guard digits > 0, parts < 3 else { return nil }
                value = value << 8 | part
                (part, digits) = (0, 0)
                parts += 1
            default: return nil
            }
        }
        guard parts == 3, digits > 0 else { return nil }
        return value << 8 | part
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
