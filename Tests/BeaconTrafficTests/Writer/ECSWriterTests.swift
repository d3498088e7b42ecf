import Foundation
import Testing

@testable import BeaconTraffic

@Suite("ECS lines")
struct ECSWriterTests {
    private func line(_ event: TrafficEvent) -> [UInt8] {
        var bytes: [UInt8] = []
        ECSWriter().append(event, to: &bytes)
        return bytes
    }

    private func parsed(_ bytes: [UInt8]) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(bytes))
        return try #require(object as? [String: Any])
    }

    @Test("an event is this line, to the byte")
    func wholeLine() {
        let event = TrafficEvent(
            timeMillis: 1_795_456_799_999, ingestedMillis: 1_795_456_802_041, host: "ws-0001", process: "rundll32.exe",
            executable: "C:\\Windows\\System32\\rundll32.exe", processID: 4_120, sourceIP: "10.20.0.2",
            sourcePort: 50_000,
            destinationIP: "31.7.8.9", destinationPort: 443, transport: .tcp, sourceBytes: 412, destinationBytes: 327)
        let expected = #"""
            {"@timestamp":"2026-11-23T17:59:59.999Z","event":{"kind":"event","category":["network"],"type":["end"],\#
            "action":"disconnect_received","dataset":"endpoint.events.network","ingested":"2026-11-23T18:00:02.041Z"},\#
            "host":{"name":"ws-0001","id":"403ebf3b-c4a0-0849-9a3e-49e6c4413c45"},"process":{"name":"rundll32.exe",\#
            "executable":"C:\\Windows\\System32\\rundll32.exe","pid":4120},"source":{"ip":"10.20.0.2","port":50000,\#
            "bytes":412},"destination":{"ip":"31.7.8.9","port":443,"bytes":327},"network":{"transport":"tcp",\#
            "type":"ipv4","direction":"egress"}}
            """# + "\n"
        #expect(String(decoding: line(event), as: UTF8.self) == expected)
    }

    @Test("bytes that were not counted are left out, an unknown executable too")
    func absentFields() throws {
        let event = TrafficEvent(
            timeMillis: 0, host: "h", process: "p", sourceIP: "fd00::1", destinationIP: "2001:db8::1", transport: .udp)
        let document = try parsed(line(event))
        let source = try #require(document["source"] as? [String: Any])
        let destination = try #require(document["destination"] as? [String: Any])
        let process = try #require(document["process"] as? [String: Any])
        let network = try #require(document["network"] as? [String: Any])
        #expect(source["bytes"] == nil && destination["bytes"] == nil && process["executable"] == nil)
        #expect(network["type"] as? String == "ipv6")
        #expect(network["transport"] as? String == "udp")
    }

    static let hostileNames = [
        "\"},\"is_beacon\":true,\"x\":{\"", "back\\slash\\", "line\nfeed\r\ttab", "\u{0}\u{1}\u{1B}[31m\u{7F}",
        "\u{8}\u{C}",
        "ünïcode 漢字 😀", "e\u{301}", "\u{202E}exe.cod", "\u{2028}\u{2029}", "",
    ]

    @Test("hostile names come back as they were", arguments: hostileNames)
    func hostile(name: String) throws {
        let event = TrafficEvent(
            timeMillis: 5, host: name, process: name, executable: name, sourceIP: "10.0.0.1", destinationIP: "31.0.0.1",
            sourceBytes: .max, destinationBytes: 0)
        let bytes = line(event)
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1)
        #expect(bytes.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        let document = try parsed(bytes)
        let host = try #require(document["host"] as? [String: Any])
        let process = try #require(document["process"] as? [String: Any])
        #expect((host["name"] as? String).map { Array($0.utf8) } == Array(name.utf8))
        #expect((process["name"] as? String).map { Array($0.utf8) } == Array(name.utf8))
        let source = try #require(document["source"] as? [String: Any])
        #expect((source["bytes"] as? NSNumber)?.int64Value == .max)
        #expect(document["is_beacon"] == nil)
    }

    @Test("every line of an office is JSON of one shape, and none says what it is")
    func officeLines() throws {
        let day = OfficeDay(seed: 11, hosts: 3, endSecond: 1_795_456_800, hours: 1)
        #expect(day.events.count > 300)
        var bytes: [UInt8] = []
        for event in day.events {
            bytes.removeAll(keepingCapacity: true)
            ECSWriter().append(event, to: &bytes)
            let document = try parsed(bytes)
            #expect(
                Set(document.keys) == ["@timestamp", "event", "host", "process", "source", "destination", "network"])
            let destination = try #require(document["destination"] as? [String: Any])
            #expect(destination["ip"] as? String == event.destinationIP)
            #expect((destination["bytes"] as? NSNumber)?.int64Value == event.destinationBytes)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("beacon") && !text.contains("cobalt"))
        }
    }

    @Test("whole numbers are written in full", arguments: [0, 7, -7, 10, 1_000_000, Int64.max, Int64.min])
    func numbers(number: Int64) {
        var bytes: [UInt8] = []
        bytes.append(number: number)
        #expect(String(decoding: bytes, as: UTF8.self) == String(number))
    }
}
