import BeaconScore
import SearchCluster
import Testing

@testable import BeaconReport
@testable import BeaconTransform

@Suite("Signals as a page")
struct ReportPageTests {
    private static let subject = PageSubject(
        source: "day.ndjson</script><script>", madeSeconds: 1_795_543_300, program: "beaconing 0.1.0",
        explainWords: ["--input", "day.ndjson"], unread: nil)

    private static func page(_ signals: [Signal], template: TransformTemplate = ReportSamples.template()) -> String {
        var found = FoundSignals()
        found.add(ReportSamples.result(signals))
        let places = found.drawn()
        found.note(places.map { _ in [ReportSamples.window.nowSeconds - 60] }, of: places)
        var bytes: [UInt8] = []
        ReportPage(template, found, subject).write { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What stands between two marks that occur once.
    private static func part(_ page: String, from start: String, to end: String) throws -> String {
        let parts = page.split(separator: start, omittingEmptySubsequences: false)
        try #require(parts.count == 2, "\(start) occurs \(parts.count - 1) times")
        let inside = try #require(parts[1].split(separator: end, omittingEmptySubsequences: false).first)
        return String(inside)
    }

    private static func data(_ page: String) throws -> String {
        try part(page, from: #"<script type="application/json" id="data">"#, to: "</script>").trimmingNewlines
    }

    private static func value(_ page: String) throws -> JSONValue {
        let data = try data(page)
        return try #require(JSONValue(parsing: Array(data.utf8)))
    }

    private static func outside(_ page: String) throws -> String { page.replacing(try data(page), with: "") }

    @Test(
        "Hostile names lie inert in one block of JSON, which reads back as they are shown",
        arguments: 0..<8 as Range<UInt64>)
    func hostile(seed: UInt64) throws {
        var signals = HostileSignals.signals(25, groupFields: 2, seed: seed)
        let names = ["</script><script>alert(1)</script>", "<!--<script>", "\"'&amp;\u{2028}\u{202E}", "\u{FEFF}]]>"]
        signals += names.map { ReportSamples.beacon([ReportSamples.text($0), .text([0xFF, 0x3C])], [.out], to: [$0]) }
        let page = Self.page(signals)
        let data = try Self.data(page)
        #expect(!data.utf8.contains { "<>&".utf8.contains($0) })
        for scalar in data.unicodeScalars where scalar != "\n" {
            #expect(!SafeText.isTreacherous(scalar), "U+\(String(scalar.value, radix: 16))")
        }
        let value = try Self.value(page)
        let shown = Set((value["signals"]?.array ?? []).compactMap { $0.array?.first?.array?.first?.string })
        let expected = signals.filter(\.judgement.isSignal).map {
            CellText(untrusted: $0.judgement.group.values[0].description).text
        }
        #expect(shown.isSuperset(of: expected.filter { !$0.contains("FFFD") }))
        #expect(shown.contains("</script><script>alert(1)</script>") && shown.contains(#"\u{FEFF}]]>"#))
        let second = (value["signals"]?.array ?? []).compactMap { $0.array?.first?.array?.last?.string }
        #expect(second.contains(#"\xFF<"#))
        // Outside the block the page is the same whatever the names are.
        #expect(try Self.outside(page) == Self.outside(Self.page(ReportSamples.office)))
    }

    @Test("The policy allows the page's own script and style by their hash, and nothing else")
    func policy() throws {
        let page = Self.page(ReportSamples.office)
        let policy = try Self.part(page, from: #"<meta http-equiv="Content-Security-Policy" content=""#, to: "\"")
        let style = try Self.part(page, from: "<style>", to: "</style>")
        let script = try Self.part(page, from: "<script>", to: "</script>")
        func hash(_ text: String) -> String { "'sha256-\(Digest(of: Array(text.utf8)).base64)'" }
        #expect(
            policy.split(separator: "; ").map(String.init) == [
                "default-src 'none'", "script-src \(hash(script))", "style-src \(hash(style))", "base-uri 'none'",
                "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
            ])
    }

    @Test("Nothing is loaded, and nothing makes elements out of text")
    func selfContained() throws {
        let page = Self.page(ReportSamples.office)
        let script = try Self.part(page, from: "<script>", to: "</script>")
        for forbidden in [
            "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "fetch(", "XMLHttp",
            "import(", "WebSocket", "sendBeacon", "localStorage", "style=",
        ] { #expect(!script.contains(forbidden), "\(forbidden)") }
        #expect(page.split(separator: "http").count == 3, "the policy's http-equiv and the name of SVG alone")
        #expect(!page.contains("@import") && !page.contains("url(") && !page.contains(" src="))
    }

    @Test("Signals come by priority, destinations and reasons once each")
    func order() throws {
        let value = try Self.value(Self.page(ReportSamples.office))
        let rows = try #require(value["signals"]?.array?.compactMap { $0.array })
        let priorities = rows.compactMap { $0[1].integer }
        #expect(rows.count == ReportSamples.office.count && priorities == priorities.sorted(by: >))
        #expect(rows.allSatisfy { $0.count == 21 })
        for list in ["destinations", "reasons"] {
            let texts = value[list]?.array?.compactMap(\.string) ?? []
            #expect(!texts.isEmpty && Set(texts).count == texts.count)
        }
        let clock = try #require(rows.first { $0[0].array?.last?.string == "ntpd" })
        #expect(clock[10].array?.count == 4 && clock[17].string?.hasSuffix("1") == true)
        let places = clock[10].array?.compactMap { $0.array?.first?.integer } ?? []
        #expect(places.compactMap { value["destinations"]?.array?[Int($0)].string }.first == "194.25.134.196")
        // Points of the rows are the priority.
        for row in rows {
            let sum = row[12].array?.compactMap { $0.array?.last?.integer }.reduce(0, +) ?? -1
            #expect(min(100, max(0, sum)) == row[1].integer)
        }
    }

    @Test("Without signals, and without windows, there is a page that says what was seen")
    func empty() throws {
        let value = try Self.value(Self.page([]))
        #expect(value["signals"]?.array?.isEmpty == true)
        let window = try #require(value["windows"]?.array?.first?.array?.compactMap { $0.integer })
        #expect(window[3] == 312 && window[4...7] == [200, 50, 62, 0])
        var bytes: [UInt8] = []
        ReportPage(ReportSamples.template(), FoundSignals(), Self.subject).write { bytes += $0 }
        let none = try Self.value(String(decoding: bytes, as: UTF8.self))
        #expect(none["windows"]?.array?.isEmpty == true && none["from"] == .null)
    }

    @Test("A long page comes in pieces that make the same whole, and what the reader throws ends it")
    func pieces() throws {
        struct Closed: Error, Equatable {}
        var found = FoundSignals()
        found.add(
            ReportSamples.result(
                (0..<2_000).map {
                    ReportSamples.beacon([ReportSamples.text("host-\($0)"), ReportSamples.text("p")], [.out])
                }))
        let page = ReportPage(ReportSamples.template(), found, Self.subject)
        var sizes: [Int] = []
        var bytes: [UInt8] = []
        page.write { piece in
            sizes.append(piece.count)
            bytes += piece
        }
        #expect(sizes.count > 8 && sizes.allSatisfy { $0 > 0 && $0 < 120_000 } && bytes.last == UInt8(ascii: "\n"))
        let value = try Self.value(String(decoding: bytes, as: UTF8.self))
        #expect(value["signals"]?.array?.count == 2_000)
        #expect(throws: Closed()) { try page.write { _ throws(Closed) in throw Closed() } }
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        var text = self[...]
        while text.first == "\n" { text.removeFirst() }
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
