/// What the server does with one request.
public enum Behaviour: Sendable {
    /// Answers as one should; the connection stays open.
    case answer(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = [])
    /// Answers with the body as gzip.
    case gzipped(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = [])
    /// Answers in chunks of that many bytes.
    case chunked(body: [UInt8], size: Int)
    /// Closes the connection instead of answering.
    case close
    /// Resets the connection instead of answering.
    case reset
    /// Announces the whole body, sends that many bytes of it and closes.
    case truncated(body: [UInt8], after: Int)
    /// Announces another length than the body has, sends the body and closes.
    case announced(length: Int, body: [UInt8])
    /// Sends the body as one chunk and closes where the last chunk belongs.
    case chunkedCutOff(body: [UInt8])
    /// Sends the whole head and then single bytes, each after that many milliseconds, for as long as the client listens.
    case drip(everyMillis: Int)
    /// Says nothing for as long as the client waits.
    case stall
    /// Sends these bytes as they are and closes.
    case raw([UInt8])
    /// Sends a head with one field of that many bytes.
    case hugeHeader(bytes: Int)
    /// Sends a head with that many fields.
    case manyHeaders(count: Int)
    /// Sends a body without end, for as long as the client takes it.
    case endless
    /// Sends gzip that unpacks to zeros without end, for as long as the client takes it.
    case gzipBomb

    /// An answer with a text.
    public static func text(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> Behaviour {
        .answer(status: status, headers: headers, body: Array(text.utf8))
    }

    /// An answer with JSON, as a search engine labels it.
    public static func json(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> Behaviour {
        .answer(
            status: status, headers: [("Content-Type", "application/json")] + headers, body: Array(text.utf8))
    }
}
