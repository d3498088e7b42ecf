import CCurl

/// The host and port that a request goes to.
struct Endpoint: Sendable, Hashable {
    /// `http` or `https`.
    let scheme: String
    /// The name or address; an IPv6 address in brackets.
    let host: String
    /// The port, also when it is the scheme's own.
    let port: String

    /// What messages call it.
    var name: String { "\(host):\(port)" }

    /// Reads it from an address as libcurl will read it.
    ///
    /// - Throws: `.unusable` for an address that is none, or not of http or https.
    init(url: String) throws(HTTPError) {
        guard !url.utf8.contains(0), let parts = curl_url() else {
            throw HTTPError.unusable("the address of the request cannot be read")
        }
        defer { curl_url_cleanup(parts) }
        let outcome = curl_url_set(parts, CURLUPART_URL, url, 0)
        guard outcome == CURLUE_OK, let scheme = Self.part(CURLUPART_SCHEME, of: parts),
            let host = Self.part(CURLUPART_HOST, of: parts), let port = Self.part(CURLUPART_PORT, of: parts),
            !host.isEmpty
        else {
            let why = outcome == CURLUE_UNSUPPORTED_SCHEME ? "its scheme is neither http nor https" : "it is malformed"
            throw HTTPError.unusable("the address of the request cannot be used: \(why)")
        }
        self.scheme = scheme.lowercased()
        self.host = host
        self.port = port
        guard self.scheme == "http" || self.scheme == "https" else {
            throw HTTPError.unusable("the address of the request cannot be used: its scheme is neither http nor https")
        }
    }

    private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parts, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// Whether it is on this machine.
    var isLoopback: Bool {
        let name = host.lowercased()
        return name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" || isLoopbackAddress
    }

    /// A name such as `127.example.org` is not one: every part must be a number.
    private var isLoopbackAddress: Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
