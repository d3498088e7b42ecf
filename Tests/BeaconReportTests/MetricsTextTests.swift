import BeaconReport
import BeaconTransform
import SearchCluster
import Testing

@Suite("Figures of a pass as Prometheus reads them")
struct MetricsTextTests {
    private func record(id: String = "t") -> RunRecord {
        var template = ReportSamples.template()
        template.id = id
        var record = RunRecord(
            template: template, slice: HostSlice(number: 1, of: 4),
            window: Window(nowSeconds: 1_795_478_400, parameters: template.metric.parameters), mode: "scheduled",
            version: "1", startedMillis: 1_795_478_520_250)
        record.traffic.requests = 12
        return record
    }

    @Test("Each figure has its help and its type before it, once, and a number after its labels")
    func form() throws {
        let lines = MetricsText(record(), lastEndSeconds: 1_795_474_800).text.split(separator: "\n")
        var known: Set<Substring> = []
        for line in lines where !line.hasPrefix("#") {
            let name = line.prefix { $0 != "{" }
            #expect(lines.contains { $0.hasPrefix("# HELP \(name) ") } && lines.contains("# TYPE \(name) gauge"))
            known.insert(name)
            let value = try #require(line.split(separator: " ").last)
            #expect(Double(value) != nil, "\(line)")
        }
        #expect(lines.count { $0.hasPrefix("# TYPE") } == known.count)
        #expect(lines.contains(#"beaconing_last_pass_requests{template="t",slice="1/4"} 12"#))
        #expect(
            lines.contains(
                #"beaconing_last_done_window_end_timestamp_seconds{template="t",slice="1/4"} 1795474800"#))
    }

    @Test("A pass that failed says so and has no counts; before the first that is done there is no end")
    func failed() {
        var record = record()
        record.exitCode = 69
        let text = MetricsText(record, lastEndSeconds: nil).text
        #expect(text.contains("beaconing_last_pass_success{template=\"t\",slice=\"1/4\"} 0\n"))
        #expect(text.contains("beaconing_last_pass_exit_code{template=\"t\",slice=\"1/4\"} 69\n"))
        #expect(!text.contains("last_pass_groups") && !text.contains("last_done"))
    }

    @Test("A template's id cannot break out of its label")
    func escaped() {
        let text = MetricsText(record(id: "a\"} 1\nb\\"), lastEndSeconds: nil).text
        #expect(text.contains(#"template="a\"} 1\nb\\""#))
    }
}
