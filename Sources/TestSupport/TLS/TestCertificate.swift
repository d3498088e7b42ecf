import CSSL

/// A certificate with its key that lasts an hour: an authority, or what one has signed.
///
/// Sendable without the compiler's word for it: OpenSSL's values are not changed after they were made.
public final class TestCertificate: @unchecked Sendable {
    /// OpenSSL did not make one.
    public struct Failed: Error {}

    let certificate: OpaquePointer
    let key: OpaquePointer

    /// An authority that has signed itself.
    public static func authority(_ name: String = "an authority of tests") throws -> TestCertificate {
        try TestCertificate(name, extensions: [(NID_basic_constraints, "critical,CA:TRUE")], signedBy: nil)
    }

    /// A certificate of this authority for a server of these names.
    ///
    /// - Parameter names: as OpenSSL writes them, `DNS:` or `IP:` before each.
    public func server(_ names: String = "IP:127.0.0.1,DNS:localhost") throws -> TestCertificate {
        try TestCertificate("a server", extensions: [(NID_subject_alt_name, names)], signedBy: self)
    }

    /// A certificate of this authority for a client.
    public func client(_ name: String) throws -> TestCertificate {
        try TestCertificate(name, extensions: [], signedBy: self)
    }

    /// An authority below this one.
    public func intermediate(_ name: String = "an authority below") throws -> TestCertificate {
        try TestCertificate(name, extensions: [(NID_basic_constraints, "critical,CA:TRUE")], signedBy: self)
    }

    private init(_ name: String, extensions: [(Int32, String)], signedBy authority: TestCertificate?) throws {
        guard let key = Self.newKey(), let certificate = X509_new() else { throw Failed() }
        (self.key, self.certificate) = (key, certificate)
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), UInt64.random(in: 1...UInt64.max >> 1))
        // Tests may run on machines whose clocks differ from the one that the files were made on.
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3_600)
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3_600)
        X509_set_pubkey(certificate, key)
        let bytes = Array(name.utf8)
        X509_NAME_add_entry_by_NID(
            X509_get_subject_name(certificate), NID_commonName, MBSTRING_ASC | 1, bytes, Int32(bytes.count), -1, 0)
        X509_set_issuer_name(certificate, X509_get_subject_name(authority?.certificate ?? certificate))
        for (kind, value) in extensions {
            guard let made = X509V3_EXT_conf_nid(nil, nil, kind, value) else { throw Failed() }
            X509_add_ext(certificate, made, -1)
            X509_EXTENSION_free(made)
        }
        guard X509_sign(certificate, authority?.key ?? key, EVP_sha256()) > 0 else { throw Failed() }
    }

    deinit {
        X509_free(certificate)
        EVP_PKEY_free(key)
    }

    private static func newKey() -> OpaquePointer? {
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_group_name(context, "P-256") == 1,
            EVP_PKEY_generate(context, &key) == 1
        else { return nil }
        return key
    }

    /// The certificate in PEM form.
    public var pem: String {
        Self.written { PEM_write_bio_X509($0, certificate) }
    }

    /// The key in PEM form, encrypted where a passphrase is given.
    public func keyPEM(passphrase: String? = nil) -> String {
        guard let passphrase else { return Self.written { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) } }
        let secret = Array(passphrase.utf8)
        return Self.written {
            PEM_write_bio_PrivateKey($0, key, EVP_aes_256_cbc(), secret, Int32(secret.count), nil, nil)
        }
    }

    private static func written(_ write: (OpaquePointer) -> Int32) -> String {
        guard let memory = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(memory) }
        guard write(memory) == 1 else { return "" }
        var text = [UInt8](repeating: 0, count: 64 << 10)
        let count = BIO_read(memory, &text, Int32(text.count))
        return String(decoding: text.prefix(Int(max(0, count))), as: UTF8.self)
    }

    /// The SHA-256 of the certificate, 64 hexadecimal digits.
    public var fingerprint: String { Self.fingerprint(of: certificate) }

    static func fingerprint(of certificate: OpaquePointer) -> String {
        var hash = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        X509_digest(certificate, EVP_sha256(), &hash, &length)
        return hash.prefix(Int(length)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
