import BeaconScore
import Foundation
import SearchCluster
import Synchronization
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Groups from files")
struct FilePairSourceTests {
    private static let window = SignalSamples.window

    private func event(
        _ secondsAgo: Int64, host: String = "h", process: String = "p", more: String = ""
    ) -> String {
        let millis = (Self.window.nowSeconds - secondsAgo) * 1000
        return #"{"@timestamp":\#(millis),"host":{"name":\#(JSONValue.string(host).text)},"#
            + #""process.name":\#(JSONValue.string(process).text)\#(more)}"#
    }

    private func randomEvent(_ random: inout SeededRandom) -> NaiveGroups.Event {
        func some<Value>(_ values: [Value], _ random: inout SeededRandom) -> [Value] {
            let count = random.chance(0.8) ? 1 : Int.random(in: 0..<4, using: &random)
            return (0..<count).compactMap { _ in values.randomElement(using: &random) }
        }
        let length = Int64(Self.window.bucketSeconds * Self.window.bucketCount)
        let times = (0..<(random.chance(0.9) ? 1 : Int.random(in: 0..<4, using: &random))).map { _ in
            // Some lie before the window, and some before what is looked back at.
            Self.window.nowSeconds * 1000
                + Int64.random(in: (-length - (random.chance(0.2) ? 7_200 : 120)) * 1000..<100_000, using: &random)
        }
        return NaiveGroups.Event(
            hosts: some(["é", "e\u{301}", "H", "h", ""], &random), processes: some((0..<12).map { "p\($0)" }, &random),
            timesMillis: times, ingestedMillis: some(times.map { $0 + 700 }, &random),
            sourceBytes: some([0, 7, 7, 100, -3, 5_000_000_000], &random), destinationBytes: some([1, 2, 2], &random),
            destinations: some(
                ["203.0.113.9", "::ffff:203.0.113.9", "203.0.113.10", "2001:db8::1", "9.9.9.9"], &random),
            sources: some(["10.0.0.1", "10.0.0.2", "fe80::1%eth0", "fe80::1"], &random))
    }

    @Test("Random events are counted as the definition counts them, group by group", arguments: 0..<6 as Range<UInt64>)
    func random(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let events = (0..<3_000).map { _ in randomEvent(&random) }
        let naive = NaiveGroups(events, window: Self.window, lookbackSeconds: 7 * 3_600)
        let lines = events.map { $0.json(shape: Int.random(in: 0..<30, using: &random)) }
        let files = try EventFiles()
        let half = lines.count / 2
        let source = try FilePairSource(
            SignalSamples.template(),
            files: [
                files.write(lines[..<half].joined(separator: "\n")),
                files.write(EventFiles.gzip(Array(lines[half...].joined(separator: "\r\n").utf8)), to: "b.gz"),
            ])
        let pull = try await source.judgements(in: Self.window, judge: .keepingAll)
        let expected = naive.pull(.keepingAll)
        #expect(pull.counts == expected.counts)
        #expect(pull.counts.judged > 20 && pull.counts.documents > 2_000)
        #expect(pull.judgements.map(\.group) == expected.judgements.map(\.group))
        for (found, wanted) in zip(pull.judgements, expected.judgements) {
            #expect(found.verdict == wanted.verdict, "\(found.group)")
            #expect(found.documents == wanted.documents && found.newestMillis == wanted.newestMillis)
            #expect(found.hosts == wanted.hosts && found.hosts.sharing > 0, "\(found.group)")
        }
        let keys = naive.groups.keys.sorted() + [GroupKey([.text([1]), .text([2])])]
        let contexts = try await source.contexts(of: keys, in: Self.window)
        for (key, context) in zip(keys, contexts) { #expect(context == naive.context(key), "\(key)") }
    }

    @Test("Groups that cannot pass are counted with their reason")
    func skipped() async throws {
        let files = try EventFiles()
        let few = (0..<6).map { event(Int64($0) * 1_000, process: "few") }
        let short = (0..<60).map { event(Int64($0) * 10, process: "short") }
        let judged = (0..<30).map { event(Int64($0) * 120, process: "steady") }
        let outside = [event(-60), event(21_600), event(1_000_000)]
        let edges = [event(-59, process: "edges"), event(21_599, process: "edges")]
        let lines = few + short + judged + outside + edges + [#"{"host.name":"h","process.name":"p"}"#, "{}"]
        let source = try FilePairSource(
            SignalSamples.template(), files: [files.write(lines.joined(separator: "\n"))])
        let pull = try await source.judgements(in: Self.window, judge: .keepingAll)
        var expected = GroupCounts()
        expected.documents = 98
        expected.seen = 4
        expected.tooFewEvents = 2
        expected.tooShortSpan = 1
        expected.judged = 1
        #expect(pull.counts == expected)
        #expect(pull.judgements.map(\.group.description) == ["h, steady"])
        #expect(pull.judgements.first?.verdict.isBeaconing == true)
        #expect(source.warnings == ["2 of 103 documents have no @timestamp and were left out"])
    }

    @Test("Names that differ only in how they are composed, or hold anything at all, stay apart")
    func hostileNames() async throws {
        let names = [
            "é", "e\u{301}", "E\u{301}", "\u{202E}exe.x", "a\0b", "a", "", "\u{1B}[2J",
            String(repeating: "x", count: 5_000),
        ]
        let lines = names.flatMap { name in (0..<20).map { event(Int64($0) * 180, host: name, process: "p") } }
        let files = try EventFiles()
        let source = try FilePairSource(
            SignalSamples.template(), files: [files.write(lines.joined(separator: "\n"))])
        let pull = try await source.judgements(in: Self.window, judge: .keepingAll)
        let found = pull.judgements.map { $0.group.values[0] }
        #expect(found == names.map { .text(Array($0.utf8)) }.sorted())
        #expect(pull.judgements.allSatisfy { $0.documents == 20 })
    }

    @Test("The template's query decides which documents count, and its kinds of group fields how they are keyed")
    func query() async throws {
        var template = SignalSamples.template(groupBy: ["source.ip", "destination.port"])
        template.source.query = [
            "bool": [
                "filter": ["term": ["event.category": "network"]],
                "must_not": ["term": ["destination.ip": "10.0.0.0/8"]],
            ]
        ]
        let lines = (0..<20).flatMap { index in
            ["network", "file"].flatMap { category in
                ["9.9.9.9", "10.1.1.1"].map { destination in
                    event(
                        Int64(index) * 180,
                        more: #","event":{"category":["\#(category)"]},"source.ip":"::ffff:1.2.3.4","#
                            + #""destination":{"ip":"\#(destination)","port":"443"}"#)
                }
            }
        }
        let files = try EventFiles()
        let source = try FilePairSource(template, files: [files.write(lines.joined(separator: "\n"))])
        let pull = try await source.judgements(in: Self.window, judge: .keepingAll)
        #expect(pull.judgements.map(\.group.description) == ["1.2.3.4, 443"])
        #expect(pull.judgements.first?.group.values == [SignalSamples.address("1.2.3.4"), .integer(443)])
        #expect(pull.counts.documents == 20)
        let context = try await source.contexts(of: pull.judgements.map(\.group), in: Self.window)
        var destination = GroupContext.Destination(value: SignalSamples.address("9.9.9.9"), documents: 20)
        destination.hosts = 1
        destination.firstSeenMillis = 1_795_539_780_000
        #expect(context.first?.destinations == [destination])
    }

    @Test("A file is read again for another window, a pipe is not")
    func windows() async throws {
        let files = try EventFiles()
        let lines = (0..<20).map { event(Int64($0) * 180) }.joined(separator: "\n")
        var earlier = Self.window
        earlier.nowSeconds -= 1_800
        let source = try FilePairSource(SignalSamples.template(), files: [files.write(lines)])
        #expect(try await source.judgements(in: Self.window, judge: .keepingAll).counts.documents == 20)
        #expect(try await source.judgements(in: earlier, judge: .keepingAll).counts.documents == 10)

        let fifo = files.path + "/pipe"
        try #require(mkfifo(fifo, 0o600) == 0)
        let writer = Thread {
            // Waits for a reader.
            let pipe = FileHandle(forWritingAtPath: fifo)
            pipe?.write(Data(lines.utf8))
            pipe?.closeFile()
        }
        writer.start()
        let piped = try FilePairSource(SignalSamples.template(), files: [fifo])
        #expect(try await piped.judgements(in: Self.window, judge: .keepingAll).counts.documents == 20)
        #expect(try await piped.judgements(in: Self.window, judge: .keepingAll).counts.documents == 20)
        let error = try #require(try await piped.error(in: earlier))
        #expect(error.code == .unreadable && error.sentence.contains("a pipe can be read only once, for one window"))
    }

    @Test("Progress ends with everything read")
    func progress() async throws {
        let files = try EventFiles()
        let file = try files.write((0..<2_000).map { event(Int64($0)) }.joined(separator: "\n"))
        let last = Mutex(FileProgress())
        let source = try FilePairSource(SignalSamples.template(), files: [file, file]) { state in
            last.withLock { $0 = state }
        }
        _ = try await source.judgements(in: Self.window, judge: .keepingAll)
        let size = Int64(try Data(contentsOf: URL(fileURLWithPath: file)).count) * 2
        #expect(last.withLock { $0 } == FileProgress(readBytes: size, totalBytes: size, documents: 4_000, groups: 1))
    }

    @Test("Reading stops when the task is cancelled, even while a pipe says nothing")
    func cancelled() async throws {
        let files = try EventFiles()
        let fifo = files.path + "/pipe"
        try #require(mkfifo(fifo, 0o600) == 0)
        // Open at both ends, and silent.
        let keeper = open(fifo, O_RDWR)
        defer { close(keeper) }
        let source = try FilePairSource(SignalSamples.template(), files: [fifo])
        let task = Task { try await source.judgements(in: Self.window, judge: .keepingAll) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("Empty input has no groups and says so; input without times says what may be wrong")
    func nothing() async throws {
        let files = try EventFiles()
        for text in ["", "\n\n", "\u{FEFF}"] {
            let source = try FilePairSource(SignalSamples.template(), files: [files.write(text)])
            #expect(source.warnings.isEmpty)
            let pull = try await source.judgements(in: Self.window, judge: .keepingAll)
            #expect(pull.counts == GroupCounts() && pull.judgements.isEmpty)
            #expect(source.warnings == ["the input holds no documents"])
        }
        let source = try FilePairSource(
            SignalSamples.template(), files: [files.write(#"{"time":1.5,"host":{"name":"a"}}"#)])
        _ = try await source.judgements(in: Self.window, judge: .keepingAll)
        #expect(
            source.warnings == [
                "none of the 1 documents has a @timestamp; the input was read as events in ECS fields: is that right? "
                    + "--input-format says otherwise"
            ])
    }

    @Test("Where nothing is found, it is said how much was read, and from when to when")
    func nothingFound() async throws {
        let files = try EventFiles()
        let text = #"{"@timestamp":"2020-02-03T04:05:06.700Z"}"# + "\n" + #"{"@timestamp":"2020-02-01T00:00:00Z"}"#
        let source = try FilePairSource(
            SignalSamples.template(), files: [files.write(text), files.write(text + "\n{}", to: "more")])
        _ = try await source.judgements(in: Self.window, judge: .keepingAll)
        #expect(
            source.warnings == [
                "1 of 5 documents have no @timestamp and were left out",
                "none of the 5 documents read, from 2020-02-01 00:00:00 to 2020-02-03 04:05:06 UTC, lies in the window, "
                    + "matches the query and has every field of the group: 5 outside the window, 0 not what the query and its "
                    + "exclusions, such as private destinations, let through, 0 without a field of the group",
            ])
        _ = try await source.judgements(
            in: Window(nowSeconds: 1_580_702_706, parameters: MetricParameters()), judge: .keepingAll)
        #expect(source.warnings.count == 2)
    }

    @Test("Sums beyond 64 bits stop at the largest number")
    func overflow() async throws {
        let files = try EventFiles()
        let lines = (0..<40).map { event(Int64($0 / 2) * 180, more: #","source.bytes":9223372036854775807"#) }
        let source = try FilePairSource(SignalSamples.template(), files: [files.write(lines.joined(separator: "\n"))])
        let pull = try await source.judgements(in: Self.window, judge: .keepingAll)
        let mean = try #require(pull.judgements.first?.verdict.figures?.sourceBytes.mean)
        #expect(mean == Double(Int64.max) / 2)
    }
}
