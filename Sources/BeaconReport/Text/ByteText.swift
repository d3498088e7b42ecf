/// A number of bytes in decimal units, two or three digits of it: `340 B`, `1.2 kB`, `80 kB`, `3.4 GB`.
struct ByteText: CustomStringConvertible {
    let description: String

    /// A number of bytes, 0 and above.
    init(_ bytes: Double) {
        guard bytes.isFinite, bytes >= 0 else {
            description = "-"
            return
        }
        var value = bytes
        var units = ["kB", "MB", "GB", "TB", "PB", "EB"][...]
        var unit = "B"
        while value >= 999.5, let larger = units.popFirst() {
            value /= 1000
            unit = larger
        }
        // Whole bytes have no fraction; 9.95 and above would round to two digits before the point.
        let digits = unit == "B" || value >= 9.95 ? 0 : 1
        description = "\(DecimalText(value, digits: digits)) \(unit)"
    }
}
