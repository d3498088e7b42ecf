import Testing

@testable import BeaconTransform

@Suite("How much is asked for and by which way")
struct PullPaceTests {
    private static func sample(
        groups: Int, documents: Int64, idle: Int64, buckets: Int, seconds: Double = 0.2
    ) -> PullPace.Sample {
        var sample = PullPace.Sample()
        (sample.groups, sample.documents, sample.idleDocuments) = (groups, documents, idle)
        (sample.buckets, sample.bucketDocuments, sample.slowestSeconds) = (buckets, documents - idle, seconds)
        return sample
    }

    @Test("Until something is known groups are sifted, a page's worth of documents at a time")
    func first() {
        let pace = PullPace(PullTuning())
        #expect(pace.way == .sifted && pace.bucketsPerPage == 60_000)
        #expect(pace.documentsPerChunk == 54_000)
    }

    @Test("Where nearly all groups can be judged they are read whole, where few can they are sifted")
    func ways() {
        var pace = PullPace(PullTuning())
        pace.learn(Self.sample(groups: 600, documents: 54_000, idle: 300, buckets: 50_000))
        #expect(pace.way == .whole)
        for _ in 0..<3 { pace.learn(Self.sample(groups: 11_000, documents: 54_000, idle: 50_000, buckets: 4_000)) }
        #expect(pace.way == .sifted)
        // Nearly all of it is sifted away, so more fits.
        #expect(pace.documentsPerChunk > 300_000)
    }

    @Test("Where a bucket holds many documents a chunk has more of them")
    func dense() {
        var pace = PullPace(PullTuning())
        pace.learn(Self.sample(groups: 60, documents: 60_000, idle: 0, buckets: 20_000))
        #expect(pace.way == .whole && (160_000...163_000).contains(pace.documentsPerChunk))
    }

    @Test("A way that was asked for is taken whatever is learnt")
    func forced() {
        var pace = PullPace(PullTuning(), forced: .sifted)
        pace.learn(Self.sample(groups: 600, documents: 54_000, idle: 0, buckets: 50_000))
        #expect(pace.way == .sifted)
    }

    @Test("Slow pages are made smaller, and larger again when the cluster has recovered")
    func slow() {
        var pace = PullPace(PullTuning())
        pace.learn(Self.sample(groups: 600, documents: 54_000, idle: 0, buckets: 54_000, seconds: 20))
        #expect(pace.bucketsPerPage == 15_000)
        for _ in 0..<20 {
            pace.learn(Self.sample(groups: 600, documents: 54_000, idle: 0, buckets: 54_000, seconds: 500))
        }
        #expect(pace.bucketsPerPage == 2_000)
        for _ in 0..<6 { pace.learn(Self.sample(groups: 60, documents: 5_400, idle: 0, buckets: 5_400)) }
        #expect(pace.bucketsPerPage == 60_000)
    }

    @Test("A page that the cluster does not take is not asked for again")
    func limited() {
        var pace = PullPace(PullTuning())
        var sample = Self.sample(groups: 600, documents: 54_000, idle: 0, buckets: 54_000)
        sample.largestPage = 7_500
        pace.learn(sample)
        #expect(pace.bucketsPerPage == 7_500)
        for _ in 0..<4 { pace.learn(Self.sample(groups: 60, documents: 5_400, idle: 0, buckets: 5_400)) }
        #expect(pace.bucketsPerPage == 7_500)
    }

    @Test("Chunks take whole hosts, at least one, and no more than fit")
    func chunks() {
        var hosts =
            [5, 5, 50, 1, .max, 3].enumerated().map { number, documents in
                HostChunk.Host(value: .integer(Int64(number)), documents: documents)
            }[...] as ArraySlice<HostChunk.Host>
        var taken: [[Int64]] = []
        while !hosts.isEmpty { taken.append(HostChunk(takingFrom: &hosts, documents: 11).hosts.map(\.documents)) }
        #expect(taken == [[5, 5], [50], [1], [.max], [3]])
    }
}
