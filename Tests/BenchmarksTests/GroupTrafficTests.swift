import BeaconTransform
import Foundation
import TestSupport
import Testing

@testable import Benchmarks

@Suite("Traffic that benchmarks are made of")
struct GroupTrafficTests {
    @Test("A name and its traffic belong together, and other names are none")
    func names() {
        for traffic in GroupTraffic.compared { #expect(GroupTraffic(name: traffic.name) == traffic) }
        #expect(GroupTraffic(name: "30x4")?.groups == 30 && GroupTraffic(name: "30x4")?.documents == 4)
        for name in ["", "x", "30", "0x4", "30x-4", "axb", "1x2x3"] {
            #expect(GroupTraffic(name: name) == nil, "\(name)")
        }
    }

    @Test("The window holds about as many documents of a group as the name says, the same each time")
    func documents() {
        let traffic = GroupTraffic(groups: 200, documents: 60)
        let start = (GroupTraffic.nowSeconds - GroupTraffic.windowSeconds) * 1000
        let end = GroupTraffic.nowSeconds * 1000
        let events = traffic.sortedEvents()
        #expect(events.allSatisfy { $0.millis >= start - 3_600_000 && $0.millis < end })
        let inWindow = events.count { $0.millis >= start }
        #expect((11_400...12_600).contains(inWindow), "\(inWindow) documents of 200 groups")
        let again = traffic.sortedEvents()
        #expect(events.elementsEqual(again) { $0.millis == $1.millis && $0.group == $1.group })
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.millis <= $1.millis })
    }

    @Test("A log of many groups is read as so many groups of twelve events")
    func log() async throws {
        var program = try BuiltProgram()
        program.environment["BEACONING_ASSETS"] = nil
        let file = program.folder.appendingPathComponent("groups.csv").path
        try GroupLog(groups: 130).write(to: file)
        let outcome = try await program.run(
            "preview", "--input", file, "--template", "beaconing", "--now", "\(GroupTraffic.nowSeconds)")
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(outcome.messages.contains("130 seen"), "\(outcome.messages)")
        #expect(outcome.messages.contains("1,560 events matched"), "\(outcome.messages)")
    }
}
