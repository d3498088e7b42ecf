internal import BeaconScore
internal import SearchCluster

extension SignalDocument {
    /// One field of a document, by where its value comes from.
    enum Field: Sendable {
        /// A value of the group, by its position.
        case group(Int)
        /// The newest event.
        case newest
        /// The largest date of a field, by its position among the template's; the newest event stands in where asked.
        case largest(Int, orNewest: Bool)
        case destinations
        case sourceAddress
        case isBeaconing
        case interval
        case nonEmptyBuckets
        /// A figure of the metric, present when the group could be judged.
        case figure(@Sendable (Verdict.Figures) -> JSONValue)
        case templateID
        case templateVersion
        case templateHash
        case runID
        case windowStart
        case windowEnd
        /// The second opinion's period, or the strict metric's where it has none.
        case periodSeconds
        /// A figure of the second opinion.
        case opinion(@Sendable (Regularity) -> JSONValue?)
        case priority
        case reasons
        /// The destination that a signal is about.
        case mainDestination(@Sendable (GroupContext, Judgement) -> JSONValue?)
        case documents
        /// How many hosts the window has, and how many share the rest of the group.
        case hosts
        case hostsSharing
        case firstSeen
        case lookbackStart
        /// What the allow-list says, of a signal that it allows.
        case allowed(@Sendable (AllowEntry) -> JSONValue?)
        /// What is known of each destination beyond its address.
        case destinationDetails
    }

    /// The fields of a template's documents, in order.
    static func shape(of template: TransformTemplate) -> DocumentShape {
        var shape = DocumentShape()
        for (position, group) in template.groupBy.enumerated() { shape.add(group.name, .group(position)) }
        let newest = "@timestamp"
        let newestPosition = template.largest.firstIndex { $0.name == newest }
        shape.add(newest, newestPosition.map { .largest($0, orNewest: true) } ?? .newest)
        for (position, largest) in template.largest.enumerated() where position != newestPosition {
            shape.add(largest.name, .largest(position, orNewest: false))
        }
        let hasDestinations = template.metric.destinationField != nil
        if hasDestinations { shape.add("destination_ips", .destinations) }
        shape.add("source.ip", .sourceAddress)
        for (name, field) in figures { shape.add(template.metric.name + "." + name, field) }
        if hasDestinations { shape.add(template.metric.name + ".destination_ips", .destinations) }
        for (name, field) in ours { shape.add("beaconing." + name, field) }
        return shape
    }

    /// The published figures, in their published order.
    private static let figures: [(String, Field)] = [
        ("is_beaconing", .isBeaconing),
        ("beaconing_score", .figure { .integer(Int64($0.beaconingScore)) }),
        ("low_source_bytes_variation", .figure { .boolean($0.sourceBytes.isLow) }),
        ("low_destination_bytes_variation", .figure { .boolean($0.destinationBytes.isLow) }),
        ("low_count_variation", .figure { .boolean($0.counts.isLow) }),
        ("periodic", .figure { .boolean($0.periodic) }),
        ("interval", .interval),
        ("non_empty_buckets", .nonEmptyBuckets),
        ("mean_source_bytes", .figure { .number($0.sourceBytes.mean) }),
        ("std_dev_source_bytes", .figure { .number($0.sourceBytes.standardDeviation) }),
        ("source_bytes_percentiles", .figure { percentiles($0.sourceBytes) }),
        ("mean_destination_bytes", .figure { .number($0.destinationBytes.mean) }),
        ("std_dev_destination_bytes", .figure { .number($0.destinationBytes.standardDeviation) }),
        ("destination_bytes_percentiles", .figure { percentiles($0.destinationBytes) }),
        ("mean_counts", .figure { .number($0.counts.mean) }),
        ("variance_counts", .figure { .number($0.counts.variance) }),
        ("counts_percentiles", .figure { percentiles($0.counts) }),
        ("autocovariance", .figure { .number($0.autocovariance) }),
        ("max_autocovariance_period", .figure { .integer(Int64($0.maxAutocovariancePeriod)) }),
    ]

    /// What goes beyond the published fields.
    private static let ours: [(String, Field)] = [
        ("template.id", .templateID),
        ("template.version", .templateVersion),
        ("template.hash", .templateHash),
        ("run.id", .runID),
        ("window.start", .windowStart),
        ("window.end", .windowEnd),
        ("regular", .opinion { .boolean($0.isRegular) }),
        ("regularity", .opinion { .number(rounded($0.regularity)) }),
        ("period_seconds", .periodSeconds),
        ("jitter", .opinion { $0.isRegular ? .number(rounded($0.jitter)) : nil }),
        ("jitter_law", .opinion { opinion in opinion.isRegular ? opinion.law.map { .string($0.rawValue) } : nil }),
        ("priority", .priority),
        ("reasons", .reasons),
        ("destination.ip", .mainDestination { context, _ in context.main.map { .string($0.value.description) } }),
        ("destination.port", .mainDestination { context, _ in context.port.map { .integer($0) } }),
        (
            "destination.share",
            .mainDestination { context, judgement in
                context.main.map { .number(rounded(Double($0.documents) / Double(max(1, judgement.documents)))) }
            }
        ),
        ("destination.hosts", .mainDestination { context, _ in context.main.map { .integer(Int64($0.hosts)) } }),
        ("destination.split", .mainDestination { context, _ in .boolean(context.isSplit) }),
        (
            "destination.regular",
            .mainDestination { _, judgement in judgement.split.map { .integer(Int64($0.regularCount)) } }
        ),
        ("documents", .documents),
        ("hosts.total", .hosts),
        ("hosts.sharing", .hostsSharing),
        ("first_seen", .firstSeen),
        ("lookback.start", .lookbackStart),
        ("destinations", .destinationDetails),
        ("allowed", .allowed { _ in true }),
        ("allow.reason", .allowed { .string($0.reason) }),
        ("allow.author", .allowed { .string($0.author) }),
        (
            "allow.expires",
            .allowed { $0.expiresSeconds.map { .string(Timestamp(seconds: $0).description) } }
        ),
    ]

    /// Four digits say all there is to say.
    static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

    private static func percentiles(_ spread: Verdict.Spread) -> JSONValue {
        .array([.number(spread.lowPercentile), .number(spread.highPercentile)])
    }
}
