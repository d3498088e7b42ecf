import Testing

@testable import BeaconTransform

@Suite("How a pull is divided")
struct PullTuningTests {
    @Test(
        "Groups are divided evenly among the requests in flight, into neither small nor overlarge parts",
        arguments: [(1, 20), (20, 20), (39, 20), (60, 30), (100, 50), (200, 100), (5_000, 100)])
    func even(count: Int, expected: Int) {
        #expect(PullTuning().groupsPerRequest(of: count, most: 100) == expected)
    }

    @Test("One request at a time gets as many as it may")
    func alone() {
        var tuning = PullTuning()
        tuning.requestsInFlight = 1
        #expect(tuning.groupsPerRequest(of: 80, most: 100) == 80)
    }
}
