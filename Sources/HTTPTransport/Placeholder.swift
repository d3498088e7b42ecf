public struct HTTPHeader: Sendable {
    public var name: String; public var value: String;
    public init(_ name: String, _ value: String) { self.name = name; self.value = value }
}
public struct HTTPRequest: Sendable {
    public enum Method: String, Sendable { case get, head, post, put, delete }
    public var method: Method; public var url: String; public var headers: [HTTPHeader]; public var body: [UInt8]?;
    public var deadlineSeconds: Double?
    public init(
        method: Method, url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil, deadlineSeconds: Double? = nil
    ) {
        self.method = method; self.url = url; self.headers = headers; self.body = body;
        self.deadlineSeconds = deadlineSeconds
    }
}
public struct HTTPResponse: Sendable {
    public var status: Int; public var headers: [HTTPHeader]; public var body: [UInt8];
    public var elapsedSeconds: Double; public var wireBytes: Int
    public func header(_ name: String) -> String? { nil }
}
public struct HTTPError: Error, Sendable {
    public enum Code: Sendable {
        case unresolved, refused, tls, certificate, timedOut, connectionLost, truncated, tooLarge, badEncoding,
            cancelled, unusable
    }
    public var code: Code; public var host: String; public var message: String; public var mayHaveReachedServer: Bool
}
public struct HTTPConfiguration: Sendable {
    public var caFile: String?; public var verifiesPeer = true; public var userAgent = "";
    public var maxConnectionsPerHost = 4; public var maxResponseBytes = 1; public var requestTimeoutSeconds = 300.0;
    public var connectTimeoutSeconds = 10.0; public init() {}
}
public final class HTTPClient: Sendable {
    public init(configuration: HTTPConfiguration) throws(HTTPError) {};
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        throw HTTPError(code: .unusable, host: "", message: "", mayHaveReachedServer: false)
    }; public func shutdown() {}
}
