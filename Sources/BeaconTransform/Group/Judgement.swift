public import BeaconScore

/// One group and what the metric says of it.
public struct Judgement: Sendable {
    /// The group.
    public var group: GroupKey
    /// What the strict metric says.
    public var verdict: Verdict
    /// What the second opinion says; `nil` where it was not asked, or saw too little.
    public var opinion: Regularity?
    /// How many documents the group has in the window.
    public var documents: Int64
    /// The time of the group's newest event in the window, in milliseconds since 1970.
    public var newestMillis: Int64
    /// The destination whose events are regular where those of the group as a whole are not; `nil` for all other groups.
    public var split: DestinationSplit?
    /// What the exact times of its events say; `nil` where they were not asked for.
    public var exact: ExactIntervals?
    /// Whether the group is no signal and worth being looked at by destination.
    public var isBusy = false
    /// The longest silence, in buckets, of the shortest ones that make up three quarters of the group's time; a beacon among
    /// other events leaves none longer than its own.
    public var typicalSilence = 0
    /// How common the rest of the group is among the hosts of the window; set when all of it has been read.
    public var hosts = HostCounts(total: 0, sharing: 0)
    /// The group's buckets; `nil` but where they are kept to be judged later.
    var series: GroupSeries?

    /// A group and what the metric says of it.
    public init(
        group: GroupKey, verdict: Verdict, opinion: Regularity? = nil, documents: Int64, newestMillis: Int64
    ) {
        self.group = group
        self.verdict = verdict
        self.opinion = opinion
        self.documents = documents
        self.newestMillis = newestMillis
    }
}

extension Judgement {
    /// Whether either opinion takes the group for a beacon.
    public var isSignal: Bool { verdict.isBeaconing || opinion?.isRegular == true }
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
    /// The time of the group's newest event in the window, in milliseconds since 1970; `nil` where the judgement has it.
    public var newestMillis: Int64?
    /// The most frequent port of the destinations; `nil` where the data has none.
    public var port: Int64?
    /// The destination that is regular by itself, which need not be among ``destinations``.
    public var split: Destination?

    /// The destination that a signal is about: the regular one, otherwise the most frequent.
    public var main: Destination? { split ?? destinations.first }
    /// Whether one destination is regular where all together are not.
    public var isSplit: Bool { split != nil }

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
