internal import BeaconScore
internal import Foundation
internal import SearchCluster

extension TransformTemplate {
    /// The names of a template's first level.
    static let keys = [
        "extends", "id", "version", "description", "source", "pivot", "dest", "frequency", "sync", "opinions", "split",
        "lookback",
        "retention_policy", "window", "filters", "exclusions",
    ]
    /// What belongs to the file that says it, and is not merged with other files'.
    private static let ownKeys = ["extends", "id", "window", "filters", "exclusions"]

    /// Reads a template from its file and those that it extends; `nil` when there are problems.
    static func read(_ chain: TemplateChain, into reading: inout TemplateReading) -> TransformTemplate? {
        guard let last = chain.layers.last else { return nil }
        var merged: YAMLNode?
        var clauses = Clauses()
        for layer in chain.layers {
            let shared = (layer.root.entries ?? []).filter { !ownKeys.contains($0.key) }
            let body = YAMLNode(.mapping(shared), at: layer.root.place)
            let whole = merged.map { $0.overridden(by: body) } ?? body
            clauses.add(layer.root, into: &reading)
            checkWindow(layer.root["window"], of: whole, into: &reading)
            merged = whole
        }
        let id = readID(of: last, into: &reading)
        let found = reading.problems.count
        guard let merged, let body = reading.fields(merged, of: "the template", known: keys) else { return nil }
        let version = readVersion(body, into: &reading)
        let description = reading.text(body["description"], "description")
        let source = reading.required("source", in: body).flatMap { readSource($0, clauses, into: &reading) }
        let pivot = reading.required("pivot", in: body).flatMap { Pivot.read($0, into: &reading) }
        let dest = readDestination(body["dest"], version: version ?? "", into: &reading)
        let frequency = readFrequency(body["frequency"], window: pivot?.metric.parameters.windowSeconds, into: &reading)
        let sync = readSync(body["sync"], timeField: pivot?.metric.timeField ?? "@timestamp", into: &reading)
        let opinions = readOpinions(body["opinions"], into: &reading)
        let split = readSplit(body["split"], into: &reading)
        let lookback = readLookback(body["lookback"], window: pivot?.metric.parameters.windowSeconds, into: &reading)
        let retention = readRetention(body["retention_policy"], pivot, into: &reading)
        guard reading.problems.count == found, let id, let version, let source, let pivot, let dest, let frequency,
            let sync, let opinions, let split, let lookback
        else { return nil }
        return TransformTemplate(
            id: id, version: version,
            description: description?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "", source: source,
            groupBy: pivot.groupBy, metric: pivot.metric, largest: pivot.largest, destination: dest,
            frequencySeconds: frequency, sync: sync, opinions: opinions, mostSplitGroups: split,
            lookbackSeconds: lookback, retention: retention)
    }

    /// The `filters` and `exclusions` of all files, which add up.
    private struct Clauses {
        var filters: [JSONValue] = []
        var exclusions: [JSONValue] = []

        mutating func add(_ root: YAMLNode, into reading: inout TemplateReading) {
            if let node = root["filters"], !node.isNull {
                reading.checkClauses(node, "filters")
                filters += (node.elements ?? []).map(\.json)
            }
            if let node = root["exclusions"], !node.isNull {
                reading.checkClauses(node, "exclusions")
                exclusions += (node.elements ?? []).map(\.json)
            }
        }

        /// A query with these beside it.
        ///
        /// It is wrapped, not added to: a filter more would make its `should` optional.
        func joined(to query: JSONValue) -> JSONValue {
            if filters.isEmpty, exclusions.isEmpty { return query }
            var members = [JSONValue.Member("filter", .array([query] + filters))]
            if !exclusions.isEmpty { members.append(.init("must_not", .array(exclusions))) }
            return ["bool": .object(members)]
        }
    }

    /// A stated window is a promise about the file that states it, together with what it extends.
    private static func checkWindow(_ node: YAMLNode?, of merged: YAMLNode, into reading: inout TemplateReading) {
        guard let node, !node.isNull,
            let stated = reading.seconds(node, "window", in: 1...MetricParameters.mostWindowSeconds)
        else { return }
        // What is wrong with the parameters is told once, when they are read for good.
        var unheard = TemplateReading()
        guard let metric = merged["pivot"].flatMap({ Pivot.read($0, into: &unheard) })?.metric else { return }
        let (count, length) = (metric.parameters.numberBucketsInRange, metric.parameters.timeBucketLength)
        if stated != count * length {
            reading.report(
                "window \(TimeSpan(seconds: stated)) is not number_buckets_in_range \(count) × time_bucket_length "
                    + "\(length) s, which is \(TimeSpan(seconds: count * length)); change one of them, or leave window out",
                at: node.place)
        }
    }

    /// The id is never taken over from another file, or two templates would overwrite each other's signals.
    private static func readID(of layer: TemplateChain.Layer, into reading: inout TemplateReading) -> String? {
        let rule = "letters, digits, and - _ . between them, at most 64 characters"
        let node = layer.root["id"].flatMap { $0.isNull ? nil : $0 }
        let name = URL(fileURLWithPath: layer.file).deletingPathExtension().lastPathComponent
        guard let id = node == nil ? name : reading.text(node, "id") else { return nil }
        let isFit = id.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) } && id.utf8.count <= 64
        if isFit, let first = id.utf8.first, let last = id.utf8.last, isAlphanumeric(first), isAlphanumeric(last) {
            return id
        }
        if let node {
            reading.report("id must be \(rule), not \(node.inWords)", at: node.place)
        } else {
            reading.report("the file's name cannot be the template's id (\(rule)); state one with id", file: layer.file)
        }
        return nil
    }

    private static func readVersion(_ body: TemplateFields, into reading: inout TemplateReading) -> String? {
        guard let node = reading.required("version", in: body) else { return nil }
        // `version: 2` and `version: 1.10` are meant as written, not as numbers.
        guard let version = node.scalar?.text, let first = version.utf8.first, isAlphanumeric(first),
            version.utf8.count <= 64, version == version.lowercased(),
            version.utf8.allSatisfy({ isAlphanumeric($0) || "-_.".utf8.contains($0) })
        else {
            reading.report(
                "version must be lower-case letters, digits, and - _ . after the first, such as 1.0.0, not \(node.inWords)",
                at: node.place)
            return nil
        }
        return version
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func readSource(
        _ node: YAMLNode, _ clauses: Clauses, into reading: inout TemplateReading
    ) -> Source? {
        guard let fields = reading.fields(node, of: "source", known: ["index", "query"]) else { return nil }
        var indices: [String] = []
        if let index = reading.required("index", in: fields) {
            let listed = index.elements ?? [index]
            if listed.isEmpty { reading.report("index must name at least one index or pattern", at: index.place) }
            for element in listed {
                guard let name = reading.text(element, "index") else { continue }
                if let objection = IndexName.objection(toSource: name) {
                    reading.report("index \(objection), found \(element.inWords)", at: element.place)
                }
                indices.append(name)
            }
        }
        if let query = fields["query"] { reading.checkClause(query, "query") }
        return Source(indices: indices, query: clauses.joined(to: fields["query"]?.json ?? ["match_all": [:]]))
    }

    private static func readFrequency(
        _ node: YAMLNode?, window: Int?, into reading: inout TemplateReading
    ) -> Int? {
        guard let node else { return window.map { min($0, 3_600) } ?? 3_600 }
        guard let seconds = reading.seconds(node, "frequency", in: 1...30 * 86_400) else { return nil }
        if let window, seconds > window {
            reading.report(
                "frequency \(TimeSpan(seconds: seconds)) is longer than the window of \(TimeSpan(seconds: window)): "
                    + "events between two windows would never be judged", at: node.place)
        }
        return seconds
    }

    private static func readSync(
        _ node: YAMLNode?, timeField: String, into reading: inout TemplateReading
    ) -> Sync? {
        let standard = Sync(field: timeField, delaySeconds: 120)
        guard let node else { return standard }
        guard let outer = reading.fields(node, of: "sync", known: ["time"]),
            let time = reading.required("time", in: outer),
            let fields = reading.fields(time, of: "sync.time", known: ["field", "delay"])
        else { return nil }
        let field = reading.field(fields["field"], "sync.time.field")
        let delay = reading.seconds(fields["delay"], "sync.time.delay", in: 0...7 * 86_400)
        return Sync(field: field ?? standard.field, delaySeconds: delay ?? standard.delaySeconds)
    }

    private static func readOpinions(_ node: YAMLNode?, into reading: inout TemplateReading) -> Opinions? {
        guard let node else { return .both }
        guard let text = reading.text(node, "opinions") else { return nil }
        if let opinions = Opinions(rawValue: text) { return opinions }
        let known = Opinions.allCases.map(\.rawValue)
        reading.report(
            "opinions must be \(known.joined(separator: " or ")), not \(node.inWords)"
                + NearestName.hint(for: text, among: known), at: node.place)
        return nil
    }

    private static func readSplit(_ node: YAMLNode?, into reading: inout TemplateReading) -> Int? {
        guard let node else { return 100 }
        guard let fields = reading.fields(node, of: "split", known: ["most_groups"]),
            let most = reading.required("most_groups", in: fields)
        else { return nil }
        guard let number = most.json.integer, (0...100_000).contains(number) else {
            reading.report(
                "split.most_groups must be a whole number from 0 to 100000, not \(most.inWords)", at: most.place)
            return nil
        }
        return Int(number)
    }

    private static func readLookback(
        _ node: YAMLNode?, window: Int?, into reading: inout TemplateReading
    ) -> Int? {
        let week = 7 * 86_400
        guard let node else { return max(week, window ?? 0) }
        guard let seconds = reading.seconds(node, "lookback", in: 0...366 * 86_400) else { return nil }
        if let window, seconds > 0, seconds < window {
            reading.report(
                "lookback \(TimeSpan(seconds: seconds)) is shorter than the window of \(TimeSpan(seconds: window)); make it "
                    + "longer, or 0 not to look", at: node.place)
        }
        return seconds
    }

    private static func readRetention(
        _ node: YAMLNode?, _ pivot: Pivot?, into reading: inout TemplateReading
    ) -> Retention? {
        guard let node, let outer = reading.fields(node, of: "retention_policy", known: ["time"]),
            let time = reading.required("time", in: outer),
            let fields = reading.fields(time, of: "retention_policy.time", known: ["field", "max_age"]),
            let fieldNode = reading.required("field", in: fields), let ageNode = reading.required("max_age", in: fields)
        else { return nil }
        let field = reading.field(fieldNode, "retention_policy.time.field")
        let age = reading.seconds(ageNode, "retention_policy.time.max_age", in: 60...36_525 * 86_400)
        guard let field, let age else { return nil }
        if let pivot, !field.hasPrefix("beaconing."), !pivot.largest.contains(where: { $0.name == field }) {
            reading.report(
                "retention_policy compares \(SafeText(field)), which no signal has; add it to pivot.aggregations as a max",
                at: fieldNode.place)
        }
        return Retention(field: field, maxAgeSeconds: age)
    }

    /// Whether busy groups are looked at by destination.
    var splitsBusyGroups: Bool {
        guard let destination = metric.destinationField, opinions == .both else { return false }
        return mostSplitGroups > 0 && !groupBy.contains { $0.field == destination }
    }
}
