public import SearchCluster

/// What an allow-list would hide of signals that are there, and which of its entries deserve a second thought.
public struct AllowReview: Sendable {
    /// What became of one entry.
    public struct Outcome: Sendable {
        /// The entry.
        public var entry: AllowEntry
        /// The signals that it hides, each under the first entry that hides it.
        public var hidden: [Found] = []
        /// How many signals it would hide if it had not expired.
        public var expired = 0
    }

    /// A signal that an entry hides.
    public struct Found: Sendable, Equatable {
        /// The end of its window, as the document has it.
        public var windowEnd: String
        /// What the list looked at.
        public var subject: AllowSubject
        /// Its priority without a list; `nil` for one that was allowed when it was written.
        public var priority: Int64?
    }

    /// What to think over about an entry.
    public enum Warning: Sendable, Equatable {
        /// Only a name is asked for, which anybody can give a program.
        case bareName
        /// Attackers are known to use a program of that name.
        case attackersUse
        /// It hid nothing.
        case hidesNothing
        /// It counts no longer.
        case hasExpired
        /// It ends within two weeks.
        case expiresSoon
    }

    /// The entries, in the list's order.
    public private(set) var outcomes: [Outcome]
    /// How many signals were looked at.
    public private(set) var signals = 0
    private let list: AllowList

    /// A review of a list before any signal.
    public init(_ list: AllowList) {
        self.list = list
        outcomes = list.entries.map { Outcome(entry: $0) }
    }

    /// How many signals are hidden in all.
    public var hidden: Int { outcomes.reduce(0) { $0 + $1.hidden.count } }

    /// Looks at a signal.
    ///
    /// - Parameter endSeconds: the end of its window, which says which entries count.
    public mutating func add(_ document: JSONValue, endSeconds: Int64) {
        signals += 1
        let subject = AllowSubject(document)
        for place in outcomes.indices where list.covers(place, subject) {
            guard outcomes[place].entry.isCurrent(atSeconds: endSeconds) else {
                outcomes[place].expired += 1
                continue
            }
            let ours = document["beaconing"]
            outcomes[place].hidden.append(
                Found(
                    windowEnd: ours?["window"]?["end"]?.string ?? "", subject: subject,
                    priority: ours?["allowed"]?.boolean == true ? nil : ours?["priority"]?.integer))
            return
        }
    }

    /// What to think over about an entry, now.
    public func warnings(_ outcome: Outcome, nowSeconds: Int64) -> [Warning] {
        var warnings: [Warning] = []
        let entry = outcome.entry
        if entry.isBareName { warnings.append(.bareName) }
        if entry.destinations.isEmpty, entry.namesTools { warnings.append(.attackersUse) }
        if !entry.isCurrent(atSeconds: nowSeconds) {
            warnings.append(.hasExpired)
        } else {
            if !entry.isCurrent(atSeconds: nowSeconds + 14 * 86_400) { warnings.append(.expiresSoon) }
            if outcome.hidden.isEmpty { warnings.append(.hidesNothing) }
        }
        return warnings
    }
}
