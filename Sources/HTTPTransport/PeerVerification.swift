import CCurl
import CSSL

/// Verifies the certificates of servers as OpenSSL does, or with one certificate as the only authority.
///
/// That certificate has to be among those that the server presents: it is trusted because of its fingerprint, and what the
/// server presents has to lead to it, as with a file of authorities. libcurl checks the name afterwards; nothing of a
/// request is sent before both.
final class PeerVerification: Sendable {
    private let fingerprint: CertificateFingerprint?

    /// What OpenSSL calls it when no certificate has the fingerprint; it comes back with the transfer's result.
    static let noSuchFingerprint = Int(X509_V_ERR_APPLICATION_VERIFICATION)

    /// - Parameter fingerprint: of the only authority; `nil` leaves that to libcurl.
    init(_ fingerprint: CertificateFingerprint?) {
        self.fingerprint = fingerprint
    }

    /// Whether libcurl speaks TLS with the OpenSSL that this program was built for, and not with another library.
    static var isSupported: Bool {
        guard let library = ccurl_tls_library() else { return false }
        return String(cString: library).hasPrefix("OpenSSL/\(OPENSSL_VERSION_MAJOR).")
    }

    /// Takes over the verification of a connection that libcurl is about to make; this value must outlive it.
    func watch(_ context: UnsafeMutableRawPointer) {
        SSL_CTX_set_cert_verify_callback(
            OpaquePointer(context),
            { store, data in
                guard let store, let data else { return 0 }
                return Unmanaged<PeerVerification>.fromOpaque(data).takeUnretainedValue().verify(store) ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func verify(_ store: OpaquePointer) -> Bool {
        // OpenSSL's list of errors begins with how it found out, and libcurl looks at the beginning for what is wrong.
        defer { ERR_clear_error() }
        guard let fingerprint else { return X509_verify_cert(store) == 1 }
        guard let anchor = presented(to: store, with: fingerprint), let anchors = OPENSSL_sk_new_null() else {
            X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
            return false
        }
        // The stack does not own the certificate, and is not looked at after the verification.
        defer { OPENSSL_sk_free(anchors) }
        OPENSSL_sk_push(anchors, UnsafeRawPointer(anchor))
        X509_STORE_CTX_set0_trusted_stack(store, anchors)
        // The certificate need not be a root: one that another has signed is trusted as well.
        X509_VERIFY_PARAM_set_flags(X509_STORE_CTX_get0_param(store), UInt(X509_V_FLAG_PARTIAL_CHAIN))
        return X509_verify_cert(store) == 1
    }

    /// The certificate with the fingerprint among those that the server presents.
    private func presented(to store: OpaquePointer, with fingerprint: CertificateFingerprint) -> OpaquePointer? {
        guard let chain = X509_STORE_CTX_get0_untrusted(store) else { return nil }
        var hash = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        for place in 0..<OPENSSL_sk_num(chain) {
            guard let certificate = OPENSSL_sk_value(chain, place).map({ OpaquePointer($0) }) else { continue }
            var length: UInt32 = 0
            guard X509_digest(certificate, EVP_sha256(), &hash, &length) == 1 else { continue }
            if hash.prefix(Int(length)).elementsEqual(fingerprint.bytes) { return certificate }
        }
        return nil
    }
}
