/// Sums of the products of counts that lie a number of buckets apart, over any range of buckets.
///
/// The sums are kept for every bucket that is not zero, with the lags one after the other: a bucket's sums are those of
/// the bucket before plus its own products, many lags at a time.
struct LagProducts {
    private let sums: UnsafeMutablePointer<Double>
    private let rows: UnsafeMutablePointer<Int>
    private let lagCount: Int

    /// Fills memory with the products of counts about their centre.
    /// - Parameters:
    ///   - sums: Room for `plan.lagCount` numbers for each bucket with products and once more.
    ///   - rows: Room for one number for each bucket and one more.
    init(
        moments: CountMoments, plan: PeriodPlan, sums: UnsafeMutablePointer<Double>, rows: UnsafeMutablePointer<Int>
    ) {
        self.sums = sums
        self.rows = rows
        lagCount = plan.lagCount
        sums.update(repeating: 0, count: lagCount)
        let vectors = lagCount / 4
        var row = 0
        rows[0] = 0
        for index in 0..<plan.interval {
            let value = moments.centred[index]
            if value != 0 {
                let last = UnsafeRawPointer(sums + row * lagCount)
                let next = UnsafeMutableRawPointer(sums + (row + 1) * lagCount)
                // Bucket `index - lag` lies at `interval - 1 - index + lag`.
                let others = UnsafeRawPointer(moments.reversed + (plan.interval - 1 - index))
                for vector in 0..<vectors {
                    let offset = vector * 32
                    let products = value * others.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
                    next.storeBytes(
                        of: last.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self) + products,
                        toByteOffset: offset, as: SIMD4<Double>.self)
                }
                row += 1
            }
            rows[index + 1] = row
        }
    }

    /// For each lag the sum of the products of the buckets before `end` with those a lag nearer to the newest.
    @inline(__always)
    func before(_ end: Int) -> UnsafeMutablePointer<Double> { sums + rows[end] * lagCount }
}

extension LagProducts {
    /// For each period from 2 the sum of the products of buckets one period apart, over all its unshifted segments.
    ///
    /// - Parameters:
    ///   - totals: Room for a number for each period up to the longest.
    ///   - places: The filled buckets, counted from the first.
    static func totals(
        _ totals: UnsafeMutablePointer<Double>, moments: CountMoments, longest: Int,
        filled: (counts: UnsafeBufferPointer<Double>, places: UnsafeBufferPointer<Int>)
    ) {
        let interval = moments.interval
        let pairs = filled.places.count * (filled.places.count - 1) / 2
        if moments.centre == 0, pairs < interval * longest / 8 {
            totals.update(repeating: 0, count: longest + 1)
            for later in filled.places.indices {
                let place = filled.places[later]
                var earlier = later - 1
                while earlier >= 0 {
                    let lag = place - filled.places[earlier]
                    if lag > longest { break }
                    totals[lag] += filled.counts[later] * filled.counts[earlier]
                    earlier -= 1
                }
            }
            // What lies beyond the last whole segment does not count.
            var last = filled.places.count - 1
            while last >= 0, filled.places[last] >= interval - longest {
                let place = filled.places[last]
                var earlier = last - 1
                while earlier >= 0 {
                    let lag = place - filled.places[earlier]
                    if lag > longest { break }
                    if lag > 1, place >= interval / lag * lag {
                        totals[lag] -= filled.counts[last] * filled.counts[earlier]
                    }
                    earlier -= 1
                }
                last -= 1
            }
        } else if moments.isSmall {
            for period in 2...longest {
                totals[period] = dot(
                    moments.short + period, moments.short, count: interval / period * period - period)
            }
        } else {
            for period in 2...longest {
                totals[period] = dot(
                    moments.centred + period, moments.centred, count: interval / period * period - period)
            }
        }
    }

    /// The same for small counts: eight products at a time, each sum exact in a `Float`.
    private static func dot(
        _ left: UnsafeMutablePointer<Float>, _ right: UnsafeMutablePointer<Float>, count: Int
    ) -> Double {
        let (leftBytes, rightBytes) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        var (one, two) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        var index = 0
        while index + 16 <= count {
            let offset = index * 4
            one +=
                leftBytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
                * rightBytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
            two +=
                leftBytes.loadUnaligned(fromByteOffset: offset + 32, as: SIMD8<Float>.self)
                * rightBytes.loadUnaligned(fromByteOffset: offset + 32, as: SIMD8<Float>.self)
            index += 16
        }
        var sum = (one + two).sum()
        while index < count {
            sum += left[index] * right[index]
            index += 1
        }
        return Double(sum)
    }

    private static func dot(
        _ left: UnsafeMutablePointer<Double>, _ right: UnsafeMutablePointer<Double>, count: Int
    ) -> Double {
        let (leftBytes, rightBytes) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        var (one, two) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        var index = 0
        while index + 8 <= count {
            let offset = index * 8
            one +=
                leftBytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
                * rightBytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            two +=
                leftBytes.loadUnaligned(fromByteOffset: offset + 32, as: SIMD4<Double>.self)
                * rightBytes.loadUnaligned(fromByteOffset: offset + 32, as: SIMD4<Double>.self)
            index += 8
        }
        var sum = (one + two).sum()
        while index < count {
            sum += left[index] * right[index]
            index += 1
        }
        return sum
    }
}
