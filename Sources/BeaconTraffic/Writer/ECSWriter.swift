/// Writes events as lines of ECS documents, shaped as Elastic Defend reports the end of a connection.
///
/// The time comes first in a line, so that lines sorted as text are in order of time. What a process really is, is not in
/// the line: a detector must not be able to read it there. ``LabelWriter`` writes that.
public struct ECSWriter: Sendable {
    /// A writer.
    public init() {}

    /// Appends one document and a line feed.
    public func append(_ event: TrafficEvent, to bytes: inout [UInt8]) {
        bytes.append(raw: #"{"@timestamp":"#)
        bytes.append(timestamp: event.timeMillis)
        bytes.append(
            raw: #"""
                ,"event":{"kind":"event","category":["network"],"type":["end"],"action":"disconnect_received",\#
                "dataset":"endpoint.events.network","ingested":
                """#)
        bytes.append(timestamp: event.ingestedMillis)
        bytes.append(raw: #"},"host":{"name":"#)
        bytes.append(quoted: event.host)
        bytes.append(raw: #","id":""#)
        appendHostID(event.host, to: &bytes)
        bytes.append(raw: #""},"process":{"name":"#)
        bytes.append(quoted: event.process)
        if !event.executable.utf8.isEmpty {
            bytes.append(raw: #","executable":"#)
            bytes.append(quoted: event.executable)
        }
        bytes.append(raw: #","pid":"#)
        bytes.append(number: Int64(event.processID))
        bytes.append(raw: #"},"source":"#)
        append(event.sourceIP, event.sourcePort, event.sourceBytes, to: &bytes)
        bytes.append(raw: #","destination":"#)
        append(event.destinationIP, event.destinationPort, event.destinationBytes, to: &bytes)
        switch event.transport {
        case .tcp: bytes.append(raw: #","network":{"transport":"tcp","type":"#)
        case .udp: bytes.append(raw: #","network":{"transport":"udp","type":"#)
        }
        bytes.append(raw: event.destinationIP.utf8.contains(UInt8(ascii: ":")) ? #""ipv6""# : #""ipv4""#)
        bytes.append(raw: ",\"direction\":\"egress\"}}\n")
    }

    private func append(_ address: String, _ port: Int, _ count: Int64?, to bytes: inout [UInt8]) {
        bytes.append(raw: #"{"ip":"#)
        bytes.append(quoted: address)
        bytes.append(raw: #","port":"#)
        bytes.append(number: Int64(port))
        if let count {
            bytes.append(raw: #","bytes":"#)
            bytes.append(number: count)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends 32 hexadecimal digits in the groups of a UUID, the same for the same name.
    private func appendHostID(_ host: String, to bytes: inout [UInt8]) {
        let high = StableHash.of(host)
        let low = StableHash.of(host, basis: high)
        bytes.append(hexadecimal: high >> 32, digits: 8)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(hexadecimal: high >> 16, digits: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(hexadecimal: high, digits: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(hexadecimal: low >> 48, digits: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(hexadecimal: low, digits: 12)
    }
}
