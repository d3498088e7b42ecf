import BeaconTransform
import Testing

@Suite("A schedule ends its windows on its boundaries, oldest first, and hides none that it leaves out")
struct ScheduleTests {
    private let hourly = Schedule(everySeconds: 3_600, delaySeconds: 120, mostCaughtUp: 3)
    private let noon: Int64 = 1_795_478_400

    @Test("Without a checkpoint the last window alone is due")
    func first() {
        #expect(hourly.due(nowSeconds: noon + 1_000, checkpointSeconds: nil).ends == [noon])
        // The delay for late documents is not over yet.
        #expect(hourly.due(nowSeconds: noon + 119, checkpointSeconds: nil).ends == [noon - 3_600])
        #expect(hourly.due(nowSeconds: noon + 120, checkpointSeconds: nil).ends == [noon])
    }

    @Test("What has ended since the checkpoint is due, and nothing twice")
    func since() {
        #expect(hourly.due(nowSeconds: noon + 1_000, checkpointSeconds: noon).ends.isEmpty)
        #expect(hourly.due(nowSeconds: noon + 3_720, checkpointSeconds: noon).ends == [noon + 3_600])
        #expect(
            hourly.due(nowSeconds: noon + 7_400, checkpointSeconds: noon).ends == [noon + 3_600, noon + 7_200])
        // A clock that went back.
        #expect(hourly.due(nowSeconds: noon - 90_000, checkpointSeconds: noon).ends.isEmpty)
    }

    @Test("Of too many missed windows the newest are made up, and the others are told")
    func tooMany() throws {
        let due = hourly.due(nowSeconds: noon + 10 * 3_600 + 300, checkpointSeconds: noon)
        #expect(due.ends == [8, 9, 10].map { noon + $0 * 3_600 })
        #expect(due.passedOverCount == 7)
        #expect(due.passedOver == (noon + 3_600)...(noon + 7 * 3_600))
    }

    @Test("A checkpoint of another interval leaves no gap")
    func otherInterval() {
        let quarter = Schedule(everySeconds: 900, delaySeconds: 0, mostCaughtUp: 100)
        #expect(
            quarter.due(nowSeconds: noon + 1_800, checkpointSeconds: noon + 100).ends == [noon + 900, noon + 1_800])
        #expect(hourly.due(nowSeconds: noon + 3_720, checkpointSeconds: noon - 900).ends == [noon, noon + 3_600])
    }

    @Test("Until the next one it is as long as its end and the delay say")
    func next() {
        #expect(hourly.secondsUntilNext(nowSeconds: noon + 120) == 3_600)
        #expect(hourly.secondsUntilNext(nowSeconds: noon + 119) == 1)
        #expect(hourly.secondsUntilNext(nowSeconds: noon) == 120)
    }
}
