/// The order of versions: the numbers in them count as numbers, so that 1.10.0 comes after 1.9.0.
enum VersionOrder {
    /// Whether a version comes before another.
    static func isOlder(_ version: String, than other: String) -> Bool {
        let (left, right) = (parts(version), parts(other))
        for (a, b) in zip(left, right) where a != b {
            if let a = Int(a), let b = Int(b) { return a < b }
            return a < b
        }
        return left.count < right.count
    }

    private static func parts(_ version: String) -> [Substring] {
        version.split(whereSeparator: { ".-+".contains($0) })
    }
}
