import CCurl

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension HTTPError {
    /// What is known of a transfer that failed.
    struct Circumstances {
        var endpoint: Endpoint
        /// libcurl's own words.
        var explanation: String
        /// The system's number of the error that libcurl met; 0 for none.
        var systemError: Int32
        /// OpenSSL's number of what is wrong with the server's certificate; 0 for nothing.
        var objection: Int
        var hasReachedServer: Bool
        var connectTimeoutSeconds: Double
    }

    /// Says what a result of libcurl other than success means.
    init(_ code: CURLcode, _ circumstances: Circumstances) {
        let name = circumstances.endpoint.name
        let (kind, message): (Code, String) =
            switch code {
            case _ where circumstances.refusesOurCertificate(code):
                (
                    .clientCertificate,
                    "\(name) asks for a client certificate that it trusts: \(circumstances.safeExplanation(code))"
                )
            case CURLE_COULDNT_RESOLVE_HOST:
                (.unresolved, "the name \(circumstances.endpoint.host) has no address")
            case CURLE_COULDNT_RESOLVE_PROXY:
                (.unresolved, "the name of the proxy for \(name) has no address; see http_proxy and https_proxy")
            case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_NO_CONNECTION_AVAILABLE:
                (.refused, "no connection to \(name)\(circumstances.systemReason)\(circumstances.proxyHint)")
            case CURLE_PROXY:
                (.refused, "the proxy does not connect to \(name); see http_proxy and https_proxy")
            case CURLE_OPERATION_TIMEDOUT:
                (.timedOut, "no connection to \(name) within \(circumstances.connectTimeoutSeconds) s")
            case CURLE_SSL_CONNECT_ERROR where circumstances.peerHungUp:
                (.connectionLost, "\(name) ended the connection before TLS was agreed on")
            case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
                CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED, CURLE_USE_SSL_FAILED:
                (.tls, "no secure connection to \(name): \(circumstances.safeExplanation(code))")
            case CURLE_PEER_FAILED_VERIFICATION where circumstances.objection == PeerVerification.noSuchFingerprint:
                (.fingerprint, "none of the certificates that \(name) presents has the fingerprint that is asked for")
            case CURLE_PEER_FAILED_VERIFICATION:
                (.certificate, "the certificate of \(name) is not trusted: \(circumstances.safeExplanation(code))")
            case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
                CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
                (.certificate, "certificates cannot be checked for \(name): \(circumstances.safeExplanation(code))")
            case CURLE_GOT_NOTHING:
                (.connectionLost, "\(name) ended the connection without an answer")
            case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SEND_FAIL_REWIND, CURLE_AGAIN, CURLE_HTTP2,
                CURLE_HTTP2_STREAM, CURLE_HTTP3, CURLE_QUIC_CONNECT_ERROR:
                (.connectionLost, "the connection to \(name) broke\(circumstances.systemReason)")
            case CURLE_PARTIAL_FILE:
                (.truncated, "the answer of \(name) broke off before its end")
            case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
                // The transfer says by itself why it takes no more of an answer; this is libcurl's own view.
                (.badEncoding, "the answer of \(name) is compressed in a way that cannot be undone")
            case CURLE_FILESIZE_EXCEEDED:
                (.tooLarge, "the answer of \(name) is larger than what is allowed")
            case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
                (.unusable, "what answers at \(name) does not speak HTTP; see that the port is right")
            case CURLE_ABORTED_BY_CALLBACK:
                (.cancelled, "the request to \(name) was cancelled")
            default: Self.explain(number: code.rawValue, code, circumstances)
            }
        self.init(
            code: kind, host: name, message: message, mayHaveReachedServer: circumstances.hasReachedServer)
    }

    /// Results that older headers of libcurl do not name, and those that say that the request makes no sense.
    private static func explain(
        number: UInt32, _ code: CURLcode, _ circumstances: Circumstances
    ) -> (Code, String) {
        let name = circumstances.endpoint.name
        switch number {
        case 99:  // CURLE_UNRECOVERABLE_POLL
            return (.connectionLost, "the connection to \(name) broke\(circumstances.systemReason)")
        case 27 where circumstances.hasReachedServer, 100:
            // Until 8.6 libcurl calls a header line beyond its limit a lack of memory; then CURLE_TOO_LARGE.
            return (.tooLarge, "the headers that \(name) sends have no end")
        case 101:  // CURLE_ECH_REQUIRED
            return (.tls, "no secure connection to \(name): \(String(cString: curl_easy_strerror(code)))")
        default:
            return (.unusable, "the request to \(name) cannot be made: \(String(cString: curl_easy_strerror(code)))")
        }
    }
}

extension HTTPError.Circumstances {
    /// The system's words, led by a colon; empty when it had none.
    fileprivate var systemReason: String {
        systemError == 0 ? "" : ": \(String(cString: strerror(systemError)))"
    }

    /// Names a proxy that the environment asks for, since the trouble may be with that.
    fileprivate var proxyHint: String {
        guard !endpoint.isLoopback else { return "" }
        let names = endpoint.scheme == "https" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
        let set = (names + ["all_proxy", "ALL_PROXY"]).first { name in getenv(name).map { $0.pointee != 0 } ?? false }
        return set.map { "; \($0) names a proxy for it" } ?? ""
    }

    /// Whether the handshake failed because the other side went away: that passes, unlike a disagreement.
    fileprivate var peerHungUp: Bool {
        ["SSL_ERROR_SYSCALL", "eset by peer", "unexpected eof"].contains { explanation.contains($0) }
    }

    /// Whether the server's last word was on a certificate of ours, or on there being none.
    ///
    /// With TLS 1.3 it comes after the handshake, so that a request may have been sent.
    fileprivate func refusesOurCertificate(_ code: CURLcode) -> Bool {
        guard [CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR, CURLE_SEND_ERROR].contains(code) else { return false }
        return [
            "alert certificate required", "alert bad certificate", "alert unknown ca", "alert certificate unknown",
            "alert certificate expired", "alert certificate revoked", "alert unsupported certificate",
            "alert decrypt error",
        ].contains { explanation.contains($0) }
    }

    /// libcurl's words on certificates, which may quote names that the server chose: printable ASCII alone.
    fileprivate func safeExplanation(_ code: CURLcode) -> String {
        let text = explanation.isEmpty ? String(cString: curl_easy_strerror(code)) : explanation
        return String(decoding: text.utf8.prefix(200).map { (0x20..<0x7F).contains($0) ? $0 : 0x3F }, as: UTF8.self)
    }
}
