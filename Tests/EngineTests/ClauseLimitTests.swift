import SearchCluster
import TestSupport
import Testing

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct ClauseLimitTests {
    @Test(
        "More busy groups, signals and destinations than one query may name are all looked at", arguments: Engine.named)
    func many(engine: Engine) async throws {
        // 300 hosts, each with a busy process that hides a beacon and one that beacons in the open.
        let end: Int64 = 1_795_478_400
        var documents: [[UInt8]] = []
        for host in 0..<300 {
            for number in 0..<36 {
                let address = "91.186.\(host / 250).\(host % 250)"
                documents.append(event(end - Int64(number) * 590 - 11, host, "open.exe", address))
                documents.append(event(end - Int64(number) * 590 - 37, host, "busy.exe", address))
            }
            for number in 0..<90 {
                let age = Int64((number * number * 7_919 + host * 104_729) % 21_500)
                documents.append(event(end - age, host, "busy.exe", "45.10.\(number % 3).1"))
            }
        }
        try await TestIndex.with(on: engine, documents: documents) { index in
            var program = try BuiltProgram()
            program.environment = engine.environment
            // As many address blocks as a careful person may list.
            let blocks = (0..<120).map { "10.\($0).0.0/16" }.joined(separator: ", ")
            _ = try program.write(
                """
                extends: beaconing
                id: clauses
                source: {index: [\(index.name)]}
                lookback: 1d
                split: {most_groups: 300}
                exclusions: [{terms: {destination.ip: [\(blocks)]}}]
                """, to: "clauses.yml")
            let outcome = try await program.run(
                "preview", "--template", "./clauses.yml", "--now", "\(end)", "--format", "ndjson", "-q")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let signals = outcome.lines.filter { !$0.isEmpty }.compactMap { JSONValue(parsing: Array($0.utf8)) }
            let open = signals.filter { $0["process"]?["name"] == "open.exe" }
            #expect(open.count == 300)
            #expect(open.allSatisfy { $0["destination_ips"]?.array?.count == 1 })
            #expect(open.allSatisfy { $0["beaconing"]?["first_seen"] != nil })
            let busy = signals.filter { $0["process"]?["name"] == "busy.exe" }
            #expect(busy.count == 300, "\(busy.count) of 300 hidden beacons")
        }
    }

    private func event(_ second: Int64, _ host: Int, _ process: String, _ address: String) -> [UInt8] {
        Array(
            """
            {"@timestamp":\(second * 1000),"event":{"category":"network","action":"disconnect_received"},\
            "host":{"name":"host-\(host)"},"process":{"name":"\(process)"},\
            "source":{"ip":"10.0.0.1","bytes":\(100 + (second * 7) % 900)},\
            "destination":{"ip":"\(address)","bytes":\(50 + (second * 13) % 9000)}}
            """.utf8)
    }
}
