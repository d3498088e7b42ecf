internal import SearchCluster

/// What has been found harmless, entry by entry; the first that matches a signal counts.
public struct AllowList: Sendable {
    /// The entries in the order of their files.
    public let entries: [AllowEntry]
    private let matchers: [AllowMatcher]

    /// A list of these entries.
    public init(_ entries: [AllowEntry] = []) {
        self.entries = entries
        matchers = entries.map(AllowMatcher.init)
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { entries.isEmpty }

    /// The entry that allows a signal of a window that ends then; `nil` where none does.
    public func entry(for subject: AllowSubject, atSeconds seconds: Int64) -> AllowEntry? {
        matchers.first { $0.entry.isCurrent(atSeconds: seconds) && $0.matches(subject) }?.entry
    }

    /// Whether one entry, current or not, covers a signal.
    public func covers(_ position: Int, _ subject: AllowSubject) -> Bool { matchers[position].matches(subject) }
}

extension WindowResult {
    /// Marks the signals that a list allows: they are kept, with the reason, and move to the end.
    public mutating func mark(allowedBy list: AllowList, template: TransformTemplate) {
        guard !list.isEmpty else { return }
        let documents = SignalDocument(template: template, window: window)
        for place in signals.indices where signals[place].judgement.isSignal {
            let subject = AllowSubject(documents.json(of: signals[place]))
            guard let entry = list.entry(for: subject, atSeconds: window.nowSeconds) else { continue }
            signals[place].allow(entry)
        }
    }

    /// How many of the signals are allowed.
    public var allowed: Int { signals.count { $0.allowed != nil } }
}

extension TransformTemplate {
    /// The template without the events of those entries that are to be left out of the query, as far as they count for a window that
    /// ends then.
    public func dropping(_ list: AllowList, atSeconds seconds: Int64) -> TransformTemplate {
        let clauses = list.entries.filter { $0.drops && $0.isCurrent(atSeconds: seconds) }.compactMap(clause)
        guard !clauses.isEmpty else { return self }
        var template = self
        template.source.query = [
            "bool": ["filter": .array([source.query]), "must_not": .array(clauses)]
        ]
        return template
    }

    /// The events of an entry; `nil` where the template's events do not have what it asks for.
    private func clause(_ entry: AllowEntry) -> JSONValue? {
        var filters: [JSONValue] = []
        func add(_ clauses: [JSONValue]) {
            filters.append(
                clauses.count == 1 ? clauses[0] : ["bool": ["should": .array(clauses), "minimum_should_match": 1]])
        }
        func terms(_ field: String, _ values: [JSONValue]) -> JSONValue {
            ["terms": .object([.init(field, .array(values))])]
        }
        func names(_ field: String, _ names: [String]) -> [JSONValue] {
            names.map { name in
                name.contains(where: { "*?\\".contains($0) })
                    ? ["wildcard": .object([.init(field, ["value": .string(name)])])] : terms(field, [.string(name)])
            }
        }
        guard let destination = metric.destinationField else { return nil }
        add([terms(destination, entry.destinations.map(JSONValue.string))])
        if !entry.processes.isEmpty {
            guard let field = field("process.name") else { return nil }
            add(names(field, entry.processes))
        }
        if !entry.ports.isEmpty {
            guard let field = metric.destinationPortField ?? field("destination.port") else { return nil }
            add([terms(field, entry.ports.map { .integer($0) })])
        }
        if !entry.hosts.isEmpty {
            let addresses = entry.hosts.filter { CIDRBlock(addressOrBlock: $0) != nil }
            var clauses: [JSONValue] = []
            if let field = field("host.name") {
                clauses += names(field, entry.hosts.filter { !addresses.contains($0) })
            }
            if let field = metric.sourceAddressField ?? field("source.ip"), !addresses.isEmpty {
                clauses.append(terms(field, addresses.map(JSONValue.string)))
            }
            guard !clauses.isEmpty else { return nil }
            add(clauses)
        }
        return ["bool": ["filter": .array(filters)]]
    }

    /// The field of the events behind a group field of the signals.
    private func field(_ name: String) -> String? { groupBy.first { $0.name == name }?.field }
}
