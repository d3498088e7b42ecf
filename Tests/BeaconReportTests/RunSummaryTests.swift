import Testing

@testable import BeaconReport
@testable import BeaconTransform

@Suite("The last lines of a run")
struct RunSummaryTests {
    private func written(_ written: Int, _ alreadyThere: Int, refused: Int) -> WriteResult {
        var result = WriteResult()
        result.written = written
        result.alreadyThere = alreadyThere
        result.refused = (0..<refused).map {
            WriteResult.Refused(id: "\($0)", source: [], status: 400, type: "mapper_parsing_exception", reason: "no")
        }
        return result
    }

    @Test("Seen, skipped and why, judged, written, and the effort")
    func whole() {
        let summary = RunSummary(
            ReportSamples.result(ReportSamples.office), written: written(4, 1, refused: 0), seconds: 0.42, requests: 7)
        #expect(
            summary.text(width: 120) == """
                groups: 312 seen = 250 skipped (200 too few events, 50 too short a span) + 62 judged; 5 beacon
                signals: 5 = 4 written + 1 already there + 0 refused
                0.42 s, 7 requests, 1,203,441 events matched
                """)
        #expect(summary.addsUp)
    }

    @Test("What a history spared is said before the effort")
    func history() {
        var result = ReportSamples.result(ReportSamples.office)
        func lines() -> [Substring] {
            RunSummary(result, written: nil, seconds: 1, requests: 4).text(width: 120).split(separator: "\n")
        }
        #expect(lines().count == 2)
        result.history = HistoryUse(hours: 6, kept: 5, changed: 0)
        #expect(lines()[1] == "history: 5 of 6 hours kept, 1 read")
        result.history = HistoryUse(hours: 6, kept: 5, changed: 2)
        #expect(lines()[1] == "history: 5 of 6 hours kept (2 had changed and were read again in part), 1 read")
    }

    @Test("Nothing to write and nothing skipped says neither")
    func short() {
        var result = ReportSamples.result([])
        result.counts = GroupCounts()
        (result.counts.seen, result.counts.judged, result.counts.documents) = (1, 1, 1)
        #expect(
            RunSummary(result, written: nil, seconds: 75, requests: nil).text(width: 80) == """
                groups: 1 seen = 0 skipped + 1 judged; 0 beacon
                75.0 s, 1 event matched
                """)
    }

    @Test("When every judged group is written the documents are not called signals")
    func documents() {
        let quiet = ReportSamples.beacon([ReportSamples.text("x"), ReportSamples.text("y")], [])
        let summary = RunSummary(
            ReportSamples.result(ReportSamples.office + [quiet]), written: written(5, 0, refused: 1), seconds: 1,
            requests: 1)
        #expect(summary.text(width: 120).contains("\ndocuments: 6 = 5 written + 0 already there + 1 refused\n"))
    }

    @Test(
        "No document at all: what to check",
        arguments: [(Optional(3), "the indices (--index)"), (nil, "the files (--input)")])
    func nothing(requests: Int?, place: String) {
        var result = ReportSamples.result([])
        result.counts = GroupCounts()
        let text = RunSummary(result, written: nil, seconds: 0.1, requests: requests).text(width: 400)
        #expect(
            text.hasPrefix(
                """
                no documents matched from 2026-11-24 12:00:01 to 2026-11-24 18:00:00 UTC: check the window (--now, \
                --window), \(place) and the template's query (beaconing templates show)

                """))
    }

    @Test("Numbers that do not add up are not passed over")
    func defect() {
        var result = ReportSamples.result(ReportSamples.office)
        result.counts.seen += 1
        let summary = RunSummary(result, written: nil, seconds: 1, requests: 1)
        #expect(!summary.addsUp)
        #expect(summary.text(width: 200).contains("do not add up"))
        let lost = RunSummary(
            ReportSamples.result(ReportSamples.office), written: written(4, 0, refused: 0), seconds: 1, requests: 1)
        #expect(!lost.addsUp)
    }

    @Test("The numbers printed are sums of their parts", arguments: 0..<40 as Range<UInt64>)
    func sums(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var result = ReportSamples.result(ReportSamples.office)
        result.counts.tooFewEvents = .random(in: 0...3_000_000, using: &random)
        result.counts.tooShortSpan = .random(in: 0...3_000, using: &random)
        result.counts.judged = .random(in: 5...3_000, using: &random)
        result.counts.seen = result.counts.tooFewEvents + result.counts.tooShortSpan + result.counts.judged
        let refused = Int.random(in: 0...5, using: &random)
        let summary = RunSummary(
            result, written: written(5 - refused, 0, refused: refused), seconds: 1, requests: 1)
        let lines = summary.text(width: 300).replacing(",", with: "").split(separator: "\n")
        let groups = try #require(lines[0].firstMatch(of: #/groups: (\d+) seen = (\d+) skipped.* \+ (\d+) judged/#))
            .output
        #expect(try number(groups.1) == number(groups.2) + number(groups.3))
        let outcomes = try #require(
            lines[1].firstMatch(of: #/signals: (\d+) = (\d+) written \+ (\d+) already there \+ (\d+) refused/#)
        ).output
        #expect(try number(outcomes.1) == number(outcomes.2) + number(outcomes.3) + number(outcomes.4))
        #expect(summary.addsUp)
    }

    private func number(_ text: Substring) throws -> Int {
        try #require(Int(text))
    }

    @Test("No line is wider than asked", arguments: [1, 20, 40, 60, 80, 120])
    func widths(width: Int) {
        var nothing = ReportSamples.result([])
        nothing.counts = GroupCounts()
        for result in [ReportSamples.result(ReportSamples.office), nothing] {
            let summary = RunSummary(result, written: written(4, 1, refused: 0), seconds: 1e9, requests: .max)
            for line in summary.text(width: width).split(separator: "\n") { #expect(line.count <= width) }
        }
    }
}
