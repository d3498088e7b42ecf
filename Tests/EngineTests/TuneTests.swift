import SearchCluster
import TestSupport
import Testing

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct TuneTests {
    @Test("A cluster's events give the same figures at every setting as runs do", arguments: Engine.named)
    func agrees(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            let end = ["--now", "\(ground.endSecond - 1_117)"]
            let tuned = try await ground.program.run(
                ground.words(
                    "tune",
                    end + [
                        "--format", "json", "--parameter", "min_number_periods=3", "--parameter",
                        "number_buckets_in_range=180",
                        "--parameter", "time_bucket_length=120,300",
                    ]))
            let json = try #require(JSONValue(parsing: Array(tuned.output.utf8)), "\(tuned.messages)")
            for parameter in json["changes"]?.array ?? [] {
                for value in parameter["values"]?.array ?? [] {
                    let set = "\(parameter["parameter"]?.string ?? "")=\(value["value"]?.text ?? "")"
                    let run = try await ground.program.run(
                        ground.words("preview", end + ["--all", "--format", "ndjson", "--set", set]))
                    let documents = run.lines.compactMap { JSONValue(parsing: Array($0.utf8)) }
                    #expect(run.code == 0 && Int64(documents.count) == value["judged"]?.integer, "\(set)")
                    #expect(
                        Int64(documents.count { $0["beacon_stats"]?["is_beaconing"] == true })
                            == value["strict"]?.integer, "\(set)")
                    #expect(
                        Int64(
                            documents.count {
                                $0["beaconing"]?["regular"] == true
                                    && $0["beaconing"]?["destination"]?["split"] != true
                            }) == value["regular"]?.integer, "\(set)")
                }
            }
            #expect((json["found"]?["signals"]?.integer ?? 0) > 0)
        }
    }
}
