import BeaconScore
import TestSupport

/// Groups with random events, as documents for an engine and as the buckets that metric.md makes of them.
struct RandomGroups {
    /// The run's time.
    let nowSeconds: Int64
    /// The metric's parameters, for the window's shape.
    let parameters: MetricParameters
    /// One document an event.
    private(set) var documents: [[UInt8]] = []
    /// By group, the rows that the reference metric takes, straight from the definition.
    private(set) var rows: [String: [ReferenceMetric.Row]] = [:]
    /// By group, how many events lie in the window.
    private(set) var events: [String: Int64] = [:]

    private var random: SeededRandom

    init(count: Int, nowSeconds: Int64, parameters: MetricParameters, seed: UInt64) {
        self.nowSeconds = nowSeconds
        self.parameters = parameters
        random = SeededRandom(seed: seed)
        for number in 0..<count { addGroup(number) }
    }

    private mutating func addGroup(_ number: Int) {
        let host = "host-\(number % 97)"
        let process = "process-\(number)"
        let key = "\(host), \(process)"
        let width = Int64(parameters.timeBucketLength)
        let length = Int64(parameters.numberBucketsInRange) * width
        var buckets: [Int: ReferenceMetric.Row] = [:]
        for millis in times(length: length, width: width) {
            let source = bytes()
            let destination = bytes()
            documents.append(document(host, process, millis, source, destination))
            // Rounded down to whole seconds; the division truncates toward zero.
            let second = (Double(millis) / 1000).rounded(.down)
            let bucket = Int((nowSeconds - Int64(second)) / width)
            guard (0..<parameters.numberBucketsInRange).contains(bucket) else { continue }
            guard nowSeconds - Int64(second) > -width else { continue }
            var row = buckets[bucket] ?? (bucket, 0, 0, 0)
            row.count += 1
            row.source += source ?? 0
            row.destination += destination ?? 0
            buckets[bucket] = row
            events[key, default: 0] += 1
        }
        rows[key] = buckets.values.sorted { $0.bucket < $1.bucket }
    }

    /// Milliseconds of events, some a little outside the window at either end.
    private mutating func times(length: Int64, width: Int64) -> [Int64] {
        let end = nowSeconds * 1000
        let kind = Int.random(in: 0..<6, using: &random)
        let period = Int64.random(in: width * 1000...max(width * 1000 + 1, length * 1000 / 12), using: &random)
        let jitter = [0, 0.05, 0.2, 0.5][Int.random(in: 0..<4, using: &random)]
        var times: [Int64] = []
        switch kind {
        case 0, 1, 2:
            var at = end - Int64.random(in: 0...period, using: &random)
            while at > end - length * 1000, times.count < 400 {
                if !random.chance(0.03) { times.append(at) }
                at -= Int64(Double(period) * (1 - jitter * Double.random(in: 0...1, using: &random)))
            }
        case 3:
            for _ in 0..<Int.random(in: 1...150, using: &random) {
                times.append(end - Int64.random(in: 0..<length * 1000, using: &random))
            }
        case 4:
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let burst = end - Int64.random(in: 0..<length * 1000, using: &random)
                for _ in 0..<Int.random(in: 1...30, using: &random) {
                    times.append(burst - Int64.random(in: 0...width * 4000, using: &random))
                }
            }
        default:
            for bucket in 0..<Int64.random(in: 1...Int64(parameters.numberBucketsInRange), using: &random) {
                times.append(end - bucket * width * 1000 - Int64.random(in: 0..<1000, using: &random))
            }
        }
        if random.chance(0.2) { times.append(end + Int64.random(in: 1...width * 1000 + 2000, using: &random)) }
        if random.chance(0.2) { times.append(end - length * 1000 + Int64.random(in: -2000...2000, using: &random)) }
        return times
    }

    private mutating func bytes() -> Int64? {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: nil
        case 1: 0
        case 2...4: Int64.random(in: 0...3_000_000_000, using: &random)
        case 5...8: Int64.random(in: 480...520, using: &random)
        default: 500
        }
    }

    private func document(
        _ host: String, _ process: String, _ millis: Int64, _ source: Int64?, _ destination: Int64?
    ) -> [UInt8] {
        var text = #"{"@timestamp":\#(millis),"host":{"name":"\#(host)"},"process":{"name":"\#(process)"}"#
        text += #","source":{"ip":"10.1.2.3""# + (source.map { #","bytes":\#($0)"# } ?? "") + "}"
        text +=
            #","destination":{"ip":"52.1.2.\#(millis % 7)""# + (destination.map { #","bytes":\#($0)"# } ?? "") + "}}"
        return Array(text.utf8)
    }
}
