internal import HTTPTransport

/// One request and how it was answered, for a log: no headers, so no secrets.
public struct ClusterExchange: Sendable {
    /// The request.
    public var call: ClusterCall
    /// The answer's HTTP status.
    public var status: Int
    /// Seconds from sending to the answer's last byte.
    public var seconds: Double
    /// Bytes of the answer as they came over the wire.
    public var receivedBytes: Int

    init(_ call: ClusterCall, _ response: HTTPResponse) {
        self.call = call
        status = response.status
        seconds = response.elapsedSeconds
        receivedBytes = response.wireBytes
    }

    /// One line of NDJSON: what was sent, word for word, and how it was answered.
    public var json: JSONValue {
        [
            "method": .string(call.method.rawValue.uppercased()), "target": .string(call.target),
            "body": .string(String(decoding: call.body ?? [], as: UTF8.self)), "status": .integer(Int64(status)),
            "seconds": .number(seconds), "received_bytes": .integer(Int64(receivedBytes)),
        ]
    }
}
