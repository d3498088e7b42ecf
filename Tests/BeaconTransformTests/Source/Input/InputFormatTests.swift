import BeaconScore
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("The same connections in every format")
struct InputFormatTests {
    private static let window = SignalSamples.window

    /// One connection as a recorder may know it; each format says as much of it as it can.
    private struct Connection {
        var millis: Int64
        var host: String
        var program: String
        var source: String
        var destination: String
        var port: Int
        var sent: Int?
        var received: Int?

        var seconds: String {
            let rest = String(millis % 1000)
            return "\(millis / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
        }
        var time: String { Timestamp(millis: millis).description }
        var path: String { "C:\\Program Files\\\(program)" }
        var isBeacon: Bool { program == "agent.exe" }
    }

    /// A beacon among connections that come as they like.
    private func connections(_ seed: UInt64) -> [Connection] {
        var random = SeededRandom(seed: seed)
        let start = Self.window.firstSecond
        let beacon = (0..<170).map { number in
            Connection(
                millis: (start + Int64(number) * 120) * 1000 + 7, host: "h1", program: "agent.exe", source: "10.0.0.1",
                destination: "91.186.115.121", port: 443, sent: 412, received: 97)
        }
        let others = (0..<600).map { _ in
            let host = Int.random(in: 1...3, using: &random)
            return Connection(
                millis: Int64.random(in: start * 1000..<Self.window.nowSeconds * 1000, using: &random),
                host: "h\(host)",
                program: "p \(Int.random(in: 1...4, using: &random)).exe", source: "10.0.0.\(host)",
                destination: ["9.9.9.9", "2606:4700::1111", "8.8.8.8"].randomElement(using: &random) ?? "",
                port: random.chance(0.5) ? 443 : 80,
                sent: random.chance(0.1) ? nil : Int.random(in: 0...9999, using: &random),
                received: Int.random(in: 0...99_999, using: &random))
        }
        return (beacon + others).shuffled(using: &random)
    }

    private func ecs(_ one: Connection, action: String? = nil) -> String {
        let document: JSONValue = [
            "@timestamp": .integer(one.millis), "host": ["name": .string(one.host)],
            "process": ["name": .string(one.program)],
            "event": [
                "category": "network", "type": "connection", "action": action.map { .string($0) } ?? .null,
                "provider": "Microsoft-Windows-Sysmon", "code": "3",
            ],
            "source": ["ip": .string(one.source), "bytes": one.sent.map { .integer(Int64($0)) } ?? .null],
            "destination": [
                "ip": .string(one.destination), "port": .integer(Int64(one.port)),
                "bytes": one.received.map { .integer(Int64($0)) } ?? .null,
            ],
        ]
        return document.text
    }

    private func number(_ value: Int?) -> String { value.map(String.init) ?? "-" }

    private static let zeekHeading = """
        #separator \\x09
        #set_separator\t,
        #empty_field\t(empty)
        #unset_field\t-
        #path\tconn
        #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\torig_bytes\tresp_bytes\tconn_state
        #types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tcount\tcount\tstring

        """

    private func zeekLine(_ one: Connection) -> String {
        "\(one.seconds)\tC1\t\(one.source)\t50000\t\(one.destination)\t\(one.port)\ttcp\t-\t\(number(one.sent))\t"
            + "\(number(one.received))\tSF\n"
    }

    private func zeekJSON(_ one: Connection, separator: String) -> String {
        var members: [JSONValue.Member] = [
            .init("id\(separator)orig_h", .string(one.source)), .init("id\(separator)resp_h", .string(one.destination)),
            .init("id\(separator)resp_p", .integer(Int64(one.port))), .init("proto", "tcp"), .init("conn_state", "SF"),
        ]
        if let sent = one.sent { members.append(.init("orig_bytes", .integer(Int64(sent)))) }
        if let received = one.received { members.append(.init("resp_bytes", .integer(Int64(received)))) }
        let rest = JSONValue.object(members).text.dropFirst()
        return "{\"ts\":\(one.seconds),\(rest)\n"
    }

    private func suricata(_ one: Connection) -> String {
        let flow =
            #"{"timestamp":"\#(Timestamp(millis: one.millis + 60_000).description.dropLast())+0000","flow_id":1,"event_type":"flow","#
            + #""src_ip":"\#(one.source)","src_port":50000,"dest_ip":"\#(one.destination)","dest_port":\#(one.port),"proto":"TCP","#
            + #""flow":{"start":"\#(one.time.dropLast())+0000","bytes_toclient":\#(one.received ?? 0)"#
            + "\(one.sent.map { ",\"bytes_toserver\":\($0)" } ?? "")}}\n"
        // Of the same connection, and not to be counted.
        return flow + flow.replacing("\"flow\",", with: "\"tls\",")
    }

    private func csv(_ one: Connection) -> String {
        "\(one.time),\"\(one.source)\",\(one.destination),\(one.port),\(number(one.sent)),\(number(one.received)),\"a \"\"b\"\", c\"\n"
    }

    private func nxlog(_ one: Connection) -> String {
        let document: JSONValue = [
            "EventID": 3, "SourceName": "Microsoft-Windows-Sysmon", "Hostname": .string(one.host),
            "host": "collector.example.org", "EventTime": "2001-01-01 00:00:00",
            "UtcTime": .string(one.time.replacing("T", with: " ").replacing("Z", with: "")),
            "Image": .string(one.path), "SourceIp": .string(one.source), "DestinationIp": .string(one.destination),
            "DestinationPort": .string(String(one.port)), "Protocol": "tcp", "DestinationHostname": "-",
        ]
        return document.text + "\n"
            + #"{"EventID":1,"SourceName":"Microsoft-Windows-Sysmon","Hostname":"h1","UtcTime":"2020-01-01 00:00:00"}"#
            + "\n"
    }

    private func winlogbeat(_ one: Connection) -> String {
        let document: JSONValue = [
            "@timestamp": .string(one.time), "event": ["kind": "event"],
            "winlog": [
                "event_id": "3", "provider_name": "Microsoft-Windows-Sysmon", "computer_name": .string(one.host),
                "event_data": [
                    "Image": .string(one.path), "SourceIp": .string(one.source),
                    "DestinationIp": .string(one.destination), "DestinationPort": .string(String(one.port)),
                ],
            ],
        ]
        return document.text + "\n"
    }

    private func template(_ name: String) throws -> TransformTemplate {
        try TemplateCatalog(folders: [shippedFolder]).template(name)
    }

    private func result(
        _ text: String, _ template: TransformTemplate, _ options: InputOptions = InputOptions()
    ) async throws -> WindowResult {
        let files = try EventFiles()
        let file = try files.write(EventFiles.gzip(Array(text.utf8)))
        let source = try FilePairSource(template, files: [file], options: options)
        let result = try await TransformRun(template, window: Self.window, keeping: .judged).result(from: source)
        #expect(source.warnings.isEmpty, "\(source.warnings)")
        return result
    }

    private func expectSame(_ left: WindowResult, _ right: WindowResult) {
        #expect(left.counts == right.counts)
        #expect(left.signals.map(\.judgement.group) == right.signals.map(\.judgement.group))
        #expect(left.signals.map(\.judgement.verdict) == right.signals.map(\.judgement.verdict))
        #expect(left.signals.map(\.context) == right.signals.map(\.context))
    }

    @Test("Zeek's two forms and two spellings, Suricata and CSV give what ECS gives for flows", arguments: [1, 2])
    func flows(seed: UInt64) async throws {
        let connections = connections(seed)
        let flows = try template("beaconing-flows")
        let expected = try await result(connections.map { ecs($0) }.joined(separator: "\n"), flows)
        #expect(expected.beaconing >= 1 && expected.counts.judged >= 10)
        expectSame(
            try await result(Self.zeekHeading + connections.map(zeekLine).joined() + "#close\n", flows), expected)
        // Rotated logs that were joined have headings in their middle, and the columns may come in another order.
        let half = connections.count / 2
        let turned =
            Self.zeekHeading.replacing("id.orig_p\tid.resp_h", with: "id.resp_h\tid.orig_p")
            + connections[half...].map {
                zeekLine($0).replacing("50000\t\($0.destination)", with: "\($0.destination)\t50000")
            }
            .joined()
        expectSame(
            try await result(Self.zeekHeading + connections[..<half].map(zeekLine).joined() + turned, flows), expected)
        for separator in [".", "_"] {
            expectSame(
                try await result(connections.map { zeekJSON($0, separator: separator) }.joined(), flows), expected)
        }
        // Of a stream of all logs the lines of connections count.
        let stream = connections.map { one in
            zeekJSON(one, separator: ".")
                + #"{"_path":"ssl","ts":\#(one.seconds),"id.orig_h":"\#(one.source)","id.resp_h":"\#(one.destination)","id.resp_p":443}"#
                + "\n"
        }
        let streamed = try await result(
            #"{"_path":"dns","ts":1,"id.orig_h":"10.0.0.1"}"# + "\n" + stream.joined(), flows)
        expectSame(streamed, expected)
        expectSame(try await result(connections.map(suricata).joined(), flows), expected)
        let heading = "@timestamp,source.ip,destination.ip,destination.port,source.bytes,destination.bytes,note\n"
        expectSame(try await result(heading + connections.map(csv).joined(), flows), expected)
        let named = "when,from,to,dport,out,in,note\n" + connections.map(csv).joined()
        let columns = [
            ("@timestamp", "when"), ("source.ip", "from"), ("destination.ip", "to"), ("destination.port", "dport"),
            ("source.bytes", "out"), ("destination.bytes", "in"),
        ].map { InputOptions.Column(field: $0.0, name: $0.1) }
        expectSame(try await result(named, flows, InputOptions(columns: columns)), expected)
        let semicolons = named.replacing(",", with: ";")
        expectSame(try await result(semicolons, flows, InputOptions(columns: columns)), expected)
    }

    @Test("Sysmon's connections through NXLog and Winlogbeat give what ECS gives", arguments: [3, 4])
    func sysmon(seed: UInt64) async throws {
        let connections = connections(seed)
        let sysmon = try template("beaconing-sysmon")
        let expected = try await result(connections.map { ecs($0) }.joined(separator: "\n"), sysmon)
        #expect(expected.beaconing >= 1 && expected.counts.judged >= 10)
        #expect(expected.signals.contains { $0.judgement.isSignal && "\($0.judgement.group)".contains("agent.exe") })
        expectSame(try await result(connections.map(nxlog).joined(), sysmon), expected)
        expectSame(try await result(connections.map(winlogbeat).joined(), sysmon), expected)
    }

    @Test("A member of JSON can be read as a field")
    func members() async throws {
        let connections = connections(5)
        let plain = try template("beaconing")
        let expected = try await result(
            connections.map { ecs($0, action: "disconnect_received") }.joined(separator: "\n"), plain)
        #expect(expected.beaconing >= 1)
        let renamed = connections.map { ecs($0, action: "disconnect_received") }.joined(separator: "\n")
            .replacing("\"process\":{\"name\"", with: "\"app\":{\"path\"")
        expectSame(
            try await result(
                renamed, plain, InputOptions(columns: [.init(field: "process.name", name: "app.path")])), expected)
    }

    @Test("From when to when a file's events are, not counting what lies in the future")
    func span() async throws {
        let files = try EventFiles()
        let connections = connections(6)
        let flows = try template("beaconing-flows")
        let file = try files.write(Self.zeekHeading + connections.map(zeekLine).joined())
        let times = connections.map(\.millis).sorted()
        let span = try await FileSpan.read([file], of: flows, latestMillis: .max)
        #expect(span == FileSpan(oldestMillis: times[0], newestMillis: times[times.count - 1]))
        let earlier = try await FileSpan.read([file], of: flows, latestMillis: times[300])
        #expect(earlier?.newestMillis == times[300])
        #expect(try await FileSpan.read([files.write("", to: "empty")], of: flows, latestMillis: .max) == nil)
        #expect(try await FileSpan.read(["-"], of: flows, latestMillis: .max) == nil)
    }
}
