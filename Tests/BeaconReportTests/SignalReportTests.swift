import BeaconReport
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("Signals as documents")
struct SignalReportTests {
    @Test("NDJSON is the documents as they are indexed, in the order of the result")
    func ndjson() {
        let documents = SignalDocument(template: ReportSamples.template(), window: ReportSamples.window)
        var bytes: [UInt8] = []
        SignalReport(ReportSamples.template(), ReportSamples.result(ReportSamples.office))
            .write(as: .ndjson, style: TableStyle(width: 80, isColoured: true)) { bytes += $0 }
        let expected = ReportSamples.office.map { documents.json(of: $0).text + "\n" }.joined()
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        #expect(expected.contains(#""run":{"id":"beaconing-"#))
    }

    @Test("JSON is one array of the same documents")
    func json() {
        let lines = ReportSamples.report(.ndjson, ReportSamples.office).split(separator: "\n")
        #expect(ReportSamples.report(.json, ReportSamples.office) == "[\n" + lines.joined(separator: ",\n") + "\n]\n")
    }

    @Test("No signals: an empty array, no lines, a header", arguments: [(SignalFormat.json, "[]\n"), (.ndjson, "")])
    func empty(format: SignalFormat, text: String) {
        #expect(ReportSamples.report(format, []) == text)
        #expect(ReportSamples.report(.csv, []).hasPrefix("host.name,process.name,priority,regular,"))
    }

    @Test("A long report comes in pieces that make the same whole", arguments: SignalFormat.allCases)
    func pieces(format: SignalFormat) {
        let signals = (0..<2_000).map { number in
            ReportSamples.beacon([ReportSamples.text("host-\(number)"), ReportSamples.text("p.exe")], [.out])
        }
        var sizes: [Int] = []
        var last: UInt8?
        SignalReport(ReportSamples.template(), ReportSamples.result(signals))
            .write(as: format, style: TableStyle(width: 80, isColoured: false)) { piece in
                sizes.append(piece.count)
                last = piece.last
            }
        #expect(sizes.count > 2)
        #expect(sizes.allSatisfy { $0 > 0 && $0 < 40_000 })
        #expect(last == UInt8(ascii: "\n"))
        #expect(sizes.reduce(0, +) == ReportSamples.report(format, signals).utf8.count)
    }

    @Test("What the reader throws ends the report", arguments: SignalFormat.allCases)
    func closed(format: SignalFormat) {
        struct Closed: Error, Equatable {}
        var pieces = 0
        #expect(throws: Closed()) {
            try SignalReport(ReportSamples.template(), ReportSamples.result(ReportSamples.office))
                .write(as: format, style: TableStyle(width: 80, isColoured: false)) { _ throws(Closed) in
                    pieces += 1
                    throw Closed()
                }
        }
        #expect(pieces == 1)
    }
}
