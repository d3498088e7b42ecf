/// An HTTP server on 127.0.0.1 that does to each request what a test wants done.
///
/// It runs on plain threads, so that it neither needs nor blocks the tasks of the test. It ends with the last reference.
public final class RudeServer: Sendable {
    private let listener: Listener

    /// A server that decides by the request.
    ///
    /// - Parameter behave: called on the connection's thread, which it may block.
    public init(_ behave: @escaping @Sendable (ReceivedRequest) -> Behaviour) throws {
        listener = try Listener()
        let record = listener.record
        listener.serve { socket, number in
            ServerConnection(socket: socket, number: number, record: record, behave: behave).run()
        }
    }

    /// A server that goes through a list, one behaviour a request, and repeats the last.
    public convenience init(_ script: Behaviour...) throws {
        try self.init { request in
            script.isEmpty
                ? .text("no behaviour was scripted", status: 500) : script[min(request.position, script.count - 1)]
        }
    }

    deinit {
        stop()
    }

    /// Ends all connections and takes no more.
    public func stop() {
        listener.stop()
    }

    /// The port that the system chose.
    public var port: UInt16 { listener.port }

    /// The server's base address.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far.
    public var requests: [ReceivedRequest] { listener.record.requests }

    /// How many connections were made so far.
    public var connections: Int { listener.record.accepted }

    /// Waits until that many requests have come.
    public func requests(reach count: Int) async {
        await listener.record.requests(reach: count)
    }

    /// Waits until that many connections have ended, whoever ended them.
    public func endedConnections(reach count: Int) async {
        await listener.record.endedConnections(reach: count)
    }
}
