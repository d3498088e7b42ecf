internal import HTTPTransport

/// What has gone over the wire between the program and a cluster.
public struct ClusterTraffic: Sendable, Equatable {
    /// Requests that were answered, whatever the status.
    public var requests = 0
    /// Requests that were sent again.
    public var retries = 0
    /// Bytes of request bodies.
    public var sentBytes = 0
    /// Bytes of answers as they came over the wire, compressed or not.
    public var receivedBytes = 0
    /// Seconds from sending to the last byte of the answer, summed over requests.
    public var seconds = 0.0

    /// Nothing yet.
    public init() {}

    mutating func count(_ response: HTTPResponse, sent: Int) {
        requests += 1
        sentBytes += sent
        receivedBytes += response.wireBytes
        seconds += response.elapsedSeconds
    }

    /// What went over the wire between two moments.
    public static func - (later: ClusterTraffic, earlier: ClusterTraffic) -> ClusterTraffic {
        var difference = later
        difference.requests -= earlier.requests
        difference.retries -= earlier.retries
        difference.sentBytes -= earlier.sentBytes
        difference.receivedBytes -= earlier.receivedBytes
        difference.seconds -= earlier.seconds
        return difference
    }
}
