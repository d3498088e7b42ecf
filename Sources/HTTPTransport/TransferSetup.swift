import CCurl

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Sets the options of one easy handle, and remembers the first that libcurl did not take.
struct TransferSetup {
    let easy: UnsafeMutableRawPointer
    let endpoint: Endpoint
    /// Why the handle cannot be used.
    private(set) var failure: HTTPError?

    init(easy: UnsafeMutableRawPointer, endpoint: Endpoint) {
        self.easy = easy
        self.endpoint = endpoint
    }

    /// The functions that libcurl calls.
    struct Receivers {
        var write: curl_write_callback
        var header: curl_write_callback
        var read: curl_read_callback
        var seek: curl_seek_callback
    }

    /// How to connect, the same for every request.
    ///
    /// - Parameter verification: must outlive every connection that is made.
    mutating func apply(_ configuration: HTTPConfiguration, verifying verification: PeerVerification?) {
        check(ccurl_set_web_protocols(easy))
        ccurl_set_quick_exit(easy)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(configuration.connectTimeoutSeconds))
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_TCP_KEEPIDLE, 30)
        set(CURLOPT_TCP_KEEPINTVL, 15)
        set(CURLOPT_BUFFERSIZE, 128 << 10)
        set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, configuration.verifiesPeer ? 1 : 0)
        set(CURLOPT_SSL_VERIFYHOST, configuration.verifiesPeer ? 2 : 0)
        if let file = configuration.caFile { set(CURLOPT_CAINFO, file) }
        if configuration.caFingerprint != nil {
            // The system's authorities are not asked, and need not be there.
            check(ccurl_set_string(easy, CURLOPT_CAINFO, nil))
            check(ccurl_set_string(easy, CURLOPT_CAPATH, nil))
        }
        if let verification { apply(verification) }
        if let certificate = configuration.clientCertificate { apply(certificate) }
        if !configuration.userAgent.isEmpty { set(CURLOPT_USERAGENT, configuration.userAgent) }
        // An empty name means none, whatever the environment says.
        if endpoint.isLoopback, !configuration.usesProxyForLoopback { set(CURLOPT_PROXY, "") }
        // Programs that this one starts must not inherit connections.
        check(
            ccurl_set_sockopt_function(easy) { _, socket, _ in
                fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR
            })
    }

    private mutating func apply(_ verification: PeerVerification) {
        let context = Unmanaged.passUnretained(verification).toOpaque()
        check(ccurl_set_pointer(easy, CURLOPT_SSL_CTX_DATA, context))
        check(
            ccurl_set_ssl_context_function(easy) { _, connection, context in
                guard let connection, let context else { return CURLE_SSL_CERTPROBLEM }
                Unmanaged<PeerVerification>.fromOpaque(context).takeUnretainedValue().watch(connection)
                return CURLE_OK
            })
    }

    private mutating func apply(_ certificate: ClientCertificate) {
        set(CURLOPT_SSLCERT, certificate.certificateFile)
        set(CURLOPT_SSLKEY, certificate.keyFile)
        // Without one, OpenSSL would ask at the terminal.
        set(CURLOPT_KEYPASSWD, certificate.passphrase?.reveal() ?? "")
    }

    /// What to ask for.
    ///
    /// - Returns: the header lines; libcurl reads them until the handle is gone, then they are to be freed.
    mutating func apply(
        _ request: HTTPRequest, compression: HTTPConfiguration.Compression
    ) -> UnsafeMutablePointer<curl_slist>? {
        set(CURLOPT_URL, request.url)
        switch (request.method, request.body) {
        case (.head, nil): set(CURLOPT_NOBODY, 1)
        case (.head, _?): fail("a HEAD request cannot carry a body")
        case (.get, nil): set(CURLOPT_HTTPGET, 1)
        case (.delete, nil):
            set(CURLOPT_HTTPGET, 1)
            set(CURLOPT_CUSTOMREQUEST, request.method.verb)
        case (_, let body):
            set(CURLOPT_POST, 1)
            set(CURLOPT_CUSTOMREQUEST, request.method.verb)
            check(ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body?.count ?? 0)))
            // Without this libcurl would ask the read function for an empty body, too.
            if body?.isEmpty ?? true { set(CURLOPT_COPYPOSTFIELDS, "") }
        }
        return headerLines(of: request, compression)
    }

    private mutating func headerLines(
        of request: HTTPRequest, _ compression: HTTPConfiguration.Compression
    ) -> UnsafeMutablePointer<curl_slist>? {
        // Waiting for leave to send a body costs a round trip, and with some proxies a second.
        var lines = ["Expect:"]
        let isCompressed = compression == .always || (compression == .automatic && !endpoint.isLoopback)
        if !request.headers.contains(where: { $0.isNamed("accept-encoding") }) {
            lines.append("Accept-Encoding: " + (isCompressed ? "gzip" : "identity"))
        }
        // A body without a type is not a form.
        if !request.headers.contains(where: { $0.isNamed("content-type") }) { lines.append("Content-Type:") }
        for header in request.headers {
            guard header.isOneLine else {
                fail("a header of the request cannot be sent: its name or value breaks the line")
                continue
            }
            // libcurl takes a name with a colon and nothing else for one to leave out.
            lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                fail("memory is short")
                break
            }
            list = longer
        }
        check(ccurl_set_headers(easy, list))
        return list
    }

    /// Where the answer goes.
    mutating func receive(
        into context: UnsafeMutableRawPointer, explaining explanation: UnsafeMutablePointer<CChar>,
        _ receivers: Receivers
    ) {
        check(ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, explanation))
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_SEEKDATA] {
            check(ccurl_set_pointer(easy, option, context))
        }
        check(ccurl_set_write_function(easy, CURLOPT_WRITEFUNCTION, receivers.write))
        check(ccurl_set_write_function(easy, CURLOPT_HEADERFUNCTION, receivers.header))
        check(ccurl_set_read_function(easy, receivers.read))
        check(ccurl_set_seek_function(easy, receivers.seek))
    }

    private mutating func set(_ option: CURLoption, _ value: Int) {
        check(ccurl_set_long(easy, option, value))
    }

    private mutating func set(_ option: CURLoption, _ value: String) {
        check(ccurl_set_string(easy, option, value))
    }

    private mutating func check(_ code: CURLcode) {
        guard code != CURLE_OK else { return }
        fail("libcurl cannot be set up: \(String(cString: curl_easy_strerror(code)))")
    }

    private mutating func fail(_ message: String) {
        failure = failure ?? HTTPError.unusable(message, host: endpoint.name)
    }

    /// At least one: libcurl takes zero for its default.
    private static func milliseconds(_ seconds: Double) -> Int {
        Int(min(max((seconds * 1000).rounded(.up), 1), 1e9))
    }
}
