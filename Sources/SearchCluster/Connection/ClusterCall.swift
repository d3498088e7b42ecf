public import HTTPTransport

/// One request to a cluster: where to, with what, and what for.
public struct ClusterCall: Sendable {
    /// The HTTP method.
    public var method: HTTPRequest.Method
    /// Path and query, escaped.
    public var target: String
    /// The body, JSON or NDJSON.
    public var body: [UInt8]?
    /// The body's media type.
    public var contentType: String
    /// Whether it gives the cluster work that ``ClusterConfiguration/load`` limits.
    ///
    /// Writing does not count: between the question whether it is still right and the request nothing may wait.
    public var isWork = false
    /// Whether less can be asked for when the cluster has too little memory for the answer.
    var canAskForLess = false
    /// What is being done, to end the sentence "the cluster does not allow …".
    public var purpose: String

    /// A request to a path of these parts, each escaped by itself.
    public init(
        _ method: HTTPRequest.Method, _ path: [String], query: [(String, String)] = [], body: [UInt8]? = nil,
        contentType: String = "application/json", to purpose: String
    ) {
        self.method = method
        var target = path.map { "/" + Self.escaped($0) }.joined()
        if target.isEmpty { target = "/" }
        if !query.isEmpty {
            target += "?" + query.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&")
        }
        self.target = target
        self.body = body
        self.contentType = contentType
        self.purpose = purpose
    }

    /// Escapes all but the unreserved characters and those that index names use: `*`, `,` and the `:` of another cluster.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"), UInt8(ascii: "*"), UInt8(ascii: ","), UInt8(ascii: ":"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return escaped
    }
}
