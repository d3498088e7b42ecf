import CSSL
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Speaks TLS on a port of 127.0.0.1 and hands what comes on to a rude server, so that its answers travel over TLS.
public final class TLSServer: Sendable {
    private let listener: Listener
    private let state: State

    /// The versions of TLS that matter to tests.
    public enum Version: Sendable {
        case tls11, tls12, tls13

        var number: Int {
            switch self {
            case .tls11: Int(TLS1_1_VERSION)
            case .tls12: Int(TLS1_2_VERSION)
            case .tls13: Int(TLS1_3_VERSION)
            }
        }
    }

    /// Shared by the threads of the connections; the pointer is set once and OpenSSL locks what is behind it.
    private final class State: @unchecked Sendable {
        let context: OpaquePointer
        let clients = Mutex<[String?]>([])
        // What the context points to stays as long as it.
        let certificates: [TestCertificate]

        init(_ certificates: [TestCertificate], asking authority: TestCertificate?, newest: Version) throws {
            guard let context = SSL_CTX_new(TLS_server_method()) else { throw TestCertificate.Failed() }
            self.context = context
            self.certificates = certificates
            // The oldest versions are spoken too, so that a client is seen to refuse them itself.
            SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0")
            SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_VERSION), nil)
            SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, newest.number, nil)
            // A message that is no data must not be waited behind.
            SSL_CTX_ctrl(context, SSL_CTRL_CLEAR_MODE, Int(SSL_MODE_AUTO_RETRY), nil)
            guard let own = certificates.first, let chain = OPENSSL_sk_new_null() else {
                throw TestCertificate.Failed()
            }
            defer { OPENSSL_sk_free(chain) }
            for certificate in certificates.dropFirst() {
                OPENSSL_sk_push(chain, UnsafeRawPointer(certificate.certificate))
            }
            SSL_CTX_use_cert_and_key(context, own.certificate, own.key, chain, 1)
            if let authority {
                X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.certificate)
                SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
            }
        }

        deinit {
            SSL_CTX_free(context)
        }
    }

    /// A server before another one.
    ///
    /// - Parameters:
    ///   - server: must outlive this one.
    ///   - certificates: its own first, then all that it presents with it, in order.
    ///   - authority: asks clients for a certificate of this one; `nil` asks for none.
    ///   - newest: the newest version that it speaks.
    public init(
        before server: RudeServer, _ certificates: [TestCertificate], asking authority: TestCertificate? = nil,
        newest: Version = .tls13
    ) throws {
        let state = try State(certificates, asking: authority, newest: newest)
        let listener = try Listener()
        let (record, port) = (listener.record, server.port)
        (self.state, self.listener) = (state, listener)
        listener.serve { socket, number in
            Self.serve(socket, state, port)
            record.close(number, withReset: false)
        }
    }

    deinit {
        listener.stop()
    }

    /// The server's base address.
    public var url: String { "https://127.0.0.1:\(listener.port)" }

    /// How many connections were made so far, whether TLS was agreed on or not.
    public var connections: Int { listener.record.accepted }

    /// The names in the clients' certificates, one for each connection on which TLS was agreed; `nil` for none.
    public var clients: [String?] { state.clients.withLock { $0 } }

    private static func serve(_ socket: Socket, _ state: State, _ port: UInt16) {
        // OpenSSL writes without regard to whether the other side is still there.
        var broken = sigset_t()
        sigemptyset(&broken)
        sigaddset(&broken, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &broken, nil)
        guard let session = SSL_new(state.context) else { return }
        defer { SSL_free(session) }
        SSL_set_fd(session, socket.descriptor)
        guard SSL_accept(session) == 1 else {
            // The client may have sent a request already; closing before it is read would take back what was said of why.
            shutdown(socket.descriptor, Int32(SHUT_WR))
            var rest = [UInt8](repeating: 0, count: 4096)
            while socket.receive(into: &rest) > 0 {}
            return
        }
        state.clients.withLock { $0.append(clientName(session)) }
        guard let upstream = Socket.connected(to: port) else { return }
        defer { upstream.close() }
        pump(session, socket, upstream)
        SSL_shutdown(session)
    }

    private static func clientName(_ session: OpaquePointer) -> String? {
        guard let certificate = SSL_get1_peer_certificate(session) else { return nil }
        defer { X509_free(certificate) }
        var name = [CChar](repeating: 0, count: 256)
        let length = X509_NAME_get_text_by_NID(
            X509_get_subject_name(certificate), NID_commonName, &name, Int32(name.count))
        guard length >= 0 else { return nil }
        return String(decoding: name.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Carries bytes both ways until one side ends.
    private static func pump(_ session: OpaquePointer, _ client: Socket, _ upstream: Socket) {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var watched = [
                pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: upstream.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            if SSL_pending(session) == 0, poll(&watched, 2, 300_000) <= 0 { return }
            if SSL_pending(session) > 0 || watched[0].revents != 0 {
                let count = SSL_read(session, &buffer, Int32(buffer.count))
                if count > 0 {
                    guard upstream.send(Array(buffer.prefix(Int(count)))) else { return }
                } else if SSL_get_error(session, count) != SSL_ERROR_WANT_READ {
                    return
                }
            }
            if watched[1].revents != 0 {
                let count = upstream.receive(into: &buffer)
                guard count > 0, SSL_write(session, buffer, Int32(count)) > 0 else { return }
            }
        }
    }
}
