import BeaconReport
import BeaconScore
import SearchCluster

@testable import BeaconTransform

/// Hand-made templates, windows and signals.
enum ReportSamples {
    static let window = Window(nowSeconds: 1_795_543_200, parameters: MetricParameters())  // 2026-11-24 18:00:00

    static func template(
        groupBy: [String] = ["host.name", "process.name"], destinationField: String? = "destination.ip",
        destinationLimit: Int = 10
    ) -> TransformTemplate {
        var parameters = MetricParameters()
        parameters.numberDestinationIPs = destinationLimit
        return TransformTemplate(
            id: "beaconing", version: "1", description: "",
            source: .init(indices: ["logs-*"], query: ["match_all": .object([])]),
            groupBy: groupBy.map { .init(name: $0, field: $0) },
            metric: .init(
                name: "beacon_stats", timeField: "@timestamp", sourceBytesField: "source.bytes",
                destinationBytesField: "destination.bytes", destinationField: destinationField,
                sourceAddressField: "source.ip", parameters: parameters),
            largest: [], destination: .init(index: "ml_beaconing-1", aliases: [], documents: .signals),
            frequencySeconds: 3_600, sync: .init(field: "event.ingested", delaySeconds: 120), opinions: .both,
            mostSplitGroups: 400, lookbackSeconds: 0,
            retention: nil)
    }

    static func text(_ text: String) -> GroupValue { .text(Array(text.utf8)) }

    /// A beacon: the tests that passed, in words, and what the columns show of it.
    static func beacon(
        _ group: [GroupValue], _ passed: Set<Test>, period: Int = 5, autocovariance: Double = 0.98,
        bytes: (out: Double, in: Double) = (1_240, 340), documents: Int64 = 72,
        to destinations: [String] = ["185.199.1.2"]
    ) -> Signal {
        let score =
            (passed.contains(.interval) || passed.contains(.count) ? 1 : 0) + (passed.contains(.out) ? 1 : 0)
            + (passed.contains(.in) ? 1 : 0)
        let figures = Verdict.Figures(
            beaconingScore: score,
            sourceBytes: .init(
                isLow: passed.contains(.out), mean: bytes.out, variance: 4, lowPercentile: bytes.out,
                highPercentile: bytes.out),
            destinationBytes: .init(
                isLow: passed.contains(.in), mean: bytes.in, variance: 4, lowPercentile: bytes.in,
                highPercentile: bytes.in),
            counts: .init(isLow: passed.contains(.count), mean: 1, variance: 0, lowPercentile: 1, highPercentile: 1),
            periodic: passed.contains(.interval), autocovariance: autocovariance, maxAutocovariancePeriod: period)
        return Signal(
            Judgement(
                group: GroupKey(group),
                verdict: Verdict(
                    isBeaconing: !passed.isEmpty, interval: 355, nonEmptyBuckets: Int(documents), figures: figures),
                documents: documents, newestMillis: 1_795_543_180_001),
            context: passed.isEmpty
                ? nil
                : GroupContext(
                    largestMillis: [],
                    destinations: destinations.map { .init(value: text($0), documents: 9) },
                    sourceAddress: text("10.20.4.17")),
            template: template(), window: window)
    }

    enum Test: Hashable { case interval, out, `in`, count }

    /// What an office has: an implant in each of its habits, two updaters, a clock.
    static let office: [Signal] = [
        beacon(
            [text("dc-berlin-02"), text("ntpd")], [.interval, .out, .in, .count], period: 2, autocovariance: 1,
            bytes: (76, 76), documents: 360, to: ["194.25.134.196", "192.53.103.108", "131.188.3.220", "129.70.132.37"]),
        beacon(
            [text("WS-FIN-0231"), text("rundll32.exe")], [.interval, .out, .in], bytes: (1_240, 340),
            to: ["185.199.110.153"]),
        beacon(
            [text("WS-HR-0007"), text("MicrosoftEdgeUpdate.exe")], [.interval], period: 30, autocovariance: 0.74,
            bytes: (8_812, 122_400), documents: 14, to: ["204.79.197.219", "13.107.42.16"]),
        beacon(
            [text("build-agent-17.eu-central-1.example.net"), text("com.docker.backend")], [.out], autocovariance: 0.21,
            bytes: (640, 2_300_000), documents: 1_204, to: ["2a04:4e42:200::649", "34.237.11.8", "44.205.64.79"]),
        beacon(
            [text("LAPTOP-9K2P"), text("Adobe Genuine Software Service")], [.out, .in], autocovariance: 0.33,
            bytes: (517, 4_096), documents: 65, to: ["23.203.112.7"]),
    ].sorted { $0.judgement.group < $1.judgement.group }

    static func result(_ signals: [Signal], judged: Int = 62) -> WindowResult {
        var counts = GroupCounts()
        counts.judged = max(judged, signals.count)
        counts.tooFewEvents = 200
        counts.tooShortSpan = 50
        counts.seen = counts.judged + 250
        counts.documents = 1_203_441
        return WindowResult(window: window, signals: signals, counts: counts, warnings: [])
    }

    static func report(
        _ format: SignalFormat, _ signals: [Signal], template: TransformTemplate = template(), width: Int = 80,
        isColoured: Bool = false, judged: Int = 62
    ) -> String {
        var bytes: [UInt8] = []
        SignalReport(template, result(signals, judged: judged))
            .write(as: format, style: TableStyle(width: width, isColoured: isColoured)) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
