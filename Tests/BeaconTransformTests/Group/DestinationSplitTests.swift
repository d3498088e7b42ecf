import BeaconScore
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Destinations of a busy group, one by one")
struct DestinationSplitTests {
    /// Events with a gap of so many buckets, give or take a part of it.
    private func series(every gap: Double, jitter: Double, seed: UInt64) -> (series: BucketSeries, documents: Int64) {
        var random = SeededRandom(seed: seed)
        var series = BucketSeries(bucketCount: 360)
        var documents: Int64 = 0
        var place = 0.0
        while place < 360 {
            series.add(bucket: Int(place), count: 1, sourceBytes: 0, destinationBytes: 0)
            documents += 1
            place += gap * Double.random(in: (1 - jitter)...(1 + jitter), using: &random)
        }
        return (series, documents)
    }

    @Test("The most regular destination is named, with how many are regular, and the next group begins anew")
    func counts() throws {
        var judge = SplitJudge(bucketSeconds: 60)
        let clock = series(every: 5, jitter: 0, seed: 1)
        let agent = series(every: 8, jitter: 0.2, seed: 2)
        let people = series(every: 6, jitter: 1, seed: 3)
        for (number, one) in [agent, clock, people].enumerated() {
            judge.look(at: one.series, .integer(Int64(number)), documents: one.documents)
        }
        let best = judge.finish()
        let found = try #require(best)
        #expect(found.destination == .integer(1) && found.documents == clock.documents && found.regularCount == 2)
        judge.look(at: agent.series, .integer(7), documents: agent.documents)
        let second = judge.finish()
        #expect(second?.regularCount == 1)
        judge.look(at: people.series, .integer(8), documents: people.documents)
        let third = judge.finish()
        #expect(third == nil)
    }
}
