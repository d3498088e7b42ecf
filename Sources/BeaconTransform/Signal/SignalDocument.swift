internal import BeaconScore
public import SearchCluster

/// Makes the documents of one template and window: the published fields, and ours under `beaconing`.
///
/// The members come in one order: the group, `@timestamp` and the other largest dates, `destination_ips`, `source.ip`, the
/// figures under the metric's name, `beaconing`. What is not known of a signal is left out.
public struct SignalDocument: Sendable {
    private let template: TransformTemplate
    private let window: Window
    private let templateHash: JSONValue
    private let runID: JSONValue
    private let windowStart: JSONValue
    private let windowEnd: JSONValue
    private let lookbackStart: JSONValue?
    private let shape: DocumentShape

    /// Makes documents of this template and window.
    public init(template: TransformTemplate, window: Window) {
        self.template = template
        self.window = window
        templateHash = .string(template.hash)
        runID = .string(window.runID(of: template))
        windowStart = .string(Timestamp(seconds: window.firstSecond).description)
        windowEnd = .string(Timestamp(seconds: window.nowSeconds).description)
        lookbackStart = window.lookback(seconds: template.lookbackSeconds)
            .map { .string(Timestamp(seconds: $0.lowerBound).description) }
        shape = Self.shape(of: template)
    }

    /// The document of a signal.
    public func json(of signal: Signal) -> JSONValue {
        .object(members(of: shape, signal))
    }

    /// Appends the document of a signal, as JSON on one line without the line's end.
    public func append(_ signal: Signal, to writer: inout JSONWriter) {
        writer.append(json(of: signal))
    }

    private func members(of shape: DocumentShape, _ signal: Signal) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        members.reserveCapacity(shape.nodes.count)
        for node in shape.nodes {
            switch node.content {
            case .field(let field):
                if let value = value(of: field, signal) { members.append(JSONValue.Member(node.name, value)) }
            case .object(let below):
                let inner = self.members(of: below, signal)
                if !inner.isEmpty { members.append(JSONValue.Member(node.name, .object(inner))) }
            }
        }
        return members
    }

    /// The value of a field; `nil` where the signal has none.
    private func value(of field: Field, _ signal: Signal) -> JSONValue? {
        let judgement = signal.judgement
        let verdict = judgement.verdict
        switch field {
        case .group(let position):
            return position < judgement.group.values.count ? judgement.group.values[position].json : nil
        case .newest: return date(newest(of: judgement))
        case .largest(let position, let orNewest):
            let dates = signal.context?.largestMillis ?? []
            let largest = position < dates.count ? dates[position] : nil
            let known = largest.flatMap { Timestamp.years.contains($0) ? $0 : nil }
            return (known ?? (orNewest ? newest(of: judgement) : nil)).map(date)
        case .destinations: return signal.context.map { .array($0.destinations.map { .string($0.value.description) }) }
        case .sourceAddress:
            // Mapped as ip at the destination, whatever it was at the source.
            guard let address = signal.context?.sourceAddress else { return nil }
            return IPAddress(address.description.utf8) == nil ? nil : address.json
        case .isBeaconing: return .boolean(verdict.isBeaconing)
        case .interval: return .integer(Int64(verdict.interval))
        case .nonEmptyBuckets: return .integer(Int64(verdict.nonEmptyBuckets))
        case .figure(let figure): return verdict.figures.map(figure)
        case .templateID: return .string(template.id)
        case .templateVersion: return .string(template.version)
        case .templateHash: return templateHash
        case .runID: return runID
        case .windowStart: return windowStart
        case .windowEnd: return windowEnd
        case .periodSeconds: return judgement.periodSeconds(in: window).map { .number((($0 * 10).rounded()) / 10) }
        case .opinion(let figure): return judgement.opinion.flatMap(figure)
        case .priority: return judgement.isSignal ? .integer(Int64(signal.priority.value)) : nil
        case .reasons:
            let reasons = signal.priority.reasons
            return reasons.isEmpty ? nil : .array(reasons.map { .string($0) })
        case .mainDestination(let value): return signal.context.flatMap { $0.main == nil ? nil : value($0, judgement) }
        case .documents: return .integer(judgement.documents)
        case .hosts: return .integer(Int64(judgement.hosts.total))
        case .hostsSharing:
            return judgement.hosts.sharing > 0 ? .integer(Int64(judgement.hosts.sharing)) : nil
        case .firstSeen: return signal.context?.firstSeenMillis.map(date)
        case .lookbackStart: return signal.context == nil ? nil : lookbackStart
        case .allowed(let value): return signal.allowed.flatMap(value)
        case .destinationDetails:
            guard let destinations = signal.context?.destinations, !destinations.isEmpty else { return nil }
            return .array(destinations.map(detail))
        }
    }

    private func detail(of destination: GroupContext.Destination) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("ip", .string(destination.value.description)), .init("documents", .integer(destination.documents)),
            .init("hosts", .integer(Int64(destination.hosts))),
        ]
        if let first = destination.firstSeenMillis { members.append(.init("first_seen", date(first))) }
        return .object(members)
    }

    /// The newest event's time; one that has a second time beyond the window counts as the window's end.
    private func newest(of judgement: Judgement) -> Int64 {
        min(judgement.newestMillis, window.endSecond * 1000 - 1)
    }

    private func date(_ millis: Int64) -> JSONValue {
        .string(Timestamp(millis: millis).description)
    }
}
