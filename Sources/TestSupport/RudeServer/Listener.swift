import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Takes connections on a port of 127.0.0.1, each served by a thread of its own.
struct Listener: Sendable {
    /// There was no port left, or no listening on it.
    struct NoPort: Error {}

    /// The port that the system chose.
    let port: UInt16
    /// What has come in.
    let record = ServerRecord()
    private let socket: Socket

    /// Takes a port; connections wait until `serve` is called.
    init() throws {
        guard let (socket, port) = Socket.bound() else { throw NoPort() }
        guard listen(socket.descriptor, 512) == 0 else {
            socket.close()
            throw NoPort()
        }
        (self.socket, self.port) = (socket, port)
    }

    /// Begins to take connections; `connection` must end with the record's `close`.
    func serve(_ connection: @escaping @Sendable (Socket, _ number: Int) -> Void) {
        startThread { [self] in
            while !record.isStopping {
                let descriptor = accept(socket.descriptor, nil, nil)
                // The client may be gone already, or the process have no descriptor left for the moment.
                guard descriptor >= 0 else { continue }
                let client = Socket(descriptor)
                guard let number = record.open(client) else {
                    client.close()
                    break
                }
                startThread { connection(client, number) }
            }
            socket.close()
        }
    }

    /// Ends all connections and takes no more; may be called again.
    func stop() {
        record.stop(socket)
    }

    private func startThread(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 512 << 10
        thread.start()
    }
}
