import Foundation
import Testing

@testable import BeaconTraffic

@Suite("Label lines")
struct LabelWriterTests {
    private func line(_ label: TrafficLabel) -> String {
        var bytes: [UInt8] = []
        LabelWriter().append(label, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a label is this line, to the byte")
    func wholeLine() {
        let label = TrafficLabel(
            host: "ws-0001", process: "a\"b", profile: "sliver", isBeacon: true, periodSeconds: 60, jitter: 0.5,
            law: "additive", beaconDestinations: ["31.0.0.1", "31.0.0.2"], events: 9, beaconEvents: 8)
        #expect(
            line(label) == #"{"host":"ws-0001","process":"a\"b","profile":"sliver","is_beacon":true,"#
                + #""period_seconds":60.0,"jitter":0.5,"law":"additive","beacon_destinations":["31.0.0.1","31.0.0.2"],"#
                + #""events":9,"beacon_events":8}"# + "\n")
    }

    @Test(
        "traffic without a period has nulls, and so has what JSON cannot say", arguments: [nil, Double.nan, .infinity])
    func nulls(period: Double?) throws {
        let text = line(
            TrafficLabel(
                host: "h", process: "p", profile: "browsing", isBeacon: false, periodSeconds: period, jitter: period,
                law: "sessions", events: 3))
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let label = try #require(object as? [String: Any])
        #expect(label["period_seconds"] is NSNull && label["jitter"] is NSNull)
        #expect(label["is_beacon"] as? Bool == false)
        #expect((label["beacon_destinations"] as? [String])?.isEmpty == true)
    }
}
