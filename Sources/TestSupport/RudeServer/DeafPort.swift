/// A port of 127.0.0.1 that nobody listens on, and nobody else gets while this is kept.
public final class DeafPort: Sendable {
    /// The port.
    public let port: UInt16
    private let socket: Socket

    /// Takes a port.
    public init() throws {
        guard let (socket, port) = Socket.bound() else { throw Listener.NoPort() }
        (self.socket, self.port) = (socket, port)
    }

    deinit {
        socket.close()
    }

    /// The address to try.
    public var url: String { "http://127.0.0.1:\(port)" }
}
