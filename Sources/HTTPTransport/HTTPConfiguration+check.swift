#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension HTTPConfiguration {
    /// Refuses what cannot work, before a request finds out.
    func check() throws(HTTPError) {
        guard maxConnectionsPerHost >= 1, maxResponseBytes >= 1, requestTimeoutSeconds > 0, connectTimeoutSeconds > 0
        else {
            throw HTTPError.unusable("connections, response bytes and time-outs must all be above zero")
        }
        if let caFile { try Self.checkCertificates(in: caFile) }
    }

    /// libcurl would find out only at the first connection, and say little.
    private static func checkCertificates(in path: String) throws(HTTPError) {
        guard let file = fopen(path, "r") else {
            throw HTTPError.unusable("the CA file \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        // No collection of authorities is larger, and a device has no end.
        while text.count < 16 << 20, feof(file) == 0, ferror(file) == 0 {
            let count = fread(&piece, 1, piece.count, file)
            text += piece[..<count]
        }
        guard ferror(file) == 0 else {
            throw HTTPError.unusable("the CA file \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        guard
            ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"].contains(where: { kind in
                contains("-----BEGIN \(kind)-----", in: text[...])
            })
        else {
            throw HTTPError.unusable("the CA file \(path) holds no certificate in PEM form")
        }
    }

    private static func contains(_ marker: String, in text: ArraySlice<UInt8>) -> Bool {
        let wanted = Array(marker.utf8)
        var rest = text
        while let start = rest.firstIndex(of: UInt8(ascii: "-")) {
            rest = rest[start...]
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
