/// Hosts of one hour whose buckets are asked for together.
struct HostBatch: Sendable {
    /// A host that is to be read.
    struct Host: Sendable {
        /// Its name as bytes that sort.
        var key: [UInt8]
        /// What the cluster said of it.
        var totals: DocumentTotals
    }

    /// The hour's place in the window.
    var hour: Int
    /// The hosts, in order.
    var hosts: [Host] = []
    /// At most how many buckets they have, as long as no document belongs to several groups.
    var buckets: Int64 = 0
    /// Whether these are all hosts of the hour, so that they need not be named.
    var isWholeHour = false

    /// Batches of about so many buckets and at most so many hosts; a single host may have more buckets.
    static func batches(_ hosts: [Host], of hour: Int, isWholeHour: Bool, mostBuckets: Int, mostHosts: Int = 4_096)
        -> [HostBatch]
    {
        var batches: [HostBatch] = []
        var open = HostBatch(hour: hour)
        for host in hosts {
            let buckets = open.buckets.addingReportingOverflow(host.totals.documents)
            if !open.hosts.isEmpty,
                buckets.overflow || buckets.partialValue > Int64(mostBuckets) || open.hosts.count == mostHosts
            {
                batches.append(open)
                open = HostBatch(hour: hour)
            }
            open.hosts.append(host)
            open.buckets = open.buckets.addingReportingOverflow(host.totals.documents).partialValue
        }
        if !open.hosts.isEmpty { batches.append(open) }
        if isWholeHour, batches.count == 1 { batches[0].isWholeHour = true }
        return batches
    }
}
