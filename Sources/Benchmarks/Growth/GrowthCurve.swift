/// How time and memory grow with the number of groups.
struct GrowthCurve: Sendable {
    /// What is measured.
    let name: String
    /// In the order of growing numbers of groups.
    private(set) var points: [Point] = []

    /// One size.
    struct Point: Sendable {
        var groups: Int
        var wallSeconds: Double
        var processorSeconds: Double
        var peakBytes: Int
    }

    init(name: String) { self.name = name }

    mutating func add(_ point: Point) { points.append(point) }

    /// The slope of the logarithm of the wall time over that of the number of groups, by least squares.
    var exponent: Double { Self.slope(points) }

    /// The same from ten thousand groups on, where what a run costs by itself no longer hides how it grows.
    var upperExponent: Double { Self.slope(points.filter { $0.groups >= 10_000 }) }

    /// Bytes that a further group takes, between the largest size and that of about a tenth.
    var bytesPerGroup: Double {
        guard let last = points.last, let first = points.last(where: { $0.groups * 8 <= last.groups }) else { return 0 }
        return Double(last.peakBytes - first.peakBytes) / Double(last.groups - first.groups)
    }

    private static func slope(_ points: [Point]) -> Double {
        let logs = points.map { (x: Double($0.groups).logarithm, y: $0.wallSeconds.logarithm) }
        guard logs.count > 1 else { return 0 }
        let count = Double(logs.count)
        let x = logs.reduce(0) { $0 + $1.x } / count
        let y = logs.reduce(0) { $0 + $1.y } / count
        let products = logs.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
        return products / logs.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    }
}
