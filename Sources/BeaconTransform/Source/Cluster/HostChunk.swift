/// Hosts that are read together, with what the census of hosts says of each.
struct HostChunk: Sendable, Equatable {
    /// One host.
    struct Host: Sendable, Equatable {
        /// The value of the first group field.
        var value: GroupValue
        /// How many documents of the window belong to any of its groups.
        var documents: Int64
    }

    /// The hosts, in order.
    var hosts: [Host] = []
    /// The sum of their documents.
    var documents: Int64 = 0

    /// Engines allow 65,536 values of a field in one query; this many are few enough for any.
    static let mostHosts = 4_096

    /// Takes hosts from the front of a list, at least one, until they have so many documents.
    init(takingFrom list: inout ArraySlice<Host>, documents most: Int64) {
        while let host = list.first, hosts.count < Self.mostHosts {
            let sum = documents.addingSaturated(host.documents)
            if !hosts.isEmpty, sum > most { break }
            hosts.append(host)
            documents = sum
            list.removeFirst()
        }
    }
}
