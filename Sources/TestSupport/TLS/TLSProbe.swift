import CSSL

/// Looks at the certificates that a server presents, without trusting it and without sending anything.
public enum TLSProbe {
    /// The fingerprints of what the server at a port of 127.0.0.1 presents, its own first; empty when it speaks no TLS.
    public static func fingerprints(at port: UInt16) -> [String] {
        guard let context = SSL_CTX_new(TLS_client_method()) else { return [] }
        defer { SSL_CTX_free(context) }
        guard let socket = Socket.connected(to: port), let session = SSL_new(context) else { return [] }
        defer {
            SSL_free(session)
            socket.close()
        }
        SSL_set_fd(session, socket.descriptor)
        guard SSL_connect(session) == 1, let chain = SSL_get_peer_cert_chain(session) else { return [] }
        return (0..<OPENSSL_sk_num(chain)).compactMap { place in
            OPENSSL_sk_value(chain, place).map { TestCertificate.fingerprint(of: OpaquePointer($0)) }
        }
    }
}
