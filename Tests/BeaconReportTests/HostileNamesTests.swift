import Foundation
import SearchCluster
import Testing

@testable import BeaconReport
@testable import BeaconTransform

@Suite("Names from somebody hostile")
struct HostileNamesTests {
    @Test(
        "No line of a table is wider than asked, and none ends with a space",
        arguments: [1, 40, 41, 60, 80, 100, 120, 160, 200], [1, 2, 3, 7])
    func fits(width: Int, fields: Int) {
        for seed in 0..<12 as Range<UInt64> {
            let signals = HostileSignals.signals(Int(seed), groupFields: fields, seed: seed &* 31 &+ UInt64(width))
            let template = ReportSamples.template(groupBy: (0..<fields).map { "field\($0).name" })
            let table = ReportSamples.report(.table, signals, template: template, width: width)
            for line in table.split(separator: "\n") {
                #expect(DisplayWidth.of(line) <= max(width, 40), "\(line)")
                #expect(!line.hasSuffix(" "), "\(line)")
            }
        }
    }

    @Test(
        "No format lets a character through that a terminal or a reader could trip over",
        arguments: SignalFormat.allCases)
    func inert(format: SignalFormat) {
        for seed in 0..<12 as Range<UInt64> {
            let signals = HostileSignals.signals(20, groupFields: 2, seed: seed)
            let text = ReportSamples.report(format, signals, width: 120)
            for scalar in text.unicodeScalars where scalar != "\n" {
                // JSON keeps what is only invisible: a reader of the document needs the name as it was.
                let isAllowed =
                    switch format {
                    case .table, .csv: !SafeText.isTreacherous(scalar)
                    case .json, .ndjson: scalar.properties.generalCategory != .control && scalar != "\u{202E}"
                    }
                #expect(isAllowed, "U+\(String(scalar.value, radix: 16)) in \(format)")
            }
        }
    }

    @Test("A signal is one line in every format that says so", arguments: [(SignalFormat.ndjson, 0), (.csv, 1)])
    func lines(format: SignalFormat, headings: Int) {
        let signals = HostileSignals.signals(200, groupFields: 2, seed: 5)
        #expect(ReportSamples.report(format, signals).split(separator: "\n").count == signals.count + headings)
    }

    @Test("What is printed as JSON is JSON", arguments: 0..<6 as Range<UInt64>)
    func parses(seed: UInt64) throws {
        let signals = HostileSignals.signals(30, groupFields: 2, seed: seed)
        let array = try #require(JSONValue(parsing: Array(ReportSamples.report(.json, signals).utf8))?.array)
        #expect(array.count == signals.count)
        for line in ReportSamples.report(.ndjson, signals).split(separator: "\n") {
            #expect(JSONValue(parsing: Array(line.utf8))?.members != nil)
        }
    }

    @Test("Marks piled upon a character are written out")
    func marks() {
        let piled = CellText(untrusted: "a" + String(repeating: "\u{301}", count: 500))
        #expect(piled.text.hasPrefix("a\u{301}\u{301}\u{301}\u{301}\\u{301}"))
        #expect(CellText(untrusted: "\u{301}a").text == "\\u{301}a")
        #expect(CellText(untrusted: "e\u{301}").width == 1)
    }

    @Test(
        "A name that differs by spaces alone, or is none, can be told",
        arguments: [("svchost.exe ", #"svchost.exe\u{20}"#), (" a b", #"\u{20}a b"#), ("", #""""#), (" ", #"\u{20}"#)])
    func spaces(name: String, shown: String) {
        #expect(CellText(untrusted: name).text == shown)
    }
}
