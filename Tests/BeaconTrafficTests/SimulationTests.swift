import Testing

@testable import BeaconTraffic

@Suite("Simulations")
struct SimulationTests {
    private var small: Simulation {
        var simulation = Simulation(seed: 4, endSecond: 1_795_456_800)
        simulation.hosts = 12
        simulation.hours = 2
        return simulation
    }

    @Test("host by host it is the same traffic as in order of time")
    func hostByHost() {
        let day = OfficeDay(small)
        var events: [TrafficEvent] = []
        var labels: [TrafficLabel] = []
        small.forEachHost { traffic in
            #expect(traffic.events.allSatisfy { $0.host == traffic.host })
            #expect(zip(traffic.events, traffic.events.dropFirst()).allSatisfy { $0.timeMillis <= $1.timeMillis })
            events += traffic.events
            labels += traffic.labels
        }
        #expect(labels == day.labels)
        #expect(events.inOrderOfTime() == day.events)
    }

    @Test("a host can be made alone, and in a larger office it is the same host")
    func alone() {
        var larger = small
        larger.hosts = 5_000
        larger.beacons = []
        var without = small
        without.beacons = []
        let one = Office(without).traffic(ofHost: 7)
        let other = Office(larger).traffic(ofHost: 7)
        #expect(one.events == other.events && one.labels == other.labels)
    }

    @Test("beacons change nothing about the other groups of other hosts")
    func beaconsStandAlone() {
        var without = small
        without.beacons = []
        let clean = OfficeDay(without)
        #expect(clean.labels.allSatisfy { !$0.isBeacon })
        let infected = OfficeDay(small)
        let hosts = Set(infected.labels.filter(\.isBeacon).map(\.host))
        #expect(infected.events.filter { !hosts.contains($0.host) } == clean.events.filter { !hosts.contains($0.host) })
    }

    @Test("an error of the reader ends the making")
    func failing() {
        struct Full: Error {}
        var seen = 0
        #expect(throws: Full.self) {
            try small.forEachHost { _ in
                seen += 1
                if seen == 3 { throw Full() }
            }
        }
        #expect(seen == 3)
    }

    @Test("an implant of one's own is made as set, with working hours and a changed sleep")
    func own() throws {
        var implant = TrafficProfile.merlin(sleep: 300, skew: 10)
        implant.rhythm = .between(opens: 9 * 3600, closes: 17 * 3600)
        implant.change = TimingChange(after: 0.5, law: .additive(sleep: 60, extra: 5))
        var simulation = small
        simulation.hours = 10
        simulation.beacons = [HiddenBeacon("own", implant, process: "own.exe", executable: "C:\\own.exe")]
        #expect(simulation.problems.isEmpty)
        let day = OfficeDay(simulation)
        let label = try #require(day.labels.first { $0.isBeacon })
        #expect(label.process == "own.exe" && label.profile == "merlin" && label.periodSeconds == 300)
        let times = day.events.filter { $0.process == "own.exe" }.map { ($0.timeMillis / 1000 - 1_795_420_800) / 60 }
        // 08:00 to 18:00 are made: 9:00 is minute 60, 13:00 the change, 17:00 minute 540.
        #expect(times.allSatisfy { (60..<540).contains($0) })
        #expect(times.count { $0 < 300 } < 50 && times.count { $0 >= 300 } > 200)
    }

    @Test("default settings have no problems; wrong ones each have their sentence")
    func problems() {
        #expect(Simulation(seed: 0, endSecond: 0).problems.isEmpty)
        var wrong = small
        wrong.hosts = 0
        wrong.hours = 0
        wrong.endSecond = -1
        wrong.dayEnd = 90_000
        wrong.infections = 0
        #expect(wrong.problems.count == 5)
        var crowded = small
        crowded.infections = 2
        #expect(crowded.problems.count == 1)
        var twice = small
        twice.beacons.append(contentsOf: HiddenBeacon.cast.prefix(1))
        #expect(twice.problems == ["two beacons are named minute"])
    }

    @Test(
        "numbers that no clock can follow are problems",
        arguments: [
            .shorterOnly(sleep: 0, jitter: 0), .shorterOnly(sleep: 60, jitter: 1.5), .symmetric(sleep: .nan, jitter: 0),
            .additive(sleep: 60, extra: -1), .clockwork(every: .infinity, wobble: 0), .poisson(meanGap: 0),
            .sessions(BrowsingSessions(perHour: 0, pages: 1, secondsPerPage: 1, connectionsPerPage: 1...2)),
        ] as [TimingLaw])
    func timingProblems(law: TimingLaw) {
        var profile = TrafficProfile.cobaltStrike()
        profile.timing = law
        #expect(profile.problems.count == 1)
    }
}
