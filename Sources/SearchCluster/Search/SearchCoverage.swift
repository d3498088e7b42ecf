/// How much of what was asked an answer to a search covers: one that leaves something out is HTTP 200 all the same.
struct SearchCoverage {
    /// Of how many shards or remote clusters how many answered.
    struct Parts {
        var total: Int64
        var successful: Int64
        /// Those that are known not to have answered in full.
        var lost: Int64
    }

    var timedOut: Bool
    var shards: Parts?
    var clusters: Parts?

    // terminated_early is not looked at: OpenSearch 3 sets it whenever no hits are asked for, and it can tell of missing
    // data only where the request sets terminate_after, which ours never do.

    /// Refuses an answer that leaves something out.
    ///
    /// - Throws: `.incomplete`.
    func requireComplete() throws(ClusterError) {
        if timedOut { throw ClusterError(.incomplete, "the cluster stopped at its time limit and answered in part") }
        guard let shards else {
            throw ClusterError(.incomplete, "the cluster's answer does not say which shards it comes from")
        }
        if shards.lost > 0 || shards.successful < shards.total {
            throw ClusterError(
                .incomplete, "only \(shards.successful) of \(shards.total) shards answered",
                cure: "see the cluster's health and log, then run again")
        }
        if let clusters, clusters.lost > 0 || clusters.successful < clusters.total {
            throw ClusterError(
                .incomplete, "only \(clusters.successful) of \(clusters.total) clusters answered in full",
                cure: "see that the remote clusters can be reached, or leave them out with --index")
        }
    }
}

extension SearchCoverage {
    /// What an answer read as JSON says of itself.
    init(_ answer: JSONValue) {
        timedOut = answer["timed_out"]?.boolean ?? false
        func parts(_ member: String, lost: [String]) -> Parts? {
            guard let object = answer[member], let total = object["total"]?.integer,
                let successful = object["successful"]?.integer
            else { return nil }
            return Parts(
                total: total, successful: successful,
                lost: lost.reduce(0) { $0 + (object[$1]?.integer ?? 0) })
        }
        shards = parts("_shards", lost: ["failed"])
        clusters = parts("_clusters", lost: ["skipped", "partial", "failed"])
    }
}
