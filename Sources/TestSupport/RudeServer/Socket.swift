#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One side of a TCP connection on this machine; every wait in it ends after five minutes.
struct Socket: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        #if canImport(Darwin)
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    /// A socket bound to a port of 127.0.0.1 that the system chose; `nil` when there is none left.
    static func bound() -> (socket: Socket, port: UInt16)? {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #endif
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard outcome else {
            _ = Self.closeDescriptor(descriptor)
            return nil
        }
        return (Socket(descriptor), UInt16(bigEndian: address.sin_port))
    }

    /// A connection to a port of 127.0.0.1; `nil` when nobody takes it.
    static func connected(to port: UInt16) -> Socket? {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #endif
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            _ = closeDescriptor(descriptor)
            return nil
        }
        return Socket(descriptor)
    }

    /// Reads what is there, waiting for the first byte; empty when the other side is gone.
    func receive(into buffer: inout [UInt8]) -> Int {
        max(0, recv(descriptor, &buffer, buffer.count, 0))
    }

    /// Sends all of it; `false` when the other side does not take it.
    func send(_ bytes: [UInt8]) -> Bool {
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        return bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = Self.sendSome(descriptor, UnsafeRawBufferPointer(rebasing: bytes[sent...]), flags)
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    private static func sendSome(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, _ flags: Int32) -> Int {
        #if canImport(Darwin)
            Darwin.send(descriptor, bytes.baseAddress, bytes.count, flags)
        #else
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
        #endif
    }

    /// Waits for the other side to send something or go, that many milliseconds at most.
    func waitForInput(milliseconds: Int) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, Int32(milliseconds)) > 0
    }

    /// Wakes whoever waits on it; both directions end.
    func wake() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Closes it, with a reset instead of a farewell if need be.
    func close(withReset reset: Bool = false) {
        if reset {
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }
        _ = Self.closeDescriptor(descriptor)
    }

    private static func closeDescriptor(_ descriptor: Int32) -> Int32 {
        #if canImport(Darwin)
            Darwin.close(descriptor)
        #else
            Glibc.close(descriptor)
        #endif
    }
}
