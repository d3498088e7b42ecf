/// A set of values made of ranges, both ends included; looked up by bisection.
struct ValueRanges<Value: Comparable & Sendable>: Sendable {
    /// Sorted, without overlaps.
    private let ranges: [ClosedRange<Value>]

    /// The union of ranges.
    init(_ ranges: [ClosedRange<Value>]) {
        var union: [ClosedRange<Value>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = union.last, range.lowerBound <= last.upperBound {
                union[union.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                union.append(range)
            }
        }
        self.ranges = union
    }

    func contains(_ value: Value) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= value
    }
}
