/// One host in one hour as the history keeps it.
struct HostHour: Sendable, Equatable {
    /// The first value of its groups, as bytes that sort.
    var host: [UInt8]
    /// What the cluster said of it.
    var totals: DocumentTotals
    /// Its groups and their buckets; see ``HostGroups``.
    var groups: [UInt8]
}
