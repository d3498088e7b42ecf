/// Sums over compared segments X and Y about a mean m: Σ(X - m)², Σ(Y - m)² and Σ(X - m)(Y - m).
struct SegmentSums: Sendable {
    var x = 0.0
    var y = 0.0
    var xy = 0.0

    /// How well the segments agree: xy / √(x · y), or 1 where that root is 0.
    var correlation: Double {
        let root = (x * y).squareRoot()
        return root == 0 ? 1 : xy / root
    }

    static func += (sums: inout SegmentSums, more: SegmentSums) {
        sums.x += more.x
        sums.y += more.y
        sums.xy += more.xy
    }
}
