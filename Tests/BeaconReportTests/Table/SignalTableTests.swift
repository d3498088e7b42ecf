import BeaconReport
import BeaconScore
import BeaconTransform
import Testing

@Suite("The table of signals")
struct SignalTableTests {
    @Test("At 80 columns: priority, group, period, what is steady, where to")
    func at80() {
        #expect(
            ReportSamples.report(.table, ReportSamples.office, width: 80) == """
                5 beacons in the 6h up to 2026-11-24 18:00:00 UTC

                PRIO  HOST             PROCESS          PERIOD  STEADY        DESTINATIONS
                  45  WS-FIN-0231      rundll32.exe         5m  out in        185.199.110.153
                  40  dc-berlin-02     ntpd                 2m  out in count  194.25.134.196 +3
                  35  LAPTOP-9K2P      Adobe G…Service          out in        23.203.112.7
                  20  build-a…ple.net  com.doc…backend          out           2a04:4e…00::649 +2
                  15  WS-HR-0007       Microso…ate.exe     30m                204.79.197.219 +1

                PRIO     0 to 100, what to look at first; the reasons are in the documents
                         (--format ndjson)
                PERIOD   the mean time between events; maybe a multiple where JITTER is blank
                STEADY   what hardly varies: bytes out, bytes in, count of events
                All figures: beaconing preview --format ndjson

                """)
    }

    @Test("At 160 columns: the reasons as a sentence, regularity and bytes besides")
    func at160() {
        #expect(
            ReportSamples.report(.table, ReportSamples.office, width: 160) == """
                5 beacons in the 6h up to 2026-11-24 18:00:00 UTC

                PRIO  SCORE  HOST                    PROCESS                 PERIOD  REGULAR  WHY                                                OUT      IN  DESTINATIONS
                  45  3      WS-FIN-0231             rundll32.exe                5m     0.98  periodic · same bytes both ways                 1.2 kB   340 B  185.199.110.153
                  40  3      dc-berlin-02            ntpd                        2m     1.00  periodic · same bytes both ways · steady count    76 B    76 B  194.25.134.196 +3
                  35  2      LAPTOP-9K2P             Adobe Genui…re Service                   same bytes both ways                             517 B  4.1 kB  23.203.112.7
                  20  1      build-agent…xample.net  com.docker.backend                       same bytes out                                   640 B  2.3 MB  2a04:4e…00::649 +2
                  15  1      WS-HR-0007              MicrosoftEd…Update.exe     30m     0.74  periodic                                        8.8 kB  122 kB  204.79.197.219 +1

                PRIO     0 to 100, what to look at first; the reasons are in the documents (--format ndjson)
                PERIOD   the mean time between events; maybe a multiple where JITTER is blank
                REGULAR  how alike the intervals are: 1 is clockwork, 0 is chance
                All figures: beaconing preview --format ndjson

                """)
    }

    @Test("Of a flow the group's own address is not said again as a destination")
    func flows() {
        let template = ReportSamples.template(groupBy: ["source.ip", "destination.ip", "destination.port"])
        let signal = ReportSamples.beacon(
            [ReportSamples.text("10.20.4.17"), ReportSamples.text("185.199.110.153"), .integer(8443)],
            [.interval, .out], period: 62)
        #expect(
            ReportSamples.report(.table, [signal], template: template, width: 80) == """
                1 beacon in the 6h up to 2026-11-24 18:00:00 UTC

                PRIO  SCORE  SOURCE      DESTINATION      PORT  PERIOD  REGULAR  STEADY  EVENTS
                  30  2      10.20.4.17  185.199.110.153  8443   1h 2m     0.98  out         72

                PRIO     0 to 100, what to look at first; the reasons are in the documents
                         (--format ndjson)
                PERIOD   the mean time between events; maybe a multiple where JITTER is blank
                REGULAR  how alike the intervals are: 1 is clockwork, 0 is chance
                STEADY   what hardly varies: bytes out, bytes in, count of events
                All figures: beaconing preview --format ndjson

                """)
    }

    @Test("What was judged and does not beacon follows the beacons, under its own line")
    func judged() {
        let quiet = ReportSamples.beacon(
            [ReportSamples.text("WS-HR-0008"), ReportSamples.text("outlook.exe")], [], autocovariance: 0.31)
        var sparse = ReportSamples.beacon([ReportSamples.text("WS-HR-0009"), ReportSamples.text("cmd.exe")], [])
        sparse.judgement.verdict.figures = nil
        let beacon = ReportSamples.beacon(
            [ReportSamples.text("WS-FIN-0231"), ReportSamples.text("rundll32.exe")], [.out])
        #expect(
            ReportSamples.report(.table, [sparse, quiet, beacon], width: 120).hasPrefix(
                """
                1 beacon in the 6h up to 2026-11-24 18:00:00 UTC

                PRIO  SCORE  HOST         PROCESS       WHY                     OUT     IN  EVENTS  FROM        DESTINATIONS
                  30  1      WS-FIN-0231  rundll32.exe  same bytes out       1.2 kB  340 B      72  10.20.4.17  185.199.1.2

                Judged, no beacon (2):
                   -  0      WS-HR-0008   outlook.exe   no test passed       1.2 kB  340 B      72
                   -  -      WS-HR-0009   cmd.exe       too little to judge                     72

                """))
    }

    @Test(
        "No beacon is said in one sentence, with how much was judged",
        arguments: [
            (0, 0, "no events matched"), (312, 0, "none of 312 groups had enough events to judge"),
            (312, 62, "none of 62 judged groups beacons"),
        ])
    func empty(seen: Int, judged: Int, why: String) {
        var result = ReportSamples.result([])
        result.counts.seen = seen
        result.counts.judged = judged
        var bytes: [UInt8] = []
        SignalReport(ReportSamples.template(), result)
            .write(as: .table, style: TableStyle(width: 200, isColoured: true)) { bytes += $0 }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "No beaconing found in the 6h up to 2026-11-24 18:00:00 UTC: \(why).\n")
    }

    @Test(
        "Higher priority first, then higher scores, then higher autocovariance, then the key; no number at all comes last"
    )
    func ranking() {
        let signals = [
            ReportSamples.beacon([ReportSamples.text("a"), ReportSamples.text("x")], [.out], autocovariance: .nan),
            ReportSamples.beacon([ReportSamples.text("b"), ReportSamples.text("x")], [.out], autocovariance: 0.2),
            ReportSamples.beacon([ReportSamples.text("c"), ReportSamples.text("x")], [.out], autocovariance: 0.9),
            ReportSamples.beacon([ReportSamples.text("d"), ReportSamples.text("x")], [.out], autocovariance: 0.9),
            ReportSamples.beacon(
                [ReportSamples.text("e"), ReportSamples.text("x")], [.out, .in], autocovariance: 0.1),
        ]
        let lines = ReportSamples.report(.table, signals).split(separator: "\n").dropFirst(2)
        #expect(lines.prefix(5).map { $0.split(separator: " ")[2] } == ["e", "c", "d", "b", "a"])
    }

    @Test("Colour is put on priority and reasons alone, and only where asked")
    func colour() {
        let plain = ReportSamples.report(.table, ReportSamples.office, width: 160)
        let coloured = ReportSamples.report(.table, ReportSamples.office, width: 160, isColoured: true)
        #expect(!plain.utf8.contains(0x1B))
        #expect(coloured.contains("\u{1B}[36m45\u{1B}[0m"))
        #expect(coloured.contains("\u{1B}[2msame bytes out\u{1B}[0m") || coloured.contains("\u{1B}[2mout\u{1B}[0m"))
        #expect(coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain)
    }

    @Test("The list of destinations says that it may not be all")
    func cutOff() {
        let signal = ReportSamples.beacon(
            [ReportSamples.text("h"), ReportSamples.text("p")], [.out], to: ["192.0.2.1", "192.0.2.2", "192.0.2.3"])
        let cut = ReportSamples.template(destinationLimit: 3)
        for (width, shown) in [(110, "192.0.2.1, 192.0.2.2 +1…\n"), (200, "192.0.2.1, 192.0.2.2, 192.0.2.3 …\n")] {
            #expect(ReportSamples.report(.table, [signal], template: cut, width: width).contains(shown))
        }
        #expect(ReportSamples.report(.table, [signal], width: 200).contains("192.0.2.1, 192.0.2.2, 192.0.2.3\n"))
    }

    @Test("A group of more fields than fit side by side is one column")
    func manyFields() {
        let fields = (1...9).map { "field\($0)" }
        let template = ReportSamples.template(groupBy: fields)
        let signal = ReportSamples.beacon(fields.map { ReportSamples.text("value-of-\($0)") }, [.out])
        let lines = ReportSamples.report(.table, [signal], template: template, width: 60).split(separator: "\n")
        #expect(lines[1].hasPrefix("PRIO  FIELD1, FIELD2, "))
        #expect(lines[2].hasPrefix("  25  value-of-field1, "))
        #expect(lines.allSatisfy { $0.count <= 60 })
    }

    @Test("A group that beacons without a repeat shows no figure for one")
    func constantCount() {
        let signals = [
            ReportSamples.beacon(
                [ReportSamples.text("a"), ReportSamples.text("x")], [.count, .out], autocovariance: 0),
            ReportSamples.beacon([ReportSamples.text("b"), ReportSamples.text("x")], [.interval], autocovariance: 0.9),
        ]
        let table = ReportSamples.report(.table, signals, width: 160)
        #expect(table.contains("  0.90  ") && !table.contains("0.00"))
        // Scripts keep the figure.
        #expect(ReportSamples.report(.csv, signals).contains(",0.0,"))
    }

    @Test("Fields that would have one heading keep their whole names")
    func headings() {
        let template = ReportSamples.template(groupBy: ["source.port", "destination.port"])
        let signal = ReportSamples.beacon([.integer(1), .integer(2)], [.out])
        #expect(
            ReportSamples.report(.table, [signal], template: template).contains(
                "SCORE  SOURCE.PORT  DESTINATION.PORT  "))
    }
}
