public import BeaconScore
public import SearchCluster

/// A transform template, read, checked and complete: what a run does, in the shape of a pivot transform.
public struct TransformTemplate: Sendable, Equatable {
    /// The template's id: part of every signal's id, so that templates never overwrite each other.
    public var id: String
    /// The version of the template, the end of the destination index's name.
    public var version: String
    /// One sentence for a list.
    public var description: String
    /// Where the documents come from.
    public var source: Source
    /// The fields that make a group, in the order in which they are sorted.
    public var groupBy: [GroupField]
    /// What the metric reads and its parameters.
    public var metric: Metric
    /// Other values of a group that a signal carries: the largest of a field.
    public var largest: [LargestField]
    /// Where signals go.
    public var destination: Destination
    /// Seconds between two scheduled runs (`frequency`).
    public var frequencySeconds: Int
    /// How long to wait for late documents (`sync`).
    public var sync: Sync
    /// Whose opinion makes a signal (`opinions`).
    public var opinions: Opinions
    /// How many busy groups a run looks at by destination (`split.most_groups`); 0 looks at none.
    public var mostSplitGroups: Int
    /// Seconds before the window's end in which the first events of signals and their destinations are looked for
    /// (`lookback`); 0 does not look.
    public var lookbackSeconds: Int
    /// How long signals are kept (`retention_policy`); `nil` keeps them for ever.
    public var retention: Retention?

    /// Where the documents come from.
    public struct Source: Sendable, Equatable {
        /// Index names, patterns, aliases or data streams.
        public var indices: [String]
        /// The whole query but the time range, which is the run's.
        public var query: JSONValue
    }

    /// One field of the group.
    public struct GroupField: Sendable, Equatable {
        /// The field of the signal document (`host.name`).
        public var name: String
        /// The field of the source documents.
        public var field: String
    }

    /// What the metric reads and its parameters.
    public struct Metric: Sendable, Equatable {
        /// The signal's field under which the figures stand (`beacon_stats`).
        public var name: String
        /// The field with the event's time.
        public var timeField: String
        /// The field with the bytes the source sent; `nil` where the data has none.
        public var sourceBytesField: String?
        /// The field with the bytes the destination sent; `nil` where the data has none.
        public var destinationBytesField: String?
        /// The field whose most frequent values a signal lists.
        public var destinationField: String?
        /// The field with the destination's port, for what a signal says of its main destination.
        public var destinationPortField: String?
        /// The field with the source's address.
        public var sourceAddressField: String?
        /// The metric's parameters.
        public var parameters: MetricParameters
    }

    /// The largest value of a date field, carried into the signal.
    public struct LargestField: Sendable, Equatable {
        /// The field of the signal document.
        public var name: String
        /// The field of the source documents.
        public var field: String
    }

    /// Where signals go.
    public struct Destination: Sendable, Equatable {
        /// The index that is written to.
        public var index: String
        /// The names under which it is read.
        public var aliases: [Alias]
        /// Which groups become documents.
        public var documents: Documents

        /// A name under which the destination is read.
        public struct Alias: Sendable, Equatable {
            /// The alias.
            public var name: String
            /// Whether it leaves older versions' indices when a new one is created (`move_on_creation`).
            public var moves: Bool
        }

        /// Which groups become documents.
        public enum Documents: String, Sendable, CaseIterable {
            /// Groups that beacon.
            case signals
            /// Every group that was judged, as the published transform writes them.
            case judged
        }
    }

    /// Whose opinion makes a signal.
    public enum Opinions: String, Sendable, CaseIterable {
        /// The strict metric's or the second opinion's.
        case both
        /// The strict metric's alone.
        case strict
    }

    /// How long to wait for late documents.
    public struct Sync: Sendable, Equatable {
        /// The field that is waited for.
        public var field: String
        /// Seconds between an event and the run that counts it.
        public var delaySeconds: Int
    }

    /// How long signals are kept.
    public struct Retention: Sendable, Equatable {
        /// The signal's field that is compared.
        public var field: String
        /// Seconds after which a signal is deleted.
        public var maxAgeSeconds: Int
    }
}
