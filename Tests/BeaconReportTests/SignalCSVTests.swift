import BeaconReport
import BeaconScore
import Testing

@testable import BeaconTransform

@Suite("Signals as CSV")
struct SignalCSVTests {
    private func row(_ host: String, _ process: String = "p") -> String {
        let signal = ReportSamples.beacon([ReportSamples.text(host), ReportSamples.text(process)], [.out])
        return String(ReportSamples.report(.csv, [signal]).split(separator: "\n")[1])
    }

    @Test("A header, then the ranked signals")
    func whole() {
        let sparse = Signal(
            Judgement(
                group: GroupKey([ReportSamples.text("b"), ReportSamples.text("p")]),
                verdict: .init(isBeaconing: false, interval: 4, nonEmptyBuckets: 3), documents: 9, newestMillis: 0),
            context: nil, template: ReportSamples.template(), window: ReportSamples.window)
        let beacon = ReportSamples.beacon(
            [ReportSamples.text("a"), ReportSamples.text("p")], [.interval, .out], to: ["192.0.2.1", "2001:db8::1"])
        #expect(
            ReportSamples.report(.csv, [sparse, beacon]) == """
                host.name,process.name,priority,regular,regularity,jitter,beaconing_score,is_beaconing,periodic,\
                low_count_variation,\
                low_source_bytes_variation,low_destination_bytes_variation,period_seconds,autocovariance,interval,\
                non_empty_buckets,documents,mean_source_bytes,std_dev_source_bytes,mean_destination_bytes,\
                std_dev_destination_bytes,newest_event,first_seen,destination_ips,why,reasons
                a,p,30,,,,2,true,true,false,true,false,300.0,0.98,355,72,72,1240.0,2.0,340.0,2.0,\
                2026-11-24T17:59:40.001Z,,192.0.2.1 2001:db8::1,periodic · same bytes out,\
                the strict metric alone finds it (+20) · it sends the same bytes each time (+5) · messages are small (+5)
                b,p,,,,,,false,,,,,,,4,3,9,,,,,1970-01-01T00:00:00.000Z,,,too little to judge,

                """)
    }

    @Test(
        "Commas, quotes and spaces at the ends are quoted",
        arguments: [
            ("a,b", #""a,b","#), (#"say "hi""#, #""say ""hi""","#), (" a", #"" a","#), ("a b", "a b,"),
            ("a\nb", #"a\u{A}b,"#), ("a\r\nb", #"a\u{D}\u{A}b,"#),
            (#"C:\Windows\new"#, #"C:\Windows\new,"#),
        ])
    func quotes(name: String, cell: String) {
        #expect(row(name).hasPrefix(cell))
    }

    @Test(
        "What a spreadsheet would run as a formula is text",
        arguments: [
            ("=1+1", "'=1+1,"), ("+1", "'+1,"), ("-1", "'-1,"), ("@SUM(A1)", "'@SUM(A1),"), ("\t=1", #"\u{9}=1,"#),
            ("\r=1", #"\u{D}=1,"#), (#"=a,"b"#, #""'=a,""b","#), ("a;=1", #""a;'=1","#), (" =1", #"" '=1","#),
            ("\u{FF1D}1", "'\u{FF1D}1,"), ("a=1", "a=1,"), ("a-1", "a-1,"),
        ])
    func formulas(name: String, cell: String) {
        #expect(row(name).hasPrefix(cell))
    }

    @Test("A number of ours keeps its sign")
    func negative() {
        let signal = ReportSamples.beacon([.integer(-5), ReportSamples.text("p")], [.out], autocovariance: -0.25)
        let row = ReportSamples.report(.csv, [signal]).split(separator: "\n")[1]
        #expect(row.hasPrefix("-5,p,"))
        #expect(row.contains(",-0.25,"))
    }
}
