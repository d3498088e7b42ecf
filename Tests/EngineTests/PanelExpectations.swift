import BeaconDashboards
import BeaconTransform
import Foundation
import SearchCluster
import TestSupport
import Testing

/// What each panel should show of an office's signals, worked out from the documents themselves.
struct PanelExpectations {
    typealias Cell = PanelRows.Cell

    /// A signal as far as panels look at it.
    struct Signal {
        var document: JSONValue
        var millis: Int64
        var host, process, template: String
        var score: Double
        /// Periodic, steady counts, steady bytes out, steady bytes in, regular with jitter.
        var tests: [Bool]
        /// Whether the strict tests say so.
        var isStrict: Bool
        var priority: Double
        var reasons: [String]
        var period, jitter: Double?
        var autocovariance, bytesOut, bytesIn: Double
        var destinations: [String]
    }

    let signals: [Signal]
    let events: [JSONValue]
    let product: DashboardProduct

    init(_ office: BeaconOffice, _ product: DashboardProduct) throws {
        self.product = product
        events = try BeaconOffice.events.map { try #require(JSONValue(parsing: $0)) }
        let shown = office.documents.filter {
            $0["beacon_stats"]?["is_beaconing"] == true || $0["beaconing"]?["regular"] == true
        }
        signals = try shown.map { document in
            let stats = try #require(document["beacon_stats"])
            let ours = try #require(document["beaconing"])
            let names = [
                "periodic", "low_count_variation", "low_source_bytes_variation", "low_destination_bytes_variation",
            ]
            func float(_ value: JSONValue?) -> Double? { value?.number.map { Double(Float($0)) } }
            return Signal(
                document: document, millis: try Self.millis(document),
                host: try #require(document["host"]?["name"]?.string),
                process: try #require(document["process"]?["name"]?.string),
                template: try #require(document["beaconing"]?["template"]?["id"]?.string),
                score: try #require(stats["beaconing_score"]?.number),
                tests: try names.map { try #require(stats[$0]) == true } + [ours["regular"] == true],
                isStrict: stats["is_beaconing"] == true, priority: try #require(ours["priority"]?.number),
                reasons: try #require(ours["reasons"]?.array).compactMap(\.string),
                period: float(ours["period_seconds"]), jitter: float(ours["jitter"]),
                autocovariance: try #require(float(stats["autocovariance"])),
                bytesOut: try #require(float(stats["mean_source_bytes"])),
                bytesIn: try #require(float(stats["mean_destination_bytes"])),
                destinations: try #require(document["destination_ips"]?.array).compactMap(\.string))
        }
    }

    private static func millis(_ document: JSONValue) throws -> Int64 {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        let date = try #require(document["@timestamp"]?.string.flatMap(formatter.date))
        return Int64((date.timeIntervalSince1970 * 1000).rounded())
    }

    /// The rows of a panel; `nil` for one that nobody expects.
    func rows(of panel: String, in dashboard: String) throws -> [[Cell]]? {
        switch "\(dashboard)/\(panel)" {
        case "beaconing-network/signals": [[count(signals)]]
        case "beaconing-network/hosts": [[distinct(signals, \.host)]]
        case "beaconing-network/processes": [[distinct(signals, \.process)]]
        case "beaconing-network/highest-score": [[highest(signals, \.score)]]
        case "beaconing-network/highest-priority": [[highest(signals, \.priority)]]
        case "beaconing-network/hosts-over-time":
            groups(signals, by: \.host, largest: { Set($0.map(\.process)).count }, 20).flatMap { host, inside in
                steps(inside, of: 1_800_000).map { [.text(host), $0, distinct($1, \.process)] }
            }
        case "beaconing-network/process-shares":
            groups(signals, by: \.process, largest: \.count, 20).map { [.text($0), count($1)] }
        case "beaconing-network/signal-table":
            groups(signals, by: \.host, largest: priority, 50).flatMap { host, inside in
                groups(inside, by: \.process, largest: priority, 20).map { process, inner in
                    [
                        .text(host), .text(process), highest(inner, \.priority), highest(inner, \.score), count(inner),
                        highest(inner.filter { $0.period != nil }, { $0.period ?? 0 }),
                        highest(inner.filter { $0.jitter != nil }, { $0.jitter ?? 0 }),
                        .number(Double(Set(inner.flatMap(\.destinations)).count)), last(inner),
                    ]
                }
            }
        case "beaconing-network/score-over-time":
            steps(signals, of: 1_800_000).map { [$0, highest($1, \.score), mean($1, \.score)] }
        case "beaconing-network/tests-over-time":
            Self.tests.enumerated().flatMap { test, name in
                steps(signals.filter { $0.tests[test] }, of: 1_800_000).map { [.text(name), $0, count($1)] }
            }
        case "beaconing-network/processes-and-hosts":
            groups(signals, by: \.process, largest: hosts, 100).map {
                [.text($0), distinct($1, \.host), count($1), highest($1, \.score)]
            }
        case "beaconing-network/destinations":
            destinations(largest: hosts).map {
                [.text($0), distinct($1, \.host), distinct($1, \.process), count($1), highest($1, \.score)]
            }
        case "beaconing-network/period-autocovariance": heat(Self.likeness) { $0.autocovariance }
        case "beaconing-network/period-jitter": heat(Self.jitters) { $0.jitter }
        case "beaconing-network/opinions-over-time":
            [("Both", [true, true]), ("Strict tests alone", [true, false]), ("Second opinion alone", [false, true])]
                .flatMap { name, opinions in
                    steps(signals.filter { [$0.isStrict, $0.tests[4]] == opinions }, of: 1_800_000)
                        .map { [.text(name), $0, count($1)] }
                }
        case "beaconing-network/bytes":
            groups(signals, by: \.process, largest: { mean($0.map(\.bytesOut)) }, 10).map {
                [.text($0), mean($1, \.bytesOut), mean($1, \.bytesIn)]
            }
        case "beaconing-drilldown/why": product == .kibana ? why : whyByTest
        case "beaconing-drilldown/reasons":
            Self.ordered(
                Set(signals.flatMap(\.reasons)).sorted().map { reason in
                    (reason, signals.filter { $0.reasons.contains(reason) })
                }, largest: \.count, 100
            ).map { [.text($0), highest($1, \.priority), count($1), distinct($1, \.host), last($1)] }
        case "beaconing-drilldown/destinations":
            destinations(largest: \.count).map { [.text($0), count($1), distinct($1, \.host), last($1)] }
        case "beaconing-drilldown/periods":
            groups(signals, by: \.template, largest: \.count, 20).map { template, inside in
                let periods = inside.compactMap(\.period)
                return [
                    .text(template), count(inside), periods.min().map { .number($0) } ?? .none,
                    periods.max().map { .number($0) } ?? .none, highest(inside, \.autocovariance),
                ]
            }
        case "beaconing-drilldown/signal-documents":
            newest(signals.map(\.document)) { document in
                let (stats, ours) = (document["beacon_stats"], document["beaconing"])
                return [
                    document["@timestamp"], document["host"]?["name"], document["process"]?["name"],
                    ours?["priority"], stats?["beaconing_score"], ours?["period_seconds"], ours?["jitter"],
                    ours?["regular"], stats?["autocovariance"], stats?["periodic"], stats?["low_count_variation"],
                    stats?["low_source_bytes_variation"],
                    stats?["low_destination_bytes_variation"], document["destination_ips"],
                ]
            }
        case "beaconing-drilldown/events":
            newest(events.filter { $0["event"]?["category"] == ["network"] }) { event in
                [
                    event["@timestamp"], event["host"]?["name"], event["process"]?["name"], event["destination"]?["ip"],
                    event["destination"]?["port"], event["source"]?["bytes"], event["destination"]?["bytes"],
                ]
            }
        case "beaconing-hosts-over-time/hosts-by-process":
            groups(signals, by: \.process, largest: hosts, 20).flatMap { process, inside in
                steps(inside, of: 86_400_000).map { [.text(process), $0, distinct($1, \.host)] }
            }
        case "beaconing-hosts-over-time/process-table":
            groups(signals, by: \.process, largest: hosts, 100).map {
                [.text($0), distinct($1, \.host), count($1), highest($1, \.score), first($1), last($1)]
            }
        default: nil
        }
    }

    private static let tests = [
        "Periodic", "Steady counts", "Steady bytes out", "Steady bytes in", "Regular with jitter",
    ]

    private var why: [[Cell]] {
        groups(signals, by: \.process, largest: score, 50).flatMap { process, inside in
            groups(inside, by: \.host, largest: score, 50).map { host, inner in
                let passed = (0..<5).map { test in count(inner.filter { $0.tests[test] }) }
                return [.text(process), .text(host), highest(inner, \.score), highest(inner, \.priority), count(inner)]
                    + passed
                    + [first(inner), last(inner)]
            }
        }
    }

    private var whyByTest: [[Cell]] {
        groups(signals, by: \.process, largest: score, 50).flatMap { process, inside in
            groups(inside, by: \.host, largest: score, 50).flatMap { host, inner in
                Self.tests.enumerated().map { test, name in
                    let passed = inner.filter { $0.tests[test] }
                    return [
                        .text(process), .text(host), .text(name), highest(passed, \.score), count(passed),
                        first(passed),
                        last(passed),
                    ]
                }
            }
        }
    }

    private typealias Bounds = (Double?, Double?, String)

    private static let periods: [Bounds] = [
        (0, 60, "under 1 min"), (60, 300, "1 to 5 min"), (300, 900, "5 to 15 min"), (900, 1800, "15 to 30 min"),
        (1800, 3600, "30 to 60 min"), (3600, 14400, "1 to 4 h"), (14400, nil, "4 h and more"),
    ]
    private static let likeness: [Bounds] = [
        (nil, 0.7, "under 0.7"), (0.7, 0.8, "0.7 to 0.8"), (0.8, 0.9, "0.8 to 0.9"), (0.9, 0.95, "0.9 to 0.95"),
        (0.95, nil, "0.95 and more"),
    ]
    private static let jitters: [Bounds] = [
        (nil, 0.05, "under 5 %"), (0.05, 0.15, "5 to 15 %"), (0.15, 0.3, "15 to 30 %"), (0.3, 0.5, "30 to 50 %"),
        (0.5, nil, "50 % and more"),
    ]

    private func heat(_ rows: [Bounds], _ figure: (Signal) -> Double?) -> [[Cell]] {
        func holds(_ value: Double?, _ range: Bounds) -> Bool {
            value.map { $0 >= range.0 ?? -.infinity && $0 < range.1 ?? .infinity } ?? false
        }
        func label(_ range: Bounds) -> Cell {
            product == .kibana ? .text(range.2) : .range(from: range.0, to: range.1)
        }
        return Self.periods.flatMap { period in
            rows.map { alike in
                let inside = signals.filter { holds($0.period, period) && holds(figure($0), alike) }
                return [label(period), label(alike), count(inside)]
            }
        }
    }

    private func destinations(largest: ([Signal]) -> Int) -> [(String, [Signal])] {
        let all = Set(signals.flatMap(\.destinations)).sorted()
        let groups = all.map { address in (address, signals.filter { $0.destinations.contains(address) }) }
        return Self.ordered(groups, largest: largest, 100)
    }

    private func newest(_ documents: [JSONValue], _ cells: (JSONValue) -> [JSONValue?]) -> [[Cell]] {
        let sorted = documents.sorted { ($0["@timestamp"]?.string ?? "") > ($1["@timestamp"]?.string ?? "") }
        return sorted.prefix(500).map { cells($0).map(Self.cell) }
    }

    private static func cell(_ value: JSONValue?) -> Cell {
        if let text = value?.string { return .text(text) }
        if let number = value?.number { return .number(number) }
        if let flag = value?.boolean { return .flag(flag) }
        return value?.array.map { .list($0.map(cell)) } ?? .none
    }

    private func groups(
        _ signals: [Signal], by key: KeyPath<Signal, String>, largest: ([Signal]) -> some Comparable, _ most: Int
    ) -> [(String, [Signal])] {
        let found = Dictionary(grouping: signals) { $0[keyPath: key] }
        return Self.ordered(found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, largest: largest, most)
    }

    /// The largest first; of equals the first by name, as the groups come.
    private static func ordered(
        _ groups: [(String, [Signal])], largest: ([Signal]) -> some Comparable, _ most: Int
    ) -> [(String, [Signal])] {
        let ranked = groups.enumerated().sorted { left, right in
            let (a, b) = (largest(left.element.1), largest(right.element.1))
            return a == b ? left.offset < right.offset : a > b
        }
        return ranked.prefix(most).map(\.element)
    }

    private func steps(_ signals: [Signal], of millis: Int64) -> [(Cell, [Signal])] {
        let found = Dictionary(grouping: signals) { $0.millis / millis * millis }
        return found.sorted { $0.key < $1.key }.map { (.date($0.key), $0.value) }
    }

    private func count(_ signals: [Signal]) -> Cell { .number(Double(signals.count)) }
    private func distinct(_ signals: [Signal], _ key: (Signal) -> String) -> Cell {
        .number(Double(Set(signals.map(key)).count))
    }
    private func highest(_ signals: [Signal], _ figure: (Signal) -> Double) -> Cell {
        signals.map(figure).max().map { .number($0) } ?? .none
    }
    private func mean(_ signals: [Signal], _ figure: (Signal) -> Double) -> Cell { .number(mean(signals.map(figure))) }
    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    private func first(_ signals: [Signal]) -> Cell { signals.map(\.millis).min().map { .date($0) } ?? .none }
    private func last(_ signals: [Signal]) -> Cell { signals.map(\.millis).max().map { .date($0) } ?? .none }
    private func score(_ signals: [Signal]) -> Double { signals.map(\.score).max() ?? 0 }
    private func priority(_ signals: [Signal]) -> Double { signals.map(\.priority).max() ?? 0 }
    private func hosts(_ signals: [Signal]) -> Int { Set(signals.map(\.host)).count }
}
