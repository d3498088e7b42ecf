extension HTTPConfiguration {
    /// Refuses what cannot work, before a request finds out.
    func check() throws(HTTPError) {
        guard maxConnectionsPerHost >= 1, maxResponseBytes >= 1, requestTimeoutSeconds > 0, connectTimeoutSeconds > 0
        else {
            throw HTTPError.unusable("connections, response bytes and time-outs must all be above zero")
        }
        if let caFile { try Self.checkCertificates(in: caFile) }
        if caFingerprint != nil {
            guard caFile == nil, verifiesPeer else {
                throw HTTPError.unusable("a fingerprint takes the place of a CA file, and needs verification")
            }
            guard PeerVerification.isSupported else {
                throw HTTPError.unusable("a fingerprint can be checked with libcurl on OpenSSL alone; use a CA file")
            }
        }
        if let clientCertificate { try clientCertificate.check() }
    }

    /// libcurl would find out only at the first connection, and say little.
    private static func checkCertificates(in path: String) throws(HTTPError) {
        let text = try PEMFile.bytes(of: path, called: "CA file")
        guard
            ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"].contains(where: { kind in
                PEMFile.contains("-----BEGIN \(kind)-----", in: text)
            })
        else {
            throw HTTPError.unusable("the CA file \(path) holds no certificate in PEM form")
        }
    }
}
