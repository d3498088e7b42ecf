import Foundation
import Synchronization

/// Answers `GET /metrics` with the figures of the last pass, one question at a time.
///
/// It gives each visitor two seconds and reads no more than a request line and headers: whoever is slow or talks much is
/// hung up on.
final class MetricsServer: Sendable {
    private let current = Mutex("")
    private let descriptor: Int32
    private static let secondsForVisitor = 2
    private static let mostRequestBytes = 8_192

    /// Listens at `HOST:PORT`, or at a port of this machine alone.
    ///
    /// - Throws: `.configuration` for an address that is none or is taken.
    init(_ address: String) throws(Failure) {
        let parts = address.split(separator: ":", omittingEmptySubsequences: false)
        let port = parts.last.map(String.init) ?? ""
        var host = parts.dropLast().joined(separator: ":")
        if host.isEmpty { host = "127.0.0.1" }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard let number = UInt16(port), number > 0 else {
            throw Failure(
                .usage, "--metrics-listen is an address such as 127.0.0.1:9464 or a port, not \"\(address)\"")
        }
        guard let descriptor = Self.listening(host, port) else {
            throw Failure(
                .configuration, "nothing can listen at \(address) (--metrics-listen): \(Descriptor.words(for: errno))",
                cure: "choose another port, or end what has it")
        }
        self.descriptor = descriptor
        let thread = Thread { [self] in
            while true { answerNext() }
        }
        thread.stackSize = 512 << 10
        thread.start()
    }

    /// What is answered from now on.
    func serve(_ text: String) { current.withLock { $0 = text } }

    private static func listening(_ host: String, _ port: String) -> Int32? {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, port, &hints, &found) == 0, let found else {
            errno = EADDRNOTAVAIL
            return nil
        }
        defer { freeaddrinfo(found) }
        let info = found.pointee
        let descriptor = socket(info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), info.ai_protocol)
        guard descriptor >= 0 else { return nil }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, info.ai_addr, info.ai_addrlen) == 0, listen(descriptor, 16) == 0 else {
            let number = errno
            close(descriptor)
            errno = number
            return nil
        }
        return descriptor
    }

    private func answerNext() {
        let visitor = accept(descriptor, nil, nil)
        guard visitor >= 0 else { return }
        defer { close(visitor) }
        var limit = timeval(tv_sec: Self.secondsForVisitor, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(visitor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        let deadline = ContinuousClock.now + .seconds(Self.secondsForVisitor)
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 2_048)
        let end = Array("\r\n\r\n".utf8)
        while request.suffix(4) != end[...], request.count < Self.mostRequestBytes, ContinuousClock.now < deadline {
            let count = recv(visitor, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            request += buffer[..<count]
        }
        let answer = Self.answer(to: request, metrics: current.withLock { $0 })
        _ = answer.withUnsafeBytes { send(visitor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    /// The whole answer to a request.
    static func answer(to request: [UInt8], metrics: String) -> [UInt8] {
        let line = request.prefix { $0 != UInt8(ascii: "\r") }
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        let (status, body): (String, String) =
            switch (words.first, words.count > 1 ? words[1].split(separator: "?").first.map(String.init) : nil) {
            case ("GET", "/metrics"), ("HEAD", "/metrics"): ("200 OK", metrics)
            case ("GET", _), ("HEAD", _): ("404 Not Found", "see /metrics\n")
            default: ("405 Method Not Allowed", "")
            }
        let head =
            "HTTP/1.1 \(status)\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
        return Array((head + (words.first == "HEAD" ? "" : body)).utf8)
    }
}
