/// A whole answer, whatever its status: one that broke off is an ``HTTPError``.
public struct HTTPResponse: Sendable {
    /// The status code, 200 to 599; redirects are not followed.
    public var status: Int
    /// The header fields in the order they came in.
    public var headers: [HTTPHeader]
    /// The body, decompressed.
    public var body: [UInt8]
    /// Seconds from the start of the transfer to the last byte, without waiting for a free connection.
    public var elapsedSeconds: Double
    /// Bytes of the body as they came over the wire, compressed or not.
    public var wireBytes: Int

    /// An answer.
    public init(
        status: Int, headers: [HTTPHeader] = [], body: [UInt8] = [], elapsedSeconds: Double = 0, wireBytes: Int = 0
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.elapsedSeconds = elapsedSeconds
        self.wireBytes = wireBytes
    }

    /// The value of the first header field of that name, in whichever case.
    public func header(_ name: String) -> String? {
        headers.first { $0.isNamed(name) }?.value
    }
}
