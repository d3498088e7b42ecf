import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("Text of a drawn page")
struct TextTests {
    @Test(
        "What a browser or a reader would be misled by is written out",
        arguments: [
            ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            (#""a" & b"#, "&quot;a&quot; &amp; b"), ("a\u{202E}exe.gpj", "a\\u{202E}exe.gpj"),
            ("nul\0tab\t", "nul\\u{0}tab\\u{9}"), ("svchost.exe ", "svchost.exe\\u{20}"), ("", "&quot;&quot;"),
            (#"C:\Windows"#, #"C:\Windows"#), ("z\u{200B}w", "z\\u{200B}w"),
        ])
    func escaped(_ text: String, _ expected: String) {
        #expect(HTMLText(text).description == expected)
    }

    @Test("A long text keeps both ends in what is asked for, and marks do not pile up")
    func long() {
        let text = HTMLText("head" + String(repeating: "x", count: 32_768) + "tail", most: 40)
        #expect(text.width == 40)
        #expect(text.description.hasPrefix("head") && text.description.hasSuffix("tail"))
        #expect(text.description.contains("…"))
        let piled = HTMLText("a" + String(repeating: "\u{0301}", count: 60)).description
        #expect(piled.unicodeScalars.count { $0 == "\u{0301}" } == 4)
    }

    @Test(
        "Values have the digits and units that a person reads",
        arguments: [
            (.number(1_234_567), .plain, "1,234,567"), (.number(0.98765), .plain, "0.988"),
            (.number(-0.5), .plain, "-0.5"),
            (.number(2.25), .decimals(1), "2.3"), (.number(3), .decimals(1), "3"), (.number(999), .bytes, "999 B"),
            (.number(1_234), .bytes, "1.2 kB"), (.number(5_000_000), .bytes, "5 MB"), (.number(.nan), .plain, "–"),
            (.number(1e18), .plain, "1e+18"), (.none, .plain, "–"), (.flag(true), .plain, "true"),
            (.date(1_795_428_000_000), .plain, "2026-11-23 10:00:00"),
            (.text("2026-11-23T10:00:00.123Z"), .plain, "2026-11-23 10:00:00"), (.text("2026"), .plain, "2026"),
            (.range(from: nil, to: 0.7), .plain, "under 0.7"), (.range(from: 60, to: 300), .plain, "60 to 300"),
            (.range(from: 14_400, to: nil), .plain, "14,400 and more"),
            (.list([.text("a"), .number(1)]), .plain, "a, 1"),
        ] as [(PanelRows.Cell, ValueText.Format, String)])
    func values(_ cell: PanelRows.Cell, _ format: ValueText.Format, _ expected: String) {
        #expect(ValueText(cell, format).description == expected)
    }

    @Test("Paragraphs, lists, bold and links to dashboards of the page are drawn, and nothing else")
    func markdown() {
        let text = MarkdownText(
            "One **bold** [two](#/view/here)\nline\n\n- [gone](#/view/elsewhere)\n- <b>&\n\n[x](javascript:alert(1))",
            dashboards: ["here"])
        #expect(
            text.html == "<p>One <b>bold</b> <a href=\"#here\">two</a><br>line</p>"
                + "<ul><li>gone</li><li>&lt;b&gt;&amp;</li></ul><p>x)</p>")
    }

    @Test(
        "An axis of numbers ends at a round one, whole where counts are",
        arguments: [
            (3.0, true, [0, 1, 2, 3]), (17, true, [0, 5, 10, 15, 20]), (0.9, false, [0, 0.2, 0.4, 0.6, 0.8, 1]),
            (1, true, [0, 1]), (0, true, [0, 1]), (98_000, true, [0, 20_000, 40_000, 60_000, 80_000, 100_000]),
        ])
    func axis(_ largest: Double, _ isWhole: Bool, _ expected: [Double]) {
        let ticks = ValueAxis(largest: largest, isWhole: isWhole).ticks
        #expect(ticks.count == expected.count, "\(ticks)")
        for (tick, wanted) in zip(ticks, expected) { #expect(abs(tick - wanted) < 1e-9, "\(ticks)") }
    }

    @Test("Times are labelled at round ones, with the day where it begins")
    func times() {
        let steps = (0..<48).map { PanelRows.Cell.date(1_795_426_200_000 + Int64($0) * 1_800_000) }
        let labels = StepAxis(times: steps, stepSeconds: 1_800, band: 14).labels
        #expect(labels.map(\.text).prefix(3) == ["10:00", "12:00", "14:00"])
        #expect(labels.compactMap(\.day) == ["2026-11-23", "2026-11-24"])
        #expect(StepAxis(times: [steps[0]], stepSeconds: 1_800, band: 600).labels.map(\.text) == ["09:30"])
    }

    @Test(
        "The length of a step has one unit",
        arguments: [
            (30, "30 s"), (1_800, "30 min"), (10_800, "3 h"), (86_400, "1 day"), (604_800, "1 week"),
            (172_800, "2 days"),
        ])
    func lengths(_ seconds: Int, _ expected: String) {
        #expect(StepLength(seconds: seconds).description == expected)
    }
}
