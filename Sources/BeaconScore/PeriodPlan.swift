/// What a search for the best period has to go through, and the memory it needs.
struct PeriodPlan {
    /// Buckets from the first filled one to the last.
    let interval: Int
    /// The longest candidate period, 2 and above.
    let longest: Int
    /// The largest shift of one period as a fraction of the period.
    let maxJitter: Double
    /// The largest shift of the longest period.
    let largestSlack: Int
    /// Whether no more than half of the buckets are filled.
    let isMostlyEmpty: Bool
    /// How many buckets have products: the filled ones where most are empty, and all otherwise.
    let productRows: Int
    /// Whether the products of each lag are kept bucket by bucket, as segments that may be shifted need them.
    let keepsProducts: Bool

    // At most this many products are kept (128 MB); a longer series with jitter is summed in the defined order only.
    private static let mostProducts = 1 << 24
    /// Vectors may read and write this far beyond the end of a piece of memory.
    static let margin = 8

    init(interval: Int, filled: Int, minNumberPeriods: Int, maxJitter: Double) {
        self.interval = interval
        isMostlyEmpty = 2 * filled <= interval
        productRows = isMostlyEmpty ? filled : interval
        self.maxJitter = maxJitter
        longest = interval / minNumberPeriods
        largestSlack = PeriodGrid.slack(ofPeriod: longest, maxJitter: maxJitter)
        let (products, overflow) = (productRows + 1).multipliedReportingOverflow(
            by: longest + largestSlack + 1 + Self.margin)
        keepsProducts = largestSlack > 0 && !overflow && products <= Self.mostProducts
    }

    /// One number for each lag from 0 to the largest that a shifted segment may have, and a margin.
    var lagCount: Int { longest + largestSlack + 1 + Self.margin }

    /// The doubles that the search works in.
    var numbers: Int {
        let buckets = 6 * (interval + 1 + Self.margin) + lagCount
        let shifted = 3 * (2 * largestSlack + 1 + Self.margin)
        return buckets + shifted + lagCount + Self.margin
            + (keepsProducts ? (productRows + 1) * lagCount + Self.margin : 0)
    }

    func grid(ofPeriod period: Int) -> PeriodGrid {
        PeriodGrid(
            period: period, slack: PeriodGrid.slack(ofPeriod: period, maxJitter: maxJitter), interval: interval)
    }
}
