/// Why there is no whole answer, in a sentence an operator can act on.
public struct HTTPError: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Code: Sendable, Hashable {
        /// The host's name, or that of a proxy, has no address.
        case unresolved
        /// No connection could be made.
        case refused
        /// No secure connection could be agreed on.
        case tls
        /// The server's certificate, or the file to check it with, is not good.
        case certificate
        /// None of the server's certificates has the fingerprint that was asked for.
        case fingerprint
        /// The server asks for a client certificate that it trusts.
        case clientCertificate
        /// The deadline passed, or no connection was made in time.
        case timedOut
        /// The connection ended before the answer had begun, or broke.
        case connectionLost
        /// The answer is shorter than it said it would be.
        case truncated
        /// The answer is larger than ``HTTPConfiguration/maxResponseBytes``, or its headers have no end.
        case tooLarge
        /// The answer is compressed in a way that cannot be undone.
        case badEncoding
        /// The task was cancelled or the client shut down.
        case cancelled
        /// The request or the configuration cannot work, or what answers does not speak HTTP.
        case unusable
    }

    /// What kind of trouble it is.
    public var code: Code
    /// The host and port that the request went to; empty when it is not about one.
    public var host: String
    /// What happened, as one sentence without a full stop; it never holds credentials.
    public var message: String
    /// Whether the server may have acted on the request: some of it had been sent.
    public var mayHaveReachedServer: Bool

    /// A trouble with its sentence.
    public init(code: Code, host: String, message: String, mayHaveReachedServer: Bool) {
        self.code = code
        self.host = host
        self.message = message
        self.mayHaveReachedServer = mayHaveReachedServer
    }

    /// The sentence.
    public var description: String { message }
}

extension HTTPError {
    /// What cannot work however often it is tried.
    static func unusable(_ message: String, host: String = "") -> HTTPError {
        HTTPError(code: .unusable, host: host, message: message, mayHaveReachedServer: false)
    }

    /// A request that nobody waits for any more.
    static func cancelled(_ host: String, reached: Bool) -> HTTPError {
        HTTPError(
            code: .cancelled, host: host, message: "the request to \(host) was cancelled", mayHaveReachedServer: reached
        )
    }
}
