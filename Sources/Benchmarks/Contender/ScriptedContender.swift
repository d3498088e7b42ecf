import BeaconScore
import BeaconTransform
import HTTPTransport
import SearchCluster

/// The metric as a scripted metric on the server, under a composite aggregation: how a transform computes it.
struct ScriptedContender: Sendable {
    let place: BenchWindow
    /// Groups in a page; what transforms ask for.
    static let pageSize: Int64 = 500

    func verdicts() async throws -> Verdicts {
        var verdicts: Verdicts = [:]
        var after: JSONValue?
        while true {
            let answer = try await place.search([place.index, "_search"], body(after))
            guard let page = answer["aggregations"]?["p"], let buckets = page["buckets"]?.array else {
                throw BenchFailure("the answer holds no aggregation")
            }
            for bucket in buckets {
                guard let host = bucket["key"]?["h"]?.string, let process = bucket["key"]?["p"]?.string,
                    let verdict = Verdict(bucket["b"]?["value"])
                else { throw BenchFailure("a bucket holds no verdict") }
                verdicts["\(host) \(process)"] = verdict
            }
            after = page["after_key"]
            if after == nil || buckets.count < Self.pageSize { return verdicts }
        }
    }

    /// What a document of the published feature needs: the metric and the largest dates.
    private func aggregations(_ metric: JSONValue) -> [JSONValue.Member] {
        [
            .init("b", ["scripted_metric": metric]), .init("t", ["max": ["field": "@timestamp"]]),
            .init("i", ["max": ["field": "event.ingested"]]),
        ]
    }

    private func body(_ after: JSONValue?) -> JSONValue {
        let template = place.template
        var composite: [JSONValue.Member] = [
            .init("size", .integer(Self.pageSize)),
            .init("sources", [["h": ["terms": ["field": "host.name"]]], ["p": ["terms": ["field": "process.name"]]]]),
        ]
        if let after { composite.append(.init("after", after)) }
        let parameters = template.metric.parameters
        let given: JSONValue = [
            "now": .integer(place.window.nowSeconds), "w": .integer(Int64(parameters.timeBucketLength)),
            "n": .integer(Int64(parameters.numberBucketsInRange)), "P": .integer(Int64(parameters.minNumberPeriods)),
            "lo": .number(parameters.truncateAt.low), "hi": .number(parameters.truncateAt.high),
            "cov": .number(parameters.maxBeaconingBytesCOV), "rv": .number(parameters.maxBeaconingCountRV),
            "acv": .number(parameters.minBeaconingCountAutocovariance), "jitter": .number(parameters.maxJitter),
            "filled": .number(parameters.minNotEmpty), "ips": .integer(Int64(parameters.numberDestinationIPs)),
        ]
        let metric: JSONValue = [
            "params": given, "init_script": .string(MetricScript.initialize), "map_script": .string(MetricScript.map),
            "combine_script": .string(MetricScript.combine), "reduce_script": .string(MetricScript.reduce),
        ]
        return [
            "size": 0, "track_total_hits": false, "query": place.query,
            "aggs": ["p": ["composite": .object(composite), "aggs": .object(aggregations(metric))]],
        ]
    }
}

extension Verdict {
    /// Reads what the script returns.
    fileprivate init?(_ answer: JSONValue?) {
        guard let answer, let isBeaconing = answer["is"]?.boolean, let interval = answer["interval"]?.integer,
            let filled = answer["filled"]?.integer
        else { return nil }
        self.init(isBeaconing: isBeaconing, interval: Int(interval), nonEmptyBuckets: Int(filled))
        guard let score = answer["score"]?.integer, let periodic = answer["periodic"]?.boolean,
            let autocovariance = answer["acv"]?.number, let period = answer["period"]?.integer,
            let source = Verdict.Spread(answer["x"]?.array), let destination = Verdict.Spread(answer["y"]?.array),
            let counts = Verdict.Spread(answer["c"]?.array)
        else { return }
        figures = Figures(
            beaconingScore: Int(score), sourceBytes: source, destinationBytes: destination, counts: counts,
            periodic: periodic, autocovariance: autocovariance, maxAutocovariancePeriod: Int(period))
    }
}

extension Verdict.Spread {
    fileprivate init?(_ numbers: [JSONValue]?) {
        guard let numbers = numbers?.compactMap(\.number), numbers.count == 5 else { return nil }
        self.init(
            isLow: numbers[0] == 1, mean: numbers[1], variance: numbers[2], lowPercentile: numbers[3],
            highPercentile: numbers[4])
    }
}
