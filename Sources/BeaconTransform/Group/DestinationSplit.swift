public import BeaconScore

/// A destination whose events are regular within a group that is busy with others.
public struct DestinationSplit: Sendable, Equatable {
    /// The destination.
    public var destination: GroupValue
    /// How many of the group's documents go there.
    public var documents: Int64
    /// What the second opinion says of them alone.
    public var opinion: Regularity
    /// How many destinations of the group are regular, this one among them.
    public var regularCount = 1
}

/// Finds the most regular destination of one busy group after another.
public struct SplitJudge: Sendable {
    /// Fewer documents of one destination tell nothing.
    static let fewestDocuments: Int64 = 12
    /// Destinations of one group that are looked at, those with the most documents.
    static let mostDestinations = 64
    /// Many destinations are tried, so more is asked of each than of a group.
    private static let leastDeviations = 4.0

    private var test: RegularityTest
    private var best: DestinationSplit?
    private var regularCount = 0

    /// A judge of series whose buckets have this length in seconds.
    public init(bucketSeconds: Int) {
        test = RegularityTest(bucketSeconds: bucketSeconds)
    }

    /// Looks at the next destination of the group at hand.
    public mutating func look(at series: BucketSeries, _ destination: GroupValue, documents: Int64) {
        guard let opinion = test.measure(series), opinion.isRegular, opinion.deviations >= Self.leastDeviations else {
            return
        }
        regularCount += 1
        let found = DestinationSplit(destination: destination, documents: documents, opinion: opinion)
        if let best, !Self.isBetter(found, than: best) { return }
        best = found
    }

    /// The best destination, or `nil`; the next group begins.
    public mutating func finish() -> DestinationSplit? {
        defer {
            best = nil
            regularCount = 0
        }
        best?.regularCount = regularCount
        return best
    }

    private static func isBetter(_ one: DestinationSplit, than other: DestinationSplit) -> Bool {
        if one.opinion.regularity != other.opinion.regularity {
            return one.opinion.regularity > other.opinion.regularity
        }
        if one.documents != other.documents { return one.documents > other.documents }
        return one.destination < other.destination
    }
}
