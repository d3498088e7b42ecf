import BeaconScore
import SearchCluster
import Testing

@testable import BeaconReport
@testable import BeaconTransform

@Suite("What tuning found, for a person and a program")
struct TuneReportTests {
    /// Six groups at the template's setting and at two others of one parameter.
    private static func result(
        names: [String] = ["a", "b", "c", "d", "e", "f"], labelled: Bool = false,
        parameter: String = "max_jitter=0.1,0.2"
    ) throws -> TuneResult {
        let template = ReportSamples.template()
        let parameters = template.metric.parameters
        let trials = TuneTrials([try TuneParameter(parameter, around: parameters)], template: parameters)
        let run = TuneRun(template, nowSeconds: ReportSamples.window.nowSeconds, settings: trials.settings)
        let groups = names.map { GroupKey([ReportSamples.text($0), ReportSamples.text("agent.exe")]) }
        var verdicts = TuneVerdicts(run, groups: groups)
        let all: SettingsJudge.Flags = [.judged, .strict, .regular]
        let flags: [[SettingsJudge.Flags]] = [
            [all, all, [.judged, .regular]], [[.judged, .strict], [.judged, .strict], [.judged]],
            [[.judged, .regular], all, all], [[.judged, .regular], all, all],
            [[.judged], [.judged], [.judged, .strict]],
            [[.judged], [.judged], [.judged]],
        ]
        verdicts.take(flags.map { Array($0.prefix(run.settings.count)) }, from: 0)
        let labels = GroupLabels([groups[0]: .beacon, groups[1]: .benign, groups[2]: .beacon, groups[4]: .benign])
        return TuneResult(trials, verdicts, nowSeconds: run.nowSeconds, labels: labelled ? labels : nil)
    }

    @Test("Each value is a line with what it gains and loses, and the suggestion has its price")
    func text() throws {
        let text = TuneReport(try Self.result()).text(width: 80)
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains("VALUE SIGNALS NEW GONE STRICT NEW REGULAR GONE"), "\(text)")
        #expect(lines.contains("* 0 4 2"), "\(text)")
        #expect(lines.contains("0.1 4 0 0 4 2 2 0"), "\(text)")
        #expect(lines.contains("0.2 4 1 1 3 3 2 2"), "\(text)")
        #expect(lines.contains("+ e, agent.exe") && lines.contains("- b, agent.exe"), "\(text)")
        let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [
            "6 groups judged, 4 signals, 2 by the strict metric, 3 by the second opinion",
            "Suggestion: max_jitter=0.1 (now 0).",
            "find 2 more that the second opinion takes for regular, and 0 others; it would lose none.",
            "Signals: 4 instead of 4, 0 gained and 0 lost.", "beaconing preview --set max_jitter=0.1",
        ] { #expect(flat.contains(part), "\(part) in\n\(text)") }
    }

    @Test("With labels each value has its precision, recall and F-measure")
    func labels() throws {
        let text = TuneReport(try Self.result(labelled: true)).text(width: 160)
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains("* 0 4 2 0.67 1.00 0.80"), "\(text)")
        #expect(lines.contains("0.2 4 1 1 3 3 2 2 0.67 1.00 0.80"), "\(text)")
        #expect(lines.contains("+ e, agent.exe (benign)"), "\(text)")
        #expect(text.contains("No suggestion: no value that was tried agrees better with the labels"))
    }

    @Test("As JSON every group is named with what is known of it")
    func json() throws {
        let json = TuneReport(try Self.result(labelled: true)).json
        let values = json["changes"]?.array?.first?["values"]?.array ?? []
        #expect(values.compactMap { $0["value"]?.number } == [0, 0.1, 0.2])
        #expect(values.compactMap { $0["is_template"]?.boolean } == [true, false, false])
        #expect(
            values.last?["gained"]
                == [["host.name": "e", "process.name": "agent.exe", "regular": false, "label": "benign"]])
        #expect(values.last?["strict_lost"]?.array?.compactMap { $0["host.name"]?.string } == ["a", "b"])
        #expect(values.last?["strict_gained"]?.array?.compactMap { $0["label"] } == ["beacon", .null, "benign"])
        #expect(values.last?["agreement"]?["false_alarms"] == 1 && json["suggestion"] == .null)
        #expect(json["found"]?["signals"] == 4)
        let suggestion = TuneReport(try Self.result()).json["suggestion"]
        #expect(suggestion?["set"] == ["max_jitter": 0.1] && suggestion?["strict_gained_regular"] == 2)
    }

    @Test("No line is wider than asked and nothing in a name reaches the terminal", arguments: [40, 60, 80, 100, 160])
    func hostile(width: Int) throws {
        let names = [
            "\u{1B}[31mred", String(repeating: "長", count: 90), "a\nb", "\u{202E}txt.exe", "",
            String(repeating: "x", count: 300),
        ]
        for labelled in [false, true] {
            let text = TuneReport(try Self.result(names: names, labelled: labelled)).text(width: width)
            for line in text.split(separator: "\n") {
                #expect(DisplayWidth.of(line) <= width && !line.hasSuffix(" "), "\(line)")
            }
            #expect(!text.unicodeScalars.contains { $0 != "\n" && SafeText.isTreacherous($0) })
        }
    }

    @Test("A parameter that changes no verdict says so")
    func idle() throws {
        let text = TuneReport(try Self.result(parameter: "number_destination_ips")).text(width: 160)
        #expect(
            text.contains("number_destination_ips changes no verdict: it says how many destinations a signal lists."))
    }

    @Test("Pairs are a grid that is cut where it is wider than the screen", arguments: [40, 80, 160])
    func grid(width: Int) throws {
        let template = ReportSamples.template()
        let parameters = template.metric.parameters
        let trials = try TuneTrials(
            pairing: try TuneParameter("max_jitter=0.1,0.2", around: parameters),
            try TuneParameter("max_beaconing_bytes_cov=0,0.02,0.1,0.2,0.3,0.4,0.5,0.6,0.7", around: parameters),
            template: parameters)
        let run = TuneRun(template, nowSeconds: ReportSamples.window.nowSeconds, settings: trials.settings)
        let result = TuneResult(trials, TuneVerdicts(run, groups: []), nowSeconds: run.nowSeconds)
        let text = TuneReport(result).text(width: width)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
        let headings = text.split(separator: "\n").filter { $0.contains("0.7") || $0.contains("* 0.05") }
        #expect(headings.count == (width < 100 ? 2 : 1), "\(text)")
        let pairs = TuneReport(result).json["pairs"]?.array ?? []
        #expect(pairs.count == 30 && pairs.count { $0["is_template"] == true } == 1)
    }
}
