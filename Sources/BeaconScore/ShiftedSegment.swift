/// One segment at every shift that its period allows, from exact sums.
///
/// For the shift that lies `index` above the smallest: the variance sum of the shifted half, the product sum, and the
/// measure by which shifts are ranked.
struct ShiftedSegment {
    /// Σ(Y - m)² for each shift.
    let variances: UnsafeMutablePointer<Double>
    /// Σ(X - m)(Y - m) for each shift.
    let products: UnsafeMutablePointer<Double>
    /// The signed square of the correlation for each shift, but for a factor that all share.
    let ranks: UnsafeMutablePointer<Double>

    private typealias Vector = SIMD4<Double>
    /// Lanes of a vector.
    private static let lanes = 4

    init(memory: inout NumberMemory, shifts: Int) {
        variances = memory.take(shifts)
        products = memory.take(shifts)
        ranks = memory.take(shifts)
    }

    /// Where the sums of all shifts come from.
    struct Source {
        /// Sums and squares at the two ends of the shifted halves, for growing shifts.
        let sumsAtStart: UnsafePointer<Double>
        let sumsAtEnd: UnsafePointer<Double>
        let squaresAtStart: UnsafePointer<Double>
        let squaresAtEnd: UnsafePointer<Double>
        /// Products of each lag before the first and after the last bucket of the half that stays.
        let productsBefore: UnsafePointer<Double>
        let productsAfter: UnsafePointer<Double>

        /// The sums of the segment that starts at a bucket, the smallest shift first.
        @inline(__always)
        init(moments: CountMoments, products: LagProducts, grid: PeriodGrid, start: Int) {
            // The smallest shift reaches furthest toward the oldest bucket.
            let first = moments.interval - (start + grid.slack)
            sumsAtStart = UnsafePointer(moments.sumsReversed + first)
            sumsAtEnd = UnsafePointer(moments.sumsReversed + (first - grid.period))
            squaresAtStart = UnsafePointer(moments.squaresReversed + first)
            squaresAtEnd = UnsafePointer(moments.squaresReversed + (first - grid.period))
            let lag = grid.period - grid.slack
            productsBefore = UnsafePointer(products.before(start + grid.period) + lag)
            productsAfter = UnsafePointer(products.before(start + 2 * grid.period) + lag)
        }

        @inline(__always)
        func sum(_ index: Int) -> Double { sumsAtEnd[index] - sumsAtStart[index] }

        @inline(__always)
        func squares(_ index: Int) -> Double { squaresAtEnd[index] - squaresAtStart[index] }

        @inline(__always)
        func products(_ index: Int) -> Double { productsAfter[index] - productsBefore[index] }

        /// Whether two shifts have the same sums, so that either stands for both.
        @inline(__always)
        func isSame(_ one: Int, _ other: Int) -> Bool {
            sum(one) == sum(other) && squares(one) == squares(other) && products(one) == products(other)
        }
    }

    /// Works out every shift.
    /// - Parameters:
    ///   - mean: m, about the centre of the counts.
    ///   - meanTerms: The length of the segment times m².
    ///   - xSum: The sum of the half that stays.
    /// - Returns: The largest rank, and the smallest variance sum.
    @inline(__always)
    func fill(
        from source: Source, shifts: Int, mean: Double, meanTerms: Double, xSum: Double
    ) -> (rank: Double, variance: Double) {
        let constant = meanTerms - mean * xSum
        let twice = 2 * mean
        var largest = Vector(repeating: -.infinity)
        var smallest = Vector(repeating: .infinity)
        var index = 0
        while index < shifts {
            let sums = Self.load(source.sumsAtEnd, index) - Self.load(source.sumsAtStart, index)
            let squares = Self.load(source.squaresAtEnd, index) - Self.load(source.squaresAtStart, index)
            let lagged = Self.load(source.productsAfter, index) - Self.load(source.productsBefore, index)
            var variance = squares - twice * sums + meanTerms
            let product = lagged - mean * sums + constant
            var rank = product * Self.magnitude(product) / variance
            Self.store(product, products, index)
            if index &+ Self.lanes > shifts {
                // Beyond the last shift there is nothing that may be chosen.
                let beyond = Vector(0, 1, 2, 3) .>= Double(shifts - index)
                variance.replace(with: .infinity, where: beyond)
                rank.replace(with: -.infinity, where: beyond)
            }
            Self.store(variance, variances, index)
            Self.store(rank, ranks, index)
            largest.replace(with: rank, where: rank .> largest)
            smallest.replace(with: variance, where: variance .< smallest)
            index &+= Self.lanes
        }
        return (
            max(max(largest[0], largest[1]), max(largest[2], largest[3])),
            min(min(smallest[0], smallest[1]), min(smallest[2], smallest[3]))
        )
    }

    /// The largest of some numbers.
    @inline(__always)
    static func largest(of numbers: UnsafeMutablePointer<Double>, count: Int) -> Double {
        var largest = Vector(repeating: -.infinity)
        var index = 0
        while index &+ lanes <= count {
            let vector = load(numbers, index)
            largest.replace(with: vector, where: vector .> largest)
            index &+= lanes
        }
        var result = max(max(largest[0], largest[1]), max(largest[2], largest[3]))
        while index < count {
            result = numbers[index] > result ? numbers[index] : result
            index &+= 1
        }
        return result
    }

    /// Whether any of four numbers is not below a threshold.
    @inline(__always)
    static func anyOfFour(_ numbers: UnsafeMutablePointer<Double>, reaches threshold: Double) -> Bool {
        any(load(numbers, 0) .>= Vector(repeating: threshold))
    }

    @inline(__always)
    private static func magnitude(_ vector: Vector) -> Vector {
        vector.replacing(with: -vector, where: vector .< 0)
    }

    @inline(__always)
    private static func load(_ numbers: UnsafePointer<Double>, _ index: Int) -> Vector {
        UnsafeRawPointer(numbers + index).loadUnaligned(as: Vector.self)
    }

    @inline(__always)
    private static func store(_ vector: Vector, _ numbers: UnsafeMutablePointer<Double>, _ index: Int) {
        UnsafeMutableRawPointer(numbers + index).storeBytes(of: vector, as: Vector.self)
    }
}
