import BeaconScore
import BeaconTraffic
import Foundation
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun), .serialized)
struct FileParityTests {
    private static let nowSeconds: Int64 = 1_795_478_437

    /// An afternoon of a small office.
    private static let office: [[UInt8]] = {
        let writer = ECSWriter()
        return OfficeDay(seed: 5, hosts: 12, endSecond: nowSeconds, hours: 7).events.map { event in
            var line: [UInt8] = []
            writer.append(event, to: &line)
            return Array(line.prefix { $0 != 0x0A })
        }
    }()

    /// Documents in all the shapes that the engines take: dotted names, arrays, nulls, text for numbers, several values.
    private static let odd: [[UInt8]] = {
        var random = SeededRandom(seed: 77)
        func pick<Element>(_ elements: [Element]) -> Element {
            elements[Int.random(in: 0..<elements.count, using: &random)]
        }
        return (0..<6_000).map { _ in
            let millis = nowSeconds * 1000 - Int64.random(in: -70_000...21_700_000, using: &random)
            let time = pick([
                "\(millis)", "\"\(millis)\"", "\"\(Timestamp(millis: millis))\"",
                "\"\(Timestamp(millis: millis).description.replacing("Z", with: "+00:00"))\"",
            ])
            let host = pick([
                #""host":{"name":"alpha"}"#, #""host.name":"beta""#, #""host":{"name":["alpha","beta","alpha"]}"#,
                #""host":{"name":null}"#, #""host":{"name":"caf\u00e9"}"#, #""host":{"name":"cafe\u0301"}"#,
                #""host":[{"name":"gamma"},{"name":"delta"}]"#, #""host":{"name":17}"#,
            ])
            let process = pick([
                #""process":{"name":"p.exe"}"#, #""process":{"name":["p.exe","q.exe"]}"#,
                #""process.name":"\u202egpj.exe""#,
                #""process":{"name":""}"#, #""process":{}"#, #""process":{"name":"tab\tnul\u0000x"}"#,
            ])
            let source = pick([
                #""source":{"ip":"10.0.0.7","bytes":120}"#, #""source":{"ip":["10.0.0.7","fe80::1"],"bytes":"130"}"#,
                #""source":{"ip":"fd00::12","bytes":[100,20,20]}"#, #""source":{"ip":"::ffff:10.9.9.9","bytes":null}"#,
                #""source":{"ip":"8.8.8.8","bytes":110.0}"#,
            ])
            let destination = pick([
                #""destination":{"ip":"52.1.2.3","bytes":900,"port":443}"#,
                #""destination":{"ip":"2A01:0DB8:0:0:1:0:0:1","bytes":901,"port":"443"}"#,
                #""destination":{"ip":["52.1.2.3","192.168.4.4"],"bytes":0,"port":[80,443,443]}"#,
                #""destination":{"ip":"104.16.0.0","port":8443}"#,
            ])
            let event = pick([
                #""event":{"category":["network"],"action":"disconnect_received","type":["connection","end"]}"#,
                #""event":{"category":"network","action":["x","disconnect_received"],"ingested":\#(millis + 5_000)}"#,
                #""event":{"category":["host"],"action":"disconnect_received"}"#,
                #""event.category":"network","event.action":"disconnect_received","event.type":"connection""#,
            ])
            return Array(#"{"@timestamp":\#(time),\#(host),\#(process),\#(source),\#(destination),\#(event)}"#.utf8)
        }
    }()

    private static func mapping() -> JSONValue {
        var mapping = TestIndex.ecs
        let event: JSONValue = [
            "properties": [
                "ingested": ["type": "date"], "category": ["type": "keyword"], "action": ["type": "keyword"],
                "type": ["type": "keyword"], "dataset": ["type": "keyword"],
            ]
        ]
        mapping.set("event", to: event, in: "properties")
        mapping.set("flow", to: ["properties": ["final": ["type": "boolean"]]], in: "properties")
        mapping.set("network", to: ["properties": ["transport": ["type": "keyword"]]], in: "properties")
        return mapping
    }

    @Test(
        "the same documents in a file and in an engine give the same signals, byte for byte",
        arguments: Engine.named, ["beaconing", "beaconing-flows", "beaconing-fast", "beaconing-slow"])
    func sameBytes(engine: Engine, name: String) async throws {
        for documents in [Self.office, Self.odd] {
            let catalog = try TemplateCatalog.standard(assets: nil, userFolders: [])
            var template = try catalog.template(name)
            let window = Window(nowSeconds: Self.nowSeconds, parameters: template.metric.parameters)
            let file = FileManager.default.temporaryDirectory.appending(
                path: "beaconing-parity-\(UInt64.random(in: 0...UInt64.max)).ndjson")
            defer { try? FileManager.default.removeItem(at: file) }
            try Data(documents.joined(separator: [0x0A])).write(to: file)
            let fromFile = try await TransformRun(template, window: window, keeping: .judged)
                .result(from: try FilePairSource(template, files: [file.path]))
            try await TestIndex.with(on: engine, mapping: Self.mapping(), documents: documents) { index in
                template.source.indices = [index.name]
                var tuning = PullTuning()
                (tuning.groupsPerPage, tuning.bucketsPerPage) = (97, 800)
                let fromEngine = try await ClusterPairSource.with(template, client: index.client, tuning: tuning) {
                    try await TransformRun(template, window: window, keeping: .judged).result(from: $0)
                }
                #expect(fromFile.counts == fromEngine.counts)
                #expect(fromFile.signals.map(\.id) == fromEngine.signals.map(\.id))
                let document = SignalDocument(template: template, window: window)
                for (left, right) in zip(fromFile.signals, fromEngine.signals) {
                    #expect(document.json(of: left).text == document.json(of: right).text)
                }
            }
            if name == "beaconing" { #expect(fromFile.signals.contains { $0.judgement.verdict.isBeaconing }) }
        }
    }
}
