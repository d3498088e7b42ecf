import Foundation
import SearchCluster
import TestSupport
import Testing

@Suite("Report")
struct ReportTests {
    private let now = ["--now", BeaconEvents.now]

    private func program() throws -> BuiltProgram {
        let program = try BuiltProgram()
        _ = try program.write(BeaconEvents.text() + BeaconEvents.irregular(), to: "day.ndjson")
        return program
    }

    /// The data of a page.
    static func data(_ page: String) throws -> JSONValue {
        let begin = try #require(page.firstRange(of: #"<script type="application/json" id="data">"#))
        let rest = page[begin.upperBound...]
        let end = try #require(rest.firstRange(of: "</script>"))
        return try #require(JSONValue(parsing: Array(rest[..<end.lowerBound].utf8)))
    }

    @Test("Events of a file become a page, on standard output as in a file")
    func file() async throws {
        let program = try program()
        let printed = try await program.run(["report", "--input", "day.ndjson"] + now)
        let written = try await program.run(["report", "--input", "day.ndjson", "--output", "report.html"] + now)
        #expect(printed.code == 0 && written.code == 0, "\(written.messages)")
        #expect(written.output.isEmpty && written.messages.contains("the page is report.html"))
        let text = program.text(of: "report.html")
        let page = try #require(text)
        #expect(page.hasPrefix("<!DOCTYPE html>\n") && page.hasSuffix("</html>\n"))
        // Only the time at which it was made differs.
        let made = /"made":\d+/
        #expect(page.replacing(made, with: "") == printed.output.replacing(made, with: ""))
        let data = try Self.data(page)
        let signal = try #require(data["signals"]?.array?.first?.array)
        #expect(data["signals"]?.array?.count == 1)
        #expect(signal[0] == ["h", "implant.exe"] && signal[7].integer == 359)
        #expect(signal[17].string?.filter { $0 == "1" }.count == 359)
        #expect(data["windows"]?.array?.first?.array?[6].integer == 2)
        #expect(data["source"]?.string == "day.ndjson" && data["explain"] == ["--input", "day.ndjson"])
        #expect(try program.names == ["day.ndjson", "report.html"])
    }

    @Test("Nothing found is a page too, and no failure")
    func nothing() async throws {
        let program = try program()
        let words = ["report", "-q", "--fail-on-signals", "--input", "day.ndjson"]
        let empty = try await program.run(words + ["--now", "2020-01-01T00:00:00Z"])
        #expect(empty.code == 0, "\(empty.messages)")
        #expect(try Self.data(empty.output)["signals"] == .array([]))
        let found = try await program.run(words + now)
        #expect(found.code == 10)
    }

    @Test(
        "A page is not written to a terminal",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func terminal() async throws {
        let program = try program()
        let report = "\(try BuiltProgram.path) report --input day.ndjson \(now.joined(separator: " "))"
        let outcome = try await program.shell("script -qec '\(report)' /dev/null")
        #expect(outcome.output.contains("not for a terminal") && outcome.output.contains("--output report.html"))
        #expect(!outcome.output.contains("<!DOCTYPE") && outcome.code == 64, "\(outcome.code)")
    }

    @Test("The windows of a span are judged in turn, and a group of several is one signal")
    func span() async throws {
        let program = try program()
        let outcome = try await program.run(
            "report", "--input", "day.ndjson", "--from", "2026-11-23T08:00:00Z", "--to", "2026-11-23T12:30:00Z",
            "--step",
            "2h", "--output", "report.html")
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(outcome.messages.contains("windows: 3, with 1 signal in all"), "\(outcome.messages)")
        let text = program.text(of: "report.html")
        let page = try #require(text)
        let data = try Self.data(page)
        let windows = try #require(data["windows"]?.array?.compactMap { $0.array })
        #expect(windows.map { $0[1].integer } == [8, 10, 12].map { 1_795_392_000 + $0 * 3_600 })
        #expect(windows.map { $0[2].integer ?? 0 }.min() ?? 0 > 0)
        let signals = try #require(data["signals"]?.array?.compactMap { $0.array })
        #expect(signals.count == 1 && signals[0][15] == "111")
        // Ten hours of stretches, the events of all of them.
        #expect(data["stretches"] == 600 && data["stretch"] == 60)
        #expect(signals[0][17].string?.filter { $0 == "1" }.count == 359)
    }

    @Test(
        "What cannot be is told with its cure",
        arguments: [
            (["--from", "2026-11-24T00:00:00Z", "--to", "2026-11-23T00:00:00Z"], "--from is after --to"),
            (["--to", "2026-11-23T00:00:00Z"], "add --from"), (["--step", "1h"], "add --from"),
            (["--from", "now-9d", "--to", "now", "--step", "1m"], "take a longer --step"),
            (["--from", "now-1d", "--now", "now"], "leave out one of them"),
            (["--url", "http://127.0.0.1:1"], "--input and --url are two sources"),
            (["--output", "day.ndjson"], "is the same file as"),
            (["--from", "now-5h", "--input", "-"], "save it to a file"),
        ] as [([String], String)])
    func mistakes(_ words: [String], _ part: String) async throws {
        let program = try program()
        let outcome = try await program.run(["report", "--input", "day.ndjson"] + words)
        #expect(outcome.code == 64 && outcome.output.isEmpty, "\(outcome.messages)")
        #expect(outcome.messages.contains(part), "\(outcome.messages)")
        #expect(program.text(of: "day.ndjson")?.hasPrefix("{") == true)
    }

    @Test("Standard input is read for one window")
    func pipe() async throws {
        let outcome = try await BuiltProgram().run(["report", "--input", "-"] + now, input: BeaconEvents.text())
        #expect(outcome.code == 0, "\(outcome.messages)")
        let data = try Self.data(outcome.output)
        #expect(data["source"] == "standard input" && data["signals"]?.array?.count == 1)
        #expect(data["signals"]?.array?.first?.array?[17].string?.isEmpty == false)
    }

    @Test("Where the strict metric alone is asked, a page of files says that events were not kept")
    func strict() async throws {
        let program = try program()
        _ = try program.write("extends: beaconing\nid: strict\nopinions: strict\n", to: "strict.yml")
        let outcome = try await program.run(["report", "--template", "./strict.yml", "--input", "day.ndjson"] + now)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let data = try Self.data(outcome.output)
        #expect(
            data["signals"]?.array?.first?.array?[17] == .null && data["unread"]?.string?.contains("strict") == true)
    }

    @Test("What is allowed is marked, stands last and is no reason for an exit code")
    func allowed() async throws {
        let program = try program()
        _ = try program.write(
            "allow:\n  - process: implant.exe\n    reason: ours & <known>\n    author: ann\n    expires: never\n",
            to: "allow.yml")
        let outcome = try await program.run(
            ["report", "-q", "--fail-on-signals", "--allow", "allow.yml", "--input", "day.ndjson"] + now)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let data = try Self.data(outcome.output)
        let signal = try #require(data["signals"]?.array?.first?.array)
        #expect(signal[1] == 0 && (signal[2].integer ?? 0) & 128 == 128)
        #expect(data["reasons"]?.array?.contains("ann allows it: ours & <known>") == true)
    }

    @Test(
        "An entry that leaves events out counts for the windows before its end, and the events of later ones are drawn")
    func dropped() async throws {
        let program = try program()
        _ = try program.write(
            "allow:\n  - process: implant.exe\n    destination: 91.186.115.121\n    reason: ours\n    author: ann\n"
                + "    expires: 2026-11-22\n    drop: true\n", to: "allow.yml")
        let outcome = try await program.run(
            "report", "-q", "--allow", "allow.yml", "--input", "day.ndjson", "--from", "2026-11-22T22:00:00Z", "--to",
            "2026-11-23T10:00:00Z", "--step", "12h")
        #expect(outcome.code == 0, "\(outcome.messages)")
        let data = try Self.data(outcome.output)
        #expect(data["windows"]?.array?.count == 2)
        // Eighteen hours are drawn in stretches of two minutes.
        let drawn = try #require(data["signals"]?.array?.first?.array?[17].string)
        #expect(data["stretch"] == 120 && drawn.compactMap { $0.wholeNumberValue }.reduce(0, +) == 359)
    }

    @Test("Without --now the window, and the last of a span, ends with the newest event of the files")
    func ending() async throws {
        let program = try program()
        for span in [[], ["--from", "2026-11-23T09:00:00Z"]] {
            let outcome = try await program.run(["report", "-q", "--input", "day.ndjson"] + span)
            #expect(outcome.code == 0, "\(outcome.messages)")
            let windows = try Self.data(outcome.output)["windows"]?.array?.compactMap { $0.array?[1].integer } ?? []
            #expect(windows.last == 1_795_428_000, "\(windows)")
            #expect(windows.count == (span.isEmpty ? 1 : 2))
        }
    }

    @Test("A cluster is asked for the events of the best, and the page says which were not read")
    func cluster() async throws {
        let nowSeconds: Int64 = 1_795_428_000
        let documents = (0..<205).flatMap { host in
            (0..<36).map { number in
                ScriptedDocument([
                    "@timestamp": .integer((nowSeconds - Int64(number) * 600) * 1000),
                    "host.name": .string("host-\(host)"),
                    "process.name": "implant.exe", "source.ip": "10.0.0.1", "source.bytes": 100,
                    "destination.ip": "203.0.113.9", "destination.bytes": 200,
                ])
            }
        }
        let cluster = ScriptedCluster(documents)
        let server = try RudeServer { cluster.answer($0) }
        let program = try BuiltProgram()
        _ = try program.write(
            """
            extends: beaconing
            id: scripted
            source: {index: [events], query: {bool: null, match_all: {}}}
            opinions: strict
            lookback: 0d
            """, to: "scripted.yml")
        let outcome = try await program.run(
            "report", "--url", server.url, "--template", "./scripted.yml", "--now", "\(nowSeconds)", "--output",
            "page.html")
        #expect(outcome.code == 0, "\(outcome.messages)")
        let text = program.text(of: "page.html")
        let page = try #require(text)
        let data = try Self.data(page)
        let activities = try #require(data["signals"]?.array?.compactMap { $0.array?[17] })
        #expect(activities.count == 205 && activities.count { $0 == .null } == 5)
        #expect(activities.first?.string?.filter { $0 == "1" }.count == 36)
        #expect(data["unread"]?.string?.contains("best 200") == true)
        #expect(data["source"]?.string?.hasPrefix("events of http://127.0.0.1") == true)
    }
}
