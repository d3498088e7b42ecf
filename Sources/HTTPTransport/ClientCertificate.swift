import CSSL

/// A certificate by which a server knows the program, where it asks for one (mutual TLS).
public struct ClientCertificate: Sendable {
    /// A PEM file with the certificate and those between it and its authority.
    public var certificateFile: String
    /// A PEM file with the certificate's private key; the same file where both lie in one.
    public var keyFile: String
    /// What opens the private key; `nil` for one that is not encrypted.
    public var passphrase: Secret?

    /// A certificate with its key.
    ///
    /// - Parameter keyFile: `nil` when the key lies in the certificate's file.
    public init(certificateFile: String, keyFile: String? = nil, passphrase: Secret? = nil) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile ?? certificateFile
        self.passphrase = passphrase
    }

    /// Makes sure that certificate and key can be read and belong together; libcurl would find out at the first connection,
    /// and say little.
    func check() throws(HTTPError) {
        let certificateText = try PEMFile.bytes(of: certificateFile, called: "client certificate")
        // OpenSSL keeps a list of what went wrong; the next who asks it must not find this.
        defer { ERR_clear_error() }
        guard let certificate = Self.certificate(in: certificateText) else {
            throw HTTPError.unusable("the client certificate \(certificateFile) holds no certificate in PEM form")
        }
        defer { X509_free(certificate) }
        let keyText = try PEMFile.bytes(of: keyFile, called: "client key")
        guard let key = privateKey(in: keyText) else {
            guard PEMFile.contains("ENCRYPTED", in: keyText) else {
                throw HTTPError.unusable("the client key \(keyFile) holds no private key in PEM form")
            }
            let why = passphrase == nil ? "is encrypted and no passphrase is given" : "is not opened by its passphrase"
            throw HTTPError.unusable("the client key \(keyFile) \(why)")
        }
        defer { EVP_PKEY_free(key) }
        guard X509_check_private_key(certificate, key) == 1 else {
            throw HTTPError.unusable("the client key \(keyFile) does not belong to the certificate \(certificateFile)")
        }
    }

    private static func certificate(in text: [UInt8]) -> OpaquePointer? {
        guard let source = BIO_new_mem_buf(text, Int32(text.count)) else { return nil }
        defer { BIO_free(source) }
        return PEM_read_bio_X509(source, nil, nil, nil)
    }

    private func privateKey(in text: [UInt8]) -> OpaquePointer? {
        guard let source = BIO_new_mem_buf(text, Int32(text.count)) else { return nil }
        defer { BIO_free(source) }
        // Without a text to take, OpenSSL would ask at the terminal.
        var secret = Array((passphrase?.reveal() ?? "").utf8) + [0]
        return PEM_read_bio_PrivateKey(source, nil, nil, &secret)
    }
}
