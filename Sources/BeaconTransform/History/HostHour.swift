/// What the cluster says of one host in one hour without saying anything of its groups.
///
/// Sums are kept as the bits of the doubles that came: they are compared, never computed with.
struct HostTotals: Sendable, Equatable {
    /// Documents that belong to a group.
    var documents: Int64
    /// The sums of the bytes that the sources and the destinations sent.
    var sourceBytes: UInt64
    var destinationBytes: UInt64
    /// The sum of the documents' sequence numbers: a document that is replaced gets another one.
    var revisions: UInt64
}

/// One host in one hour as the history keeps it.
struct HostHour: Sendable, Equatable {
    /// The first value of its groups, as bytes that sort.
    var host: [UInt8]
    /// What the cluster said of it.
    var totals: HostTotals
    /// Its groups and their buckets; see ``HostGroups``.
    var groups: [UInt8]
}
