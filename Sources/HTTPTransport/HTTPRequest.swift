/// One request: where to, with what.
public struct HTTPRequest: Sendable {
    /// The methods that search engines use.
    public enum Method: String, Sendable {
        /// Reads; may carry a body, as searches do.
        case get
        /// Asks for the headers alone; carries no body.
        case head
        /// Sends a body.
        case post
        /// Creates or replaces.
        case put
        /// Removes; may carry a body that says what.
        case delete

        /// The method as it goes over the wire.
        var verb: String { rawValue.uppercased() }
    }

    /// The method.
    public var method: Method
    /// The whole address, `http://` or `https://`, escaped.
    public var url: String
    /// Header fields beside those that the client sends by itself: `Host`, `User-Agent`, `Accept`, `Accept-Encoding`,
    /// `Content-Length`.
    public var headers: [HTTPHeader]
    /// The body; it is sent from where it lies, without a copy.
    public var body: [UInt8]?
    /// Seconds from the call to the last byte of the answer, waiting for a free connection included; `nil` takes
    /// ``HTTPConfiguration/requestTimeoutSeconds``.
    public var deadlineSeconds: Double?

    /// A request.
    public init(
        method: Method, url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil, deadlineSeconds: Double? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadlineSeconds = deadlineSeconds
    }
}
