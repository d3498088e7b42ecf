/// A server that waits for the client's first bytes, whatever they are, sends its own and closes.
public final class RawServer: Sendable {
    private let listener: Listener

    /// A server that sends these bytes to everybody.
    public init(_ bytes: [UInt8]) throws {
        listener = try Listener()
        let record = listener.record
        listener.serve { socket, number in
            var buffer = [UInt8](repeating: 0, count: 4096)
            if socket.receive(into: &buffer) > 0 { _ = socket.send(bytes) }
            record.close(number, withReset: false)
        }
    }

    deinit {
        listener.stop()
    }

    /// The port that the system chose.
    public var port: UInt16 { listener.port }
}
