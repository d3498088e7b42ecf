import BeaconScore
import BeaconTransform
import HTTPTransport
import SearchCluster

/// One flat composite aggregation over group and minute, in large pages, judged on the client.
struct CompositeContender: Sendable {
    let place: BenchWindow
    static let pageSize = 60_000

    func verdicts() async throws -> Verdicts {
        let product = try await place.client.product()
        return try await place.client.withPointInTime(on: [place.index], of: product) { view in
            let clock = place.window.clock
            var pages = try CompositePages(
                of: CompositeSearch(
                    query: place.query,
                    sources: [
                        .terms(field: "host.name"), .terms(field: "process.name"),
                        .dateHistogram(
                            field: "@timestamp", intervalSeconds: place.window.bucketSeconds,
                            offsetSeconds: clock.histogramOffsetSeconds),
                    ], metrics: [.sum(field: "source.bytes"), .sum(field: "destination.bytes")]),
                on: [place.index], at: try view.get(), with: place.client, pageSize: Self.pageSize)
            var metric = BeaconingMetric(parameters: place.template.metric.parameters)
            var series = BucketSeries(bucketCount: place.window.bucketCount)
            var verdicts: Verdicts = [:]
            var group: [CompositeValue] = []
            func judge() {
                guard case .string(let host)? = group.first, case .string(let process)? = group.last else { return }
                let key = "\(String(decoding: host, as: UTF8.self)) \(String(decoding: process, as: UTF8.self))"
                verdicts[key] = metric.evaluate(series)
                series.removeAll()
            }
            repeat {
                try await pages.next { row in
                    if row.startsGroup, row.group != group {
                        judge()
                        group = row.group
                    }
                    guard let bucket = clock.bucket(ofHistogramStart: row.timeMillis / 1000) else { return }
                    series.add(
                        bucket: bucket, count: row.documents, sourceBytes: Int64(row.metric(0) ?? 0),
                        destinationBytes: Int64(row.metric(1) ?? 0))
                }
            } while !pages.isFinished
            judge()
            return verdicts
        }
    }
}
