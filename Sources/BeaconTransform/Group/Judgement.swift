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

    /// A destination of a group.
    public struct Destination: Sendable, Equatable {
        /// The value of the destination field.
        public var value: GroupValue
        /// How many of the group's documents have it.
        public var documents: Int64

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
