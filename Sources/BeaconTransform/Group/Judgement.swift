public import BeaconScore

/// One group and what the metric says of it.
public struct Judgement: Sendable {
    /// The group.
    public var group: GroupKey
    /// What the strict metric says.
    public var verdict: Verdict
    /// How many documents the group has in the window.
    public var documents: Int64
    /// The time of the group's newest event in the window, in milliseconds since 1970.
    public var newestMillis: Int64
    /// How common the rest of the group is among the hosts of the window; set when all of it has been read.
    public var hosts = HostCounts(total: 0, sharing: 0)

    /// A group and what the metric says of it.
    public init(group: GroupKey, verdict: Verdict, documents: Int64, newestMillis: Int64) {
        self.group = group
        self.verdict = verdict
        self.documents = documents
        self.newestMillis = newestMillis
    }
}

/// What a signal document says of a group beyond its verdict.
public struct GroupContext: Sendable, Equatable {
    /// The largest value of each of the template's `largest` fields, in milliseconds since 1970; `nil` where no document has it.
    public var largestMillis: [Int64?]
    /// The most frequent destinations, at most `number_destination_ips`, most frequent first, ties in ascending order.
    public var destinations: [Destination]
    /// The most frequent source address, the smallest of those equally frequent.
    public var sourceAddress: GroupValue?
    /// The time of the group's first event in the template's `lookback`, in milliseconds since 1970; `nil` where it was not looked
    /// for.
    public var firstSeenMillis: Int64?

    /// A destination of a group.
    public struct Destination: Sendable, Equatable {
        /// The value of the destination field.
        public var value: GroupValue
        /// How many of the group's documents have it.
        public var documents: Int64
        /// How many hosts of the window have it, counted up to ``mostHosts``; 0 until they have been counted.
        public var hosts = 0
        /// The time of its first event from any host in the template's `lookback`, in milliseconds since 1970; `nil` where it
        /// was not looked for, as it is not for destinations that ``mostHosts`` hosts have.
        public var firstSeenMillis: Int64?

        /// Hosts above this number are not counted: the destination is a common one.
        public static let mostHosts = 100

        /// A destination of a group.
        public init(value: GroupValue, documents: Int64) {
            self.value = value
            self.documents = documents
        }
    }

    /// What a signal document says beyond the verdict.
    public init(largestMillis: [Int64?], destinations: [Destination], sourceAddress: GroupValue?) {
        self.largestMillis = largestMillis
        self.destinations = destinations
        self.sourceAddress = sourceAddress
    }
}
