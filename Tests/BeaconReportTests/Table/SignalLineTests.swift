import BeaconReport
import Foundation
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("A signal as one line")
struct SignalLineTests {
    private static func signal(
        host: String = "srv-0080", process: String = "python3", priority: Int64 = 97, period: Double = 905.5,
        jitter: JSONValue = 0.104, address: String = "203.0.113.9"
    ) -> StoredSignal {
        StoredSignal(document: [
            "host": ["name": .string(host)], "process": ["name": .string(process)],
            "beaconing": [
                "window": ["end": "2026-11-24T18:00:00.000Z"], "priority": .integer(priority),
                "period_seconds": .number(period), "jitter": jitter,
                "destination": ["ip": .string(address), "port": 8443],
                "reasons": ["the intervals are regular (+44)", "messages are small (+5)"],
            ],
        ])
    }

    private static func lines(_ width: Int, _ signal: StoredSignal = signal()) -> [String] {
        let line = SignalLine(of: ReportSamples.template(), width: width)
        return [line.heading, line.text(of: signal)]
    }

    @Test("In 80 columns: time, priority, host, process, period, jitter, destination")
    func narrow() {
        #expect(
            Self.lines(80) == [
                "TIME (UTC)   PRIO  HOST           PROCESS        PERIOD  JITTER  DESTINATION",
                "11-24 18:00    97  srv-0080       python3         15.1m    10 %  203.0.113.9",
            ])
    }

    @Test("In 160 columns the port and the first reason join")
    func wide() {
        #expect(
            Self.lines(160) == [
                "TIME (UTC)   PRIO  HOST                      PROCESS                   PERIOD  JITTER  "
                    + "DESTINATION            FIRST REASON",
                "11-24 18:00    97  srv-0080                  python3                    15.1m    10 %  "
                    + "203.0.113.9:8443       the intervals are regular (+44)",
            ])
    }

    @Test(
        "No line is wider than was asked for, whatever the names, and columns stay where they are",
        arguments: [40, 60, 80, 120, 160, 300])
    func width(_ width: Int) {
        let long = String(repeating: "very-long-name-", count: 30)
        let signal = Self.signal(
            host: long, process: "界" + long, priority: 100, period: 172_800,
            address: "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff")
        let lines = Self.lines(width, signal) + Self.lines(width)
        for line in lines { #expect(line.unicodeScalars.count <= width, "\(line)") }
        let place = lines[0].range(of: "PROCESS").map {
            lines[0].distance(from: lines[0].startIndex, to: $0.lowerBound)
        }
        #expect(place != nil)
        #expect(lines[3].dropFirst(place ?? 0).hasPrefix("python"))
    }

    @Test("Names that would act on a terminal or mislead a reader are escaped")
    func hostile() {
        let line = Self.lines(160, Self.signal(host: "a\u{1B}[2Jb", process: "x\u{202E}y\n"))[1]
        #expect(line.contains(#"a\u{1B}[2Jb"#) && line.contains(#"x\u{202E}y\u{A}"#))
    }

    @Test("What a signal does not say is left blank, also in a document that is none")
    func missing() {
        for document in [["beaconing": 3], "text", ["host": "h", "beaconing": ["window": ["end": 5]]]] as [JSONValue] {
            let line = SignalLine(of: ReportSamples.template(), width: 160).text(of: StoredSignal(document: document))
            #expect(!line.hasSuffix(" ") && line.count < 160)
        }
        #expect(Self.lines(160, Self.signal(jitter: .null))[1].contains("15.1m          203.0.113.9"))
    }

    @Test("From 190 columns on a line ends with the id by which a signal is marked, whole")
    func id() {
        var signal = Self.signal()
        signal.id = String(repeating: "aB3-_", count: 8) + "xyz"
        #expect(Self.lines(190, signal)[1].hasSuffix("(+44)      \(signal.id ?? "")"))
        #expect(Self.lines(190, signal)[0].hasSuffix("  SIGNAL"))
        #expect(!Self.lines(189, signal)[1].contains("aB3"))
    }

    @Test("A signal that an allow-list allows says why it is harmless instead of the first reason")
    func allowed() {
        var own = Self.signal().document["beaconing"]?.members ?? []
        own += [.init("allowed", true), .init("allow", ["reason": "our own updater\u{7}"])]
        let document: JSONValue = ["host": ["name": "h"], "process": ["name": "p"], "beaconing": .object(own)]
        let line = SignalLine(of: ReportSamples.template(), width: 160).text(of: StoredSignal(document: document))
        #expect(line.hasSuffix(#"  allowed: our own updater\u{7}"#))
    }

    @Test("A period is said in the largest unit of which there are two")
    func periods() {
        for (seconds, text) in [
            (0.4, "0s"), (119.2, "119s"), (120.0, "2.0m"), (7_100, "118.3m"), (7_200, "2.0h"), (360_000, "100.0h"),
        ] {
            #expect(Self.lines(160, Self.signal(period: seconds))[1].contains(" \(text) "), "\(seconds)")
        }
    }
}
