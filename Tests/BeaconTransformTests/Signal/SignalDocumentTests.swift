import BeaconScore
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("Signal documents")
struct SignalDocumentTests {
    /// The document with the template's hash, which its own tests look at, shortened to `f00d`.
    private func text(_ signal: Signal, _ template: TransformTemplate = SignalSamples.template()) -> String {
        var writer = JSONWriter()
        SignalDocument(template: template, window: SignalSamples.window).append(signal, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self).replacing(template.hash, with: "f00d")
    }

    private let ours = """
        "beaconing":{"template":{"id":"beaconing","version":"1","hash":"f00d"},"run":{"id":"beaconing-20261124T180000Z"},\
        "window":{"start":"2026-11-24T12:00:01.000Z","end":"2026-11-24T18:00:00.000Z"},
        """

    private let stats = """
        {"is_beaconing":true,"beaconing_score":3,\
        "low_source_bytes_variation":true,"low_destination_bytes_variation":true,"low_count_variation":false,\
        "periodic":true,"interval":141,"non_empty_buckets":15,\
        "mean_source_bytes":80000.0,"std_dev_source_bytes":2.5,"source_bytes_percentiles":[79998.5,80002.0],\
        "mean_destination_bytes":1e-05,"std_dev_destination_bytes":100000000.0,\
        "destination_bytes_percentiles":[0.0,1e+16],\
        "mean_counts":0.0,"variance_counts":0.0,"counts_percentiles":[0.0,0.0],\
        "autocovariance":0.98125,"max_autocovariance_period":5
        """

    /// Why a signal comes where it comes.
    private let reasons = """
        "priority":40,"reasons":["the strict metric alone finds it (+25)","it sends the same bytes each time (+5)",\
        "it receives the same bytes each time (+5)","no more than two hosts have it (+15)",\
        "the process is a tool of the system that attackers use (+5)","many hosts talk to its destination (-15)"],\
        "destination":{"ip":"185.199.1.2","share":0.1667,"hosts":100,"split":false},
        """.replacing("\n", with: "")

    /// The same of a flow, which has no process.
    private let flowReasons = """
        "priority":35,"reasons":["the strict metric alone finds it (+25)","it sends the same bytes each time (+5)",\
        "it receives the same bytes each time (+5)","no more than two hosts have it (+15)",\
        "many hosts talk to its destination (-15)"],\
        "destination":{"ip":"185.199.1.2","share":0.1667,"hosts":100,"split":false},
        """.replacing("\n", with: "")

    /// What is known beyond the window.
    private let context = """
        "hosts":{"total":41,"sharing":2},"first_seen":"2026-11-24T11:00:00.250Z",\
        "lookback":{"start":"2026-11-24T11:00:01.000Z"},\
        "destinations":[{"ip":"185.199.1.2","documents":12,"hosts":100},\
        {"ip":"2001:db8::1","documents":3,"hosts":1,"first_seen":"2026-11-24T11:00:00.250Z"}]
        """

    @Test("A host and its process: every published field, then ours, in the documented order")
    func pair() {
        #expect(
            text(SignalSamples.signal()) == """
                {"host":{"name":"WS-1"},"process":{"name":"rundll32.exe"},\
                "@timestamp":"2026-11-24T17:59:50.123Z","event":{"ingested":"2026-11-24T17:59:55.456Z"},\
                "destination_ips":["185.199.1.2","2001:db8::1"],"source":{"ip":"10.0.0.7"},\
                "beacon_stats":\(stats),"destination_ips":["185.199.1.2","2001:db8::1"]},\
                \(ours)"period_seconds":300.0,\(reasons)"documents":72,\(context)}}
                """)
    }

    @Test("A flow: the group's source address is the document's, once")
    func flow() {
        let template = SignalSamples.template(groupBy: ["source.ip", "destination.ip", "destination.port"])
        let signal = SignalSamples.signal(
            group: [SignalSamples.address("10.9.9.9"), SignalSamples.address("8.8.4.4"), .integer(8443)])
        #expect(
            text(signal, template) == """
                {"source":{"ip":"10.9.9.9"},"destination":{"ip":"8.8.4.4","port":8443},\
                "@timestamp":"2026-11-24T17:59:50.123Z","event":{"ingested":"2026-11-24T17:59:55.456Z"},\
                "destination_ips":["185.199.1.2","2001:db8::1"],\
                "beacon_stats":\(stats),"destination_ips":["185.199.1.2","2001:db8::1"]},\
                \(ours)"period_seconds":300.0,\(flowReasons)"documents":72,\(context)}}
                """)
    }

    @Test("No bytes, no destinations, no period: what is not known is left out, what is zero is zero")
    func bare() {
        let template = SignalSamples.template(hasBytes: false, hasDestinations: false)
        let figures = Verdict.Figures(
            beaconingScore: 1, sourceBytes: .init(), destinationBytes: .init(),
            counts: .init(isLow: true, mean: 2, variance: 0.01, lowPercentile: 2, highPercentile: 2), periodic: false,
            autocovariance: -0.25, maxAutocovariancePeriod: 9)
        let signal = SignalSamples.signal(
            verdict: Verdict(isBeaconing: true, interval: 300, nonEmptyBuckets: 290, figures: figures),
            context: GroupContext(largestMillis: [nil, nil], destinations: [], sourceAddress: nil))
        #expect(
            text(signal, template) == """
                {"host":{"name":"WS-1"},"process":{"name":"rundll32.exe"},"@timestamp":"2026-11-24T17:59:40.001Z",\
                "beacon_stats":{"is_beaconing":true,"beaconing_score":1,\
                "low_source_bytes_variation":false,"low_destination_bytes_variation":false,"low_count_variation":true,\
                "periodic":false,"interval":300,"non_empty_buckets":290,\
                "mean_source_bytes":0.0,"std_dev_source_bytes":0.0,"source_bytes_percentiles":[0.0,0.0],\
                "mean_destination_bytes":0.0,"std_dev_destination_bytes":0.0,"destination_bytes_percentiles":[0.0,0.0],\
                "mean_counts":2.0,"variance_counts":0.01,"counts_percentiles":[2.0,2.0],\
                "autocovariance":-0.25,"max_autocovariance_period":9},\
                "beaconing":{"template":{"id":"beaconing","version":"1","hash":"f00d"},\
                "run":{"id":"beaconing-20261124T180000Z"},\
                "window":{"start":"2026-11-24T12:00:01.000Z","end":"2026-11-24T18:00:00.000Z"},"priority":35,\
                "reasons":["the strict metric alone finds it (+15)","no more than two hosts have it (+15)",\
                "the process is a tool of the system that attackers use (+5)"],"documents":72,\
                "hosts":{"total":41,"sharing":2},"lookback":{"start":"2026-11-24T11:00:01.000Z"}}}
                """)
    }

    @Test("A group with too little to judge says just that")
    func tooLittle() {
        let signal = SignalSamples.signal(
            verdict: Verdict(isBeaconing: false, interval: 4, nonEmptyBuckets: 3), context: nil)
        #expect(
            text(signal) == """
                {"host":{"name":"WS-1"},"process":{"name":"rundll32.exe"},"@timestamp":"2026-11-24T17:59:40.001Z",\
                "beacon_stats":{"is_beaconing":false,"interval":4,"non_empty_buckets":3},\(ours)"documents":72,"hosts":{"total":41,"sharing":2}}}
                """)
    }

    @Test("Signals without any destination have an empty list, so that a reader finds the field")
    func noDestinations() {
        let signal = SignalSamples.signal(
            context: GroupContext(largestMillis: [nil, nil], destinations: [], sourceAddress: nil))
        let document = SignalDocument(template: SignalSamples.template(), window: SignalSamples.window).json(of: signal)
        #expect(document["destination_ips"] == .array([]))
        #expect(document["beacon_stats"]?["destination_ips"] == .array([]))
        #expect(document["source"] == nil)
        #expect(document["event"] == nil)
    }

    @Test("Names keep their bytes, and what a terminal would act on is escaped")
    func hostile() {
        let composed = Array("caf\u{E9}".utf8)
        let decomposed = Array("cafe\u{301}".utf8)
        let signal = SignalSamples.signal(group: [
            .text(composed), .text(decomposed + Array("\u{1B}[2J\u{202E}\n\"".utf8)),
        ])
        let text = text(signal)
        #expect(text.utf8.starts(with: Array(#"{"host":{"name":""#.utf8) + composed))
        #expect(text.utf8.contains(sequence: decomposed + Array(#"\u001b[2J\u202e\n\"""#.utf8)))
        #expect(!text.utf8.contains(0x1B))
    }

    @Test("Integers, booleans and numbers of a group stay what they are")
    func kinds() {
        let template = SignalSamples.template(groupBy: ["a.i", "a.b", "a.n"])
        let signal = SignalSamples.signal(group: [.integer(-9_007_199_254_740_993), .boolean(true), .number(0.1)])
        #expect(text(signal, template).hasPrefix(#"{"a":{"i":-9007199254740993,"b":true,"n":0.1},"#))
    }

    @Test(
        "A figure that is not finite is null, never text that JSON does not know", arguments: [Double.nan, .infinity])
    func notFinite(value: Double) {
        var figures = SignalSamples.figures
        figures.autocovariance = value
        let signal = SignalSamples.signal(
            verdict: Verdict(isBeaconing: true, interval: 9, nonEmptyBuckets: 9, figures: figures))
        #expect(text(signal).contains(#""autocovariance":null,"#))
    }

    @Test(
        "Every number reads back as the number it was",
        arguments: [Double.leastNonzeroMagnitude, 1e-5, 1e16, 1e22, 0.1, 123_456.789, 9e18])
    func roundTrip(value: Double) throws {
        var figures = SignalSamples.figures
        figures.counts.variance = value
        let signal = SignalSamples.signal(
            verdict: Verdict(isBeaconing: true, interval: 9, nonEmptyBuckets: 9, figures: figures))
        let document = try #require(JSONValue(parsing: Array(text(signal).utf8)))
        #expect(document["beacon_stats"]?["variance_counts"]?.number == value)
    }

    @Test("The same signal gives the same bytes, and no object names a member twice")
    func stable() throws {
        for groupBy in [["host.name", "process.name"], ["source.ip"], ["destination_ips", "beacon_stats.periodic"]] {
            let template = SignalSamples.template(groupBy: groupBy)
            let signal = SignalSamples.signal(group: groupBy.map { _ in .text(Array("x".utf8)) })
            #expect(text(signal, template) == text(signal, template))
            let document = SignalDocument(template: template, window: SignalSamples.window).json(of: signal)
            expectUniqueMembers(document)
        }
    }

    private func expectUniqueMembers(_ value: JSONValue) {
        guard let members = value.members else { return }
        #expect(Set(members.map(\.name)).count == members.count)
        members.forEach { expectUniqueMembers($0.value) }
    }
}

extension Sequence<UInt8> {
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        let all = Array(self)
        guard all.count >= sequence.count else { return false }
        return (0...(all.count - sequence.count)).contains { all[$0...].starts(with: sequence) }
    }
}
