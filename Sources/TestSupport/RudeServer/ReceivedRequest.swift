/// A request as the server read it.
public struct ReceivedRequest: Sendable {
    /// The method, as it came.
    public var method: String
    /// Path and query, as they came.
    public var target: String
    /// The header fields, in order.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]
    /// Which of the server's connections it came over, from 0.
    public var connection: Int
    /// How many requests came before it.
    public var position: Int

    /// The path without the query.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The values of all header fields of that name, in whichever case.
    public func headers(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }
}
