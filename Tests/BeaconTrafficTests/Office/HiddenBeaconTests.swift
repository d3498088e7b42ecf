import Testing

@testable import BeaconTraffic

@Suite("Hidden beacons")
struct HiddenBeaconTests {
    @Test(
        "the cast has every kind: no jitter, 20 to 50 percent, added seconds, padding, no byte counts, a busy process")
    func cast() {
        let cast = HiddenBeacon.cast
        #expect(Set(cast.map(\.name)).count == cast.count)
        #expect(Set(cast.map(\.process)).count == cast.count)
        #expect(cast.allSatisfy { $0.profile.isBeacon && $0.profile.problems.isEmpty })
        #expect(cast.count { $0.profile.timing.jitter == 0 } >= 3)
        #expect(cast.count { (0.2...0.5).contains($0.profile.timing.jitter ?? 0) } >= 5)
        #expect(Set(cast.map(\.profile.timing.name)) == ["shorter-only", "symmetric", "additive"])
        #expect(cast.contains { $0.profile.sourceBytes == .absent })
        #expect(cast.contains { if case .padded = $0.profile.sourceBytes { true } else { false } })
        #expect(cast.contains { $0.cover == .webApplication })
        #expect(cast.contains { $0.process == "svchost.exe" })
        #expect(Set(cast.map(\.machine)) == Set(Machine.allCases))
    }

    @Test("the grid has each combination once, and each becomes a label of its own")
    func grid() {
        let grid = HiddenBeacon.grid(sleeps: [60, 900], jitters: [0, 0.5])
        #expect(grid.count == 2 * (1 + 3) * 2)
        #expect(Set(grid.map(\.name)).count == grid.count)
        var simulation = Simulation(seed: 1, endSecond: 1_795_456_800)
        simulation.hosts = 30
        simulation.hours = 2
        simulation.beacons = grid
        #expect(simulation.problems.isEmpty)
        let labels = OfficeDay(simulation).labels.filter(\.isBeacon)
        #expect(labels.count == grid.count)
        let kinds = Set(labels.map { "\($0.profile) \($0.law) \($0.periodSeconds ?? 0) \($0.jitter ?? 0)" })
        #expect(kinds.count == grid.count)
    }

    @Test("the whole grid has no bad number")
    func wholeGrid() {
        let grid = HiddenBeacon.grid(loss: 0.05)
        #expect(grid.count == 5 * (1 + 5 * 3) * 2)
        #expect(grid.allSatisfy { $0.profile.problems.isEmpty && $0.profile.loss == 0.05 })
    }
}
