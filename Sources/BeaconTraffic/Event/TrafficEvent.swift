/// One network connection as an endpoint agent reports it when it ends.
public struct TrafficEvent: Sendable, Equatable {
    /// When, in milliseconds since 1970, UTC.
    public var timeMillis: Int64
    /// `event.ingested`: when the store got it, in milliseconds since 1970, UTC.
    public var ingestedMillis: Int64
    /// `host.name`.
    public var host: String
    /// `process.name`.
    public var process: String
    /// `process.executable`; empty where the sensor does not say.
    public var executable: String
    /// `process.pid`.
    public var processID: Int
    /// `source.ip`.
    public var sourceIP: String
    /// `source.port`.
    public var sourcePort: Int
    /// `destination.ip`.
    public var destinationIP: String
    /// `destination.port`.
    public var destinationPort: Int
    /// `network.transport`.
    public var transport: Transport
    /// `source.bytes`; `nil` where the sensor does not count.
    public var sourceBytes: Int64?
    /// `destination.bytes`; `nil` where the sensor does not count.
    public var destinationBytes: Int64?

    /// What carries a connection.
    public enum Transport: String, Sendable {
        /// TCP.
        case tcp
        /// UDP.
        case udp
    }

    /// One connection that ended; what is left out is what few readers look at.
    public init(
        timeMillis: Int64, ingestedMillis: Int64? = nil, host: String, process: String, executable: String = "",
        processID: Int = 1, sourceIP: String, sourcePort: Int = 49_152, destinationIP: String,
        destinationPort: Int = 443, transport: Transport = .tcp, sourceBytes: Int64? = nil,
        destinationBytes: Int64? = nil
    ) {
        self.timeMillis = timeMillis
        self.ingestedMillis = ingestedMillis ?? timeMillis
        self.host = host
        self.process = process
        self.executable = executable
        self.processID = processID
        self.sourceIP = sourceIP
        self.sourcePort = sourcePort
        self.destinationIP = destinationIP
        self.destinationPort = destinationPort
        self.transport = transport
        self.sourceBytes = sourceBytes
        self.destinationBytes = destinationBytes
    }
}
