internal import BeaconScore
internal import SearchCluster

/// Asks the cluster for what the history needs: the totals of every hour, and the buckets of the hosts that are to be read.
struct HistoryPull: Sendable {
    let source: ClusterPairSource
    let window: Window
    let grid: HourGrid

    /// What the cluster says of one host in one hour.
    struct Row: Sendable {
        /// The hour's place in the window.
        var hour: Int
        var host: HostBatch.Host
    }

    /// The engines' own number of a document's last change.
    static let revision = "_seq_no"

    /// Whether the cluster tells when a document was replaced.
    func requireRevisions() async throws {
        let capabilities = try await source.client.fieldCapabilities(of: [Self.revision], in: source.plan.indices)
        guard case .success = capabilities.resolve(Self.revision) else {
            throw HistoryFault(
                .unusable, "the cluster does not tell which documents were replaced: no \(Self.revision)")
        }
    }

    /// Reads the totals of each hour of the window; those of an hour without documents are 0.
    func hourTotals() async throws -> [DocumentTotals] {
        let histogram = DateHistogram(
            query: source.plan.grouped(window.seconds), field: source.plan.time.name,
            intervalSeconds: Int(grid.hourSeconds), offsetSeconds: grid.offsetSeconds, metrics: totalMetrics)
        let places = metricPlaces
        var totals = grid.hours.map { _ in DocumentTotals() }
        for bucket in try await source.client.buckets(of: histogram, on: source.plan.indices, at: source.view) {
            let hour = try place(ofStart: bucket.startMillis)
            let metric = { (place: Int?) in place.flatMap { bucket.metrics[$0] } }
            totals[hour] = try self.totals(
                bucket.documents, source: metric(places.source), destination: metric(places.destination),
                revisions: metric(places.revisions), times: metric(places.times))
        }
        return totals
    }

    private var totalMetrics: [CompositeSearch.Metric] {
        source.plan.byteSums + [.sum(field: Self.revision), .count(field: source.plan.time.name)]
    }

    /// Where among ``totalMetrics`` each is.
    private var metricPlaces: (source: Int?, destination: Int?, revisions: Int, times: Int) {
        let (bytes, sums) = (source.plan.bytePositions, source.plan.byteSums.count)
        return (bytes.source, bytes.destination, sums, sums + 1)
    }

    /// Reads the totals of every host in some hours, page by page, hosts in order and within a host the hours.
    ///
    /// - Parameter hours: places of hours without a gap between them.
    func eachPage(of hours: Range<Int>, _ body: ([Row]) async throws -> Void) async throws {
        let plan = source.plan
        let seconds =
            grid.hours[hours.lowerBound].seconds.lowerBound..<grid.hours[hours.upperBound - 1].seconds.upperBound
        let search = CompositeSearch(
            query: plan.grouped(seconds),
            sources: [
                .terms(field: plan.groupBy[0].name),
                .dateHistogram(
                    field: plan.time.name, intervalSeconds: Int(grid.hourSeconds), offsetSeconds: grid.offsetSeconds),
            ], metrics: totalMetrics)
        var pages = try CompositePages(
            of: search, on: plan.indices, at: source.view, with: source.client, pageSize: source.tuning.bucketsPerPage)
        repeat {
            try Task.checkCancellation()
            var rows: [Row] = []
            var fault: HistoryFault?
            var host: [UInt8] = []
            try await pages.next { row in
                if row.startsGroup, let value = row.group.first {
                    host = []
                    GroupValue(value, kind: plan.groupBy[0].kind).append(to: &host)
                }
                do throws(HistoryFault) {
                    rows.append(try self.row(row, of: host))
                } catch {
                    fault = fault ?? error
                }
            }
            if let fault { throw fault }
            try await body(rows)
        } while !pages.isFinished
    }

    private func row(_ row: borrowing CompositeRow, of host: [UInt8]) throws(HistoryFault) -> Row {
        let places = metricPlaces
        let totals = try totals(
            row.documents, source: places.source.flatMap { row.metric($0) },
            destination: places.destination.flatMap { row.metric($0) }, revisions: row.metric(places.revisions),
            times: row.metric(places.times))
        return Row(hour: try place(ofStart: row.timeMillis), host: HostBatch.Host(key: host, totals: totals))
    }

    private func place(ofStart millis: Int64) throws(HistoryFault) -> Int {
        // Times are whole seconds: the key of a bucket of a histogram of whole seconds.
        guard let hour = grid.place(ofStart: millis / 1000) else {
            throw HistoryFault(.disagreeing, "the cluster's hours are not where they should be")
        }
        return hour
    }

    private func totals(
        _ documents: Int64, source: Double?, destination: Double?, revisions: Double?, times: Double?
    ) throws(HistoryFault) -> DocumentTotals {
        // A document with several times would be counted in two hours.
        guard documents > 0, times == Double(documents) else {
            throw HistoryFault(.disagreeing, "\(self.source.plan.time.name) has several values in a document")
        }
        func bits(_ sum: Double?) -> UInt64 { (sum ?? .nan).bitPattern }
        return DocumentTotals(
            documents: documents, sourceBytes: bits(source), destinationBytes: bits(destination),
            revisions: bits(revisions))
    }

    /// What reading a batch gives.
    struct Outcome: Sendable {
        var batch: HostBatch
        var records: [HostHour]
        var buckets = 0
        var pages = 0
    }

    /// Reads the buckets of a batch.
    ///
    /// - Throws: `.disagreeing` when they are not what the totals say.
    func outcome(of batch: HostBatch) async throws -> Outcome {
        let plan = source.plan
        let hour = grid.hours[batch.hour]
        var builder = HostHourBuilder(hour: hour, bucketSeconds: window.bucketSeconds, plan: plan, asked: batch.hosts)
        var filter = [plan.windowed(hour.seconds)]
        if !batch.isWholeHour {
            let names = batch.hosts.compactMap { host -> JSONValue? in
                var bytes = host.key[...]
                return GroupValue(takingFrom: &bytes)?.json
            }
            filter.append(["terms": [plan.groupBy[0].name: .array(names)]])
        }
        var pages = try CompositePages(
            of: plan.buckets(of: ["bool": ["filter": .array(filter)]], in: window),
            on: plan.indices, at: source.view, with: source.client, pageSize: source.tuning.bucketsPerPage)
        var outcome = Outcome(batch: batch, records: [])
        repeat {
            try Task.checkCancellation()
            outcome.buckets += try await pages.next { builder.take($0) }
            outcome.pages += 1
        } while !pages.isFinished
        builder.finish()
        if let fault = builder.fault { throw fault }
        outcome.records = builder.records
        return outcome
    }
}

extension FieldPlan {
    /// The buckets of all groups among some documents.
    func buckets(of query: JSONValue, in window: Window) -> CompositeSearch {
        CompositeSearch(
            query: query,
            sources: groupBy.map { .terms(field: $0.name) } + [
                .dateHistogram(
                    field: time.name, intervalSeconds: window.bucketSeconds,
                    offsetSeconds: window.clock.histogramOffsetSeconds)
            ], metrics: byteSums)
    }

    /// The sums of bytes that a bucket is asked for.
    var byteSums: [CompositeSearch.Metric] {
        [sourceBytes, destinationBytes].compactMap { $0.map { .sum(field: $0.name) } }
    }

    /// Where among ``byteSums`` the source's and the destination's are.
    var bytePositions: (source: Int?, destination: Int?) {
        (sourceBytes == nil ? nil : 0, destinationBytes == nil ? nil : (sourceBytes == nil ? 0 : 1))
    }
}
