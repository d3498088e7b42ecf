import Testing

@testable import BeaconTraffic

@Suite("The office's clock")
struct OfficeClockTests {
    private let hour = 3_600.0

    @Test("ten hours up to six in the evening begin at eight")
    func oneDay() {
        let clock = OfficeClock(duration: 10 * hour, dayEnd: 18 * 3600)
        #expect(clock.spans(from: 9 * hour, to: 17 * hour) == [hour..<9 * hour])
        #expect(clock.spans(from: 6 * hour, to: 10 * hour) == [0..<2 * hour])
        #expect(clock.spans(from: 20 * hour, to: 22 * hour) == [])
    }

    @Test("three days have three mornings")
    func threeDays() {
        let clock = OfficeClock(duration: 72 * hour, dayEnd: 18 * 3600)
        #expect(
            clock.spans(from: 9 * hour, to: 17 * hour)
                == [15 * hour..<23 * hour, 39 * hour..<47 * hour, 63 * hour..<71 * hour])
    }

    @Test("a span past midnight is one span, also the one that began before the start")
    func pastMidnight() {
        let clock = OfficeClock(duration: 24 * hour, dayEnd: 3 * 3600)
        #expect(clock.spans(from: 22 * hour, to: 4 * hour) == [0..<hour, 19 * hour..<24 * hour])
    }

    @Test("the working hours of an agent hold, also over days")
    func workingHours() {
        var random = SeededGenerator(seed: 6)
        let clock = OfficeClock(duration: 48 * hour, dayEnd: 18 * 3600)
        let presence = Presence(person: false, staysOn: true, clock: clock, random: &random)
        var profile = TrafficProfile.cobaltStrike()
        profile.rhythm = .between(opens: 9 * 3600, closes: 17 * 3600)
        let ends = profile.connections(in: presence.spans(of: profile.rhythm), of: clock.duration, random: &random)
            .map(\.endSeconds)
        #expect(ends.count > 900)
        #expect(ends.allSatisfy { (15 * hour..<23 * hour).contains($0) || (39 * hour..<47 * hour).contains($0) })
    }

    @Test("people come, eat and go within a working day", arguments: 0..<20 as Range<UInt64>)
    func presence(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let clock = OfficeClock(duration: 24 * hour, dayEnd: 86_400)
        let presence = Presence(person: true, staysOn: false, clock: clock, random: &random)
        #expect(presence.atTheDesk.count == 2)
        let morning = try #require(presence.atTheDesk.first)
        let afternoon = try #require(presence.atTheDesk.last)
        #expect((7.5 * hour...9.25 * hour).contains(morning.lowerBound))
        #expect((1_800...3_600).contains(afternoon.lowerBound - morning.upperBound))
        #expect((16.75 * hour...18.5 * hour).contains(afternoon.upperBound))
        let on = try #require(presence.poweredOn.first)
        #expect(on.lowerBound < morning.lowerBound && on.upperBound > afternoon.upperBound)
    }
}
