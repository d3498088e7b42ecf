import Foundation
import HTTPTransport
import SearchCluster
import Testing

@testable import Benchmarks

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("What benchmarks report")
struct ReportTests {
    private static func curve(exponent: Double, fixed: Double = 0) -> GrowthCurve {
        var curve = GrowthCurve(name: "made up")
        for groups in [1_000, 3_000, 10_000, 30_000, 100_000, 1_000_000] {
            let seconds = fixed + pow(Double(groups), exponent) / 1e5
            curve.add(
                .init(
                    groups: groups, wallSeconds: seconds, processorSeconds: seconds,
                    peakBytes: 50_000_000 + groups * 300))
        }
        return curve
    }

    @Test("The exponent of a power is found, and so is the memory of a group", arguments: [0.5, 1, 1.3, 2])
    func exponent(exponent: Double) {
        let curve = Self.curve(exponent: exponent)
        #expect(abs(curve.exponent - exponent) < 1e-9)
        #expect(abs(curve.upperExponent - exponent) < 1e-9)
        #expect(abs(curve.bytesPerGroup - 300) < 1e-6)
    }

    @Test("What a run costs by itself makes growth look small, which the upper exponent shows less")
    func fixed() {
        let curve = Self.curve(exponent: 1.2, fixed: 1)
        #expect(curve.exponent < curve.upperExponent && curve.upperExponent < 1.2)
    }

    @Test("A goal is met by what lies on its side of the limit")
    func goals() {
        #expect(Goal.atMost("a", 0.25, 0.25).isMet && !Goal.atMost("a", 0.26, 0.25).isMet)
        #expect(Goal.atLeast("a", 800, 800).isMet && !Goal.atLeast("a", 799, 800).isMet)
        let text = Goal.text([.atMost("time", 0.3, 0.25), .atLeast("rate", 60_123, 60_000)])
        #expect(text.contains("| time |      0.3 |   ≤ 0.25 | NOT met |"), "\(text)")
        #expect(text.contains("| rate |    60123 |  ≥ 60000 |     met |"), "\(text)")
    }

    @Test("Columns of a table line up")
    func table() {
        var table = MarkdownTable(["what", "n"])
        table.add(["× a long name", "12345"])
        table.add(["b", "6"])
        let lines = table.text.split(separator: "\n")
        #expect(lines.count == 4 && Set(lines.map(\.count)).count == 1)
        #expect(lines[1] == "| ------------- | ----: |")
    }

    @Test("The chart is one picture with a line for each curve in each panel")
    func chart() {
        let svg = GrowthChart(curves: [Self.curve(exponent: 1), Self.curve(exponent: 1.1)]).svg
        let parser = XMLParser(data: Data(svg.utf8))
        #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
        #expect(svg.components(separatedBy: "<polyline").count == 5)
        #expect(!svg.contains("nan") && !svg.contains("inf"))
    }

    @Test("Requests and bytes are read from what a contender says last")
    func wire() {
        var traffic = ClusterTraffic()
        (traffic.requests, traffic.retries, traffic.sentBytes, traffic.receivedBytes) = (12, 1, 3_000, 45_678)
        let count = WireCount("something\n" + WireCount.line(traffic) + "groups: 7 seen, 55 requests\n")
        #expect(count?.requests == 12 && count?.bytes == 48_678)
        #expect(WireCount("groups: 7 seen, 55 requests") == nil)
    }

    @Test("The middle run by wall time stands for all")
    func median() {
        let runs = [3.0, 1, 2].map {
            Measurement(wallSeconds: $0, engineSeconds: 0, processorSeconds: 0, peakBytes: 0, requests: 0, bytes: 0)
        }
        #expect(Measurement.median(runs)?.wallSeconds == 2)
        #expect(Measurement.median([]) == nil)
    }
}
