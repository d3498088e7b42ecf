internal import SearchCluster

extension Examination {
    /// Looks at the events of the window.
    mutating func lookAtEvents(_ plan: FieldPlan) async throws(ClusterError) {
        let census = try await EventCensus(plan: plan, window: window, client: client)
        guard census.matching > 0 else {
            try await explainNothing(plan)
            return
        }
        lookAtAge(census)
        lookAtGroups(census)
        lookAtBytes(census, plan)
        try await lookAtSize(plan)
    }

    /// Why no event of the window matches.
    private mutating func explainNothing(_ plan: FieldPlan) async throws(ClusterError) {
        let query = try await QueryCensus(plan: plan, window: window, client: client)
        guard query.events > 0 else {
            try await explainEmptyWindow(plan)
            return
        }
        let all = "\(CountText(query.events, "event")) of the window"
        guard let culprit = query.culprit else {
            add(
                .events, .fault, "\(all): none matches the query of template \(SafeText(template.id))",
                cure: Self.otherTemplate, trouble: .data)
            return
        }
        var sentence = "none of \(all) matches the query: "
        if culprit.before < query.events {
            sentence += "\(CountText(culprit.before)) of them meet its first conditions, and "
        }
        sentence += "none meets \"\(culprit.words)\""
        if let field = culprit.field {
            let values = culprit.values.map { "\(SafeText($0.value)) (\(CountText($0.events)))" }
            sentence +=
                values.isEmpty
                ? "; they have no \(SafeText(field))"
                : "; what they have as \(SafeText(field)): " + values.joined(separator: ", ")
        }
        add(.events, .fault, sentence, cure: Self.otherTemplate, trouble: .data)
    }

    private static let otherTemplate =
        "choose a template that fits the data (beaconing templates list), or write one that extends it"

    /// When there are events, where the window has none.
    private mutating func explainEmptyWindow(_ plan: FieldPlan) async throws(ClusterError) {
        let field = JSONValue.string(plan.time.name)
        let body: JSONValue = [
            "size": 0, "track_total_hits": true,
            "aggs": ["first": ["min": ["field": field]], "last": ["max": ["field": field]]],
        ]
        let answer = try await client.search(body, on: plan.indices.joined(separator: ","))
        let pattern = SafeText(plan.indices.joined(separator: ","))
        guard let last = answer["aggregations"]?["last"]?["value"]?.number,
            let first = answer["aggregations"]?["first"]?["value"]?.number
        else {
            add(
                .events, .fault, "there is no event at all in \(pattern)",
                cure: "see whether events arrive, or name the right index with --index", trouble: .data)
            return
        }
        let newest = Timestamp(millis: Int64(saturating: last))
        let oldest = Timestamp(millis: Int64(saturating: first))
        let start = Timestamp(seconds: window.firstSecond).plainText
        add(
            .events, .fault,
            "no event is in the window from \(start) to \(Timestamp(seconds: window.nowSeconds).plainText) UTC: those of "
                + "\(pattern) are from \(oldest.plainText) to \(newest.plainText) UTC",
            cure: newest.seconds < window.nowSeconds
                ? "see why nothing newer arrives, or judge a window of the past with --now \(Timestamp(seconds: newest.seconds + 1).description)"
                : "see whether \(SafeText(plan.time.name)) is in UTC where the events come from",
            trouble: .data)
    }

    /// How old the newest event is.
    private mutating func lookAtAge(_ census: EventCensus) {
        let count =
            "\(CountText(census.matching, "event")) of the window \(census.matching == 1 ? "matches" : "match") the query"
        guard let newest = census.newestMillis else {
            add(.events, .good, count)
            return
        }
        let age = window.nowSeconds - newest / 1000
        guard age > Int64(max(600, 3 * window.bucketSeconds)) else {
            add(.events, .good, "\(count), the newest at \(Timestamp(millis: newest).plainText) UTC")
            return
        }
        add(
            .events, .warning,
            "\(count), but the newest is from \(DurationText(seconds: age)) before the window's end: later ones are missing "
                + "or come late",
            cure:
                "see whether events still arrive; where they are always late, raise sync.time.delay in a template of your own"
        )
    }

    /// Whether events can be put into groups, each into one.
    private mutating func lookAtGroups(_ census: EventCensus) {
        for presence in census.groupFields {
            let field = SafeText(presence.field)
            let lacking = census.matching - presence.events
            if presence.events == 0 {
                add(
                    .fields, .fault, "no event that matches has the field \(field), so that there are no groups",
                    cure: Self.otherTemplate, trouble: .data)
            } else if lacking > 0 {
                add(
                    .fields, .warning,
                    "\(CountText(lacking)) of \(CountText(census.matching, "event")) have no \(field) and belong to no group"
                )
            }
            if presence.values > presence.events {
                add(
                    .hosts, .warning,
                    "\(field) has several values in some events (\(CountText(presence.values)) in \(CountText(presence.events, "event"))): "
                        + "such an event counts in a group of each",
                    cure: "group by a field with one value, such as host.id, in a template of your own")
            }
        }
        if !findings.contains(where: { $0.part == .hosts }) {
            let names = census.groupFields.map { SafeText($0.field).description }.joined(separator: " and ")
            add(.hosts, .good, "no event has several values of \(names)")
        }
    }

    /// Whether bytes are counted.
    private mutating func lookAtBytes(_ census: EventCensus, _ plan: FieldPlan) {
        // A field that no index has was told of with the fields; what follows from it is the same.
        let named = [template.metric.sourceBytesField, template.metric.destinationBytesField].compactMap(\.self)
        let found = census.bytesFields.filter { $0.events > 0 }
        guard !named.isEmpty, found.count == named.count else {
            let sentence =
                found.isEmpty
                ? "no event has byte counts, so that no signal can reach more than score 1 of 3"
                : "byte counts of one direction are missing, so that no signal can reach score 3"
            let names = named.map { SafeText($0).description }.joined(separator: ", ")
            add(
                .bytes, .warning, sentence,
                cure: names.isEmpty
                    ? "name the fields in a template of your own"
                    : "collect \(names), or choose a template whose events carry them (beaconing templates list)",
                trouble: .data)
            return
        }
        if let fewest = found.min(by: { $0.events < $1.events }), fewest.events < census.matching {
            // Connections that never came about have none, and there are some everywhere.
            add(
                .bytes, fewest.events < census.matching / 2 ? .warning : .good,
                "\(CountText(census.matching - fewest.events)) of \(CountText(census.matching, "event")) have no \(SafeText(fewest.field)) and count as 0 bytes"
            )
        } else {
            add(.bytes, .good, "every event has byte counts in both directions")
        }
    }

    /// How large a pass is.
    private mutating func lookAtSize(_ plan: FieldPlan) async throws(ClusterError) {
        let size = try await JobSize(plan: plan, template: template, window: window, client: client)
        let parts = size.elapsed.components
        let seconds = max(1, parts.seconds + (parts.attoseconds > 0 ? 1 : 0))
        let atLeast = size.isWhole ? "" : "more than "
        add(
            .size, .good,
            "\(atLeast)\(CountText(size.groups, "group")), \(CountText(size.candidates)) with enough events to be judged, in at most "
                + "\(CountText(size.buckets, "bucket")); about \(CountText(size.requests(), "request")) a pass, of which the first "
                + "\(CountText(size.pages)) took under \(DurationText(seconds: seconds))")
    }
}
