import Testing

@testable import BeaconTraffic

@Suite("Connections of a profile")
struct ConnectionsTests {
    private static let day = 86_400.0

    private func ends(_ profile: TrafficProfile, in spans: [Range<Double>] = [0..<day], seed: UInt64 = 8) -> [Double] {
        var random = SeededGenerator(seed: seed)
        return profile.connections(in: spans, of: Self.day, random: &random).map(\.endSeconds)
    }

    private func gaps(_ ends: [Double]) -> [Double] {
        zip(ends.dropFirst(), ends).map { $0 - $1 }
    }

    @Test("from end to end lie one sleep and one connection")
    func sleepAndCall() {
        let profile = TrafficProfile.cobaltStrike(sleep: 60, jitter: 0.2)
        let gaps = gaps(ends(profile))
        #expect(gaps.count > 1_500)
        #expect(
            gaps.allSatisfy {
                (48 + profile.roundTrip.lowerBound - 1e-6...60 + profile.roundTrip.upperBound + 1e-6).contains($0)
            })
    }

    @Test("clockwork never drifts, however long it runs")
    func grid() throws {
        var profile = TrafficProfile.uptimeMonitor(every: 300)
        profile.roundTrip = 0.1...0.2
        let ends = ends(profile)
        let first = try #require(ends.first)
        #expect(ends.count == 288)
        for (number, end) in ends.enumerated() {
            #expect(abs(end - first - 300 * Double(number)) < 0.13)
        }
    }

    @Test("clockwork keeps its grid over a pause")
    func gridOverPause() {
        var profile = TrafficProfile.keepAlive(every: 100)
        profile.timing = .clockwork(every: 100, wobble: 0)
        profile.roundTrip = 0...0
        let whole = ends(profile, in: [0..<10_000])
        let paused = ends(profile, in: [0..<3_333, 5_555..<10_000])
        #expect(paused.allSatisfy { end in whole.contains { abs($0 - end) < 1e-6 } })
        #expect(paused.count == whole.count { $0 < 3_333 || $0 >= 5_555 })
    }

    @Test("nothing lies outside the spans", arguments: TrafficProfile.catalogue)
    func insideSpans(profile: TrafficProfile) {
        let spans = [0..<7_000.0, 20_000..<29_000, 30_000..<30_000.5]
        #expect(ends(profile, in: spans).allSatisfy { end in spans.contains { $0.contains(end) } })
        #expect(ends(profile, in: []).isEmpty)
    }

    @Test("a share of the connections is lost")
    func loss() {
        var profile = TrafficProfile.cobaltStrike(sleep: 10)
        let all = ends(profile).count
        profile.loss = 0.05
        let seen = ends(profile).count
        #expect(abs(Double(seen) / Double(all) - 0.95) < 0.01)
        profile.loss = 1
        #expect(ends(profile).isEmpty)
    }

    @Test("a changed sleep takes over at its moment")
    func change() {
        var profile = TrafficProfile.cobaltStrike(sleep: 300)
        profile.change = TimingChange(after: 0.5, law: .shorterOnly(sleep: 30, jitter: 0))
        let ends = ends(profile)
        #expect(gaps(ends.filter { $0 < 43_200 }).allSatisfy { $0 > 299 })
        #expect(gaps(ends.filter { $0 >= 43_200 }).allSatisfy { $0 < 31 })
        #expect(ends.count > 143 + 1_400)
    }

    @Test("work comes in bursts and leaves the other check-ins as they are")
    func tasking() {
        var random = SeededGenerator(seed: 2)
        let made = TrafficProfile.cobaltStrike(sleep: 10).withTasking()
            .connections(in: [0..<Self.day], of: Self.day, random: &random)
        let worked = made.count { $0.sourceBytes != 412 || $0.destinationBytes != 327 }
        #expect((0.01...0.05).contains(Double(worked) / Double(made.count)))
        #expect(made.contains { ($0.sourceBytes ?? 0) > 20_000 })
    }

    @Test("a person's browsing is bursts and pauses: far from regular")
    func browsing() {
        let ends = ends(.browsing).sorted()
        let gaps = gaps(ends)
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(gaps.count)
        #expect(variance.squareRoot() > 2 * mean)
        #expect((1_000...4_000).contains(ends.count))
    }

    @Test("the catalogue has each name once, a sentence for each and no bad number")
    func catalogue() {
        let profiles = TrafficProfile.catalogue
        #expect(Set(profiles.map(\.name)).count == profiles.count)
        #expect(profiles.allSatisfy { !$0.sentence.isEmpty && $0.problems.isEmpty })
        #expect(TrafficProfile.implants.allSatisfy { $0.isBeacon && $0.timing.periodSeconds != nil })
        #expect((TrafficProfile.lookalikes + TrafficProfile.everyday).allSatisfy { !$0.isBeacon })
    }
}
