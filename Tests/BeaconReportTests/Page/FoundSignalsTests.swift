import BeaconScore
import Testing

@testable import BeaconReport
@testable import BeaconTransform

@Suite("Signals of several windows")
struct FoundSignalsTests {
    private func result(hoursBefore hours: Int64, _ signals: [Signal], warnings: [String] = []) -> WindowResult {
        var result = ReportSamples.result(signals)
        result.window.nowSeconds -= hours * 3_600
        result.warnings = warnings
        return result
    }

    private func beacon(_ host: String, _ passed: Set<ReportSamples.Test>, documents: Int64 = 72) -> Signal {
        ReportSamples.beacon([ReportSamples.text(host), ReportSamples.text("p")], passed, documents: documents)
    }

    @Test(
        "A group is one entry with the windows that saw it, and the figures of the best of them, of equals the newest")
    func merged() {
        var found = FoundSignals()
        found.add(result(hoursBefore: 3, [beacon("a", [.out]), beacon("b", [.out])]))
        found.add(result(hoursBefore: 2, [beacon("a", [.out, .in, .count])]))
        found.add(result(hoursBefore: 1, [beacon("a", [.out, .in, .count], documents: 80), beacon("c", [])]))
        found.add(result(hoursBefore: 0, [beacon("a", [.in]), beacon("b", [.out])]))
        #expect(found.entries.map(\.seen) == [[0, 1, 2, 3], [0, 3]])
        #expect(found.entries.map(\.best) == [2, 3])
        #expect(found.entries.map(\.signal.judgement.documents) == [80, 72])
        #expect(found.windows.map(\.signals) == [2, 1, 1, 2])
        #expect(found.ranking == [0, 1])
    }

    @Test("Names are told apart by their bytes")
    func bytes() {
        var found = FoundSignals()
        found.add(result(hoursBefore: 0, [beacon("e\u{301}", [.out]), beacon("\u{E9}", [.out])]))
        #expect(found.entries.count == 2)
    }

    @Test("The span reaches from the first second of the first window to the end of the last")
    func span() throws {
        var found = FoundSignals()
        #expect(found.span == nil && found.ranking.isEmpty && found.drawn().isEmpty)
        for hours in [5, 3, 0] as [Int64] { found.add(result(hoursBefore: hours, [])) }
        let span = try #require(found.span)
        #expect(span.nowSeconds == ReportSamples.window.nowSeconds)
        #expect(span.firstSecond == ReportSamples.window.firstSecond - 5 * 3_600)
        var single = FoundSignals()
        single.add(result(hoursBefore: 0, []))
        #expect(single.span == ReportSamples.window)
    }

    @Test("A warning that windows repeat is told once, with how many said so")
    func warnings() {
        var found = FoundSignals()
        found.add(result(hoursBefore: 1, [], warnings: ["late", "odd"]))
        found.add(result(hoursBefore: 0, [], warnings: ["late"]))
        #expect(found.warnings.map(\.sentence) == ["late", "odd"] && found.warnings.map(\.windows) == [2, 1])
    }

    @Test("Those that are drawn are the best that have few enough events")
    func drawn() {
        var found = FoundSignals()
        found.add(
            result(
                hoursBefore: 0,
                [
                    beacon("a", [.out], documents: 10), beacon("b", [.out, .in, .count], documents: 10),
                    beacon("c", [.out, .in, .count], documents: 99),
                ]))
        #expect(found.drawn(most: 2, mostEvents: 50) == [1, 0])
        #expect(found.drawn(most: 1) == [1] && found.drawn() == [1, 2, 0])
        found.note([[ReportSamples.window.nowSeconds]], of: [1])
        #expect(found.entries.map { $0.activity != nil } == [false, true, false])
    }
}
