import BeaconScore
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("A window cut into hours")
struct HourGridTests {
    @Test("Six hours end where the window ends, and what is ahead of the clock is no hour")
    func sixHours() {
        let window = Window(nowSeconds: 64_800, parameters: MetricParameters())
        let grid = HourGrid(window, clockSeconds: 64_920)
        #expect(grid.hours.map(\.seconds.lowerBound) == [43_201, 46_801, 50_401, 54_001, 57_601, 61_201, 64_801])
        #expect(grid.hours.map(\.isComplete) == [true, true, true, true, true, true, false])
        #expect(grid.hours.last?.seconds == 64_801..<64_860 && grid.offsetSeconds == 1)
    }

    @Test("An hour that is not over is not complete")
    func clock() {
        let window = Window(nowSeconds: 64_800, parameters: MetricParameters())
        func complete(_ clock: Int64) -> Int { HourGrid(window, clockSeconds: clock).hours.count(where: \.isComplete) }
        #expect([64_799, 64_800, 61_200, 61_199, 0].map(complete) == [5, 6, 5, 4, 0])
    }

    @Test("The stretches are the window, in order, without gaps, on the histogram's edges", arguments: 1...200)
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var window = Window(nowSeconds: Int64.random(in: -100_000...2_000_000_000, using: &random), parameters: .init())
        window.bucketSeconds = Int.random(in: 1...9_000, using: &random)
        window.bucketCount = Int.random(in: 1...400, using: &random)
        let grid = HourGrid(window, clockSeconds: window.nowSeconds)
        #expect(grid.hours.first?.seconds.lowerBound == window.firstSecond)
        #expect(grid.hours.last?.seconds.upperBound == window.endSecond)
        for (left, right) in zip(grid.hours, grid.hours.dropFirst()) {
            #expect(left.seconds.upperBound == right.seconds.lowerBound)
        }
        for (place, hour) in grid.hours.enumerated() {
            #expect(!hour.seconds.isEmpty && grid.place(ofStart: hour.start) == place)
            #expect((hour.start - grid.offsetSeconds) % grid.hourSeconds == 0)
            #expect((hour.start - window.clock.histogramOffsetSeconds) % Int64(window.bucketSeconds) == 0)
            #expect(!hour.isComplete || hour.seconds.count == Int(grid.hourSeconds))
        }
        for second in [Int64.min, .max, grid.hours[0].start - grid.hourSeconds, grid.hours[0].start + 1] {
            #expect(grid.place(ofStart: second) == nil || grid.hourSeconds == 1)
        }
    }
}
