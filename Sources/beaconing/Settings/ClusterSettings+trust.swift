import Foundation
import HTTPTransport
import SearchCluster

extension ClusterSettings {
    /// Whom a connection trusts: the system's authorities, those of a file, one by its fingerprint, or everybody.
    ///
    /// The first place that says anything of it counts as a whole: a typed file comes before a fingerprint of the environment.
    static func trust(
        _ words: TypedWords, _ surroundings: Surroundings, _ transport: inout HTTPConfiguration
    ) throws(Failure) {
        for name in [OptionName.caFile, .caFingerprint] where words.has(name) && words.has(.insecure) {
            throw Failure(.usage, "--insecure and \(name.typed) contradict each other", cure: "leave out --insecure")
        }
        transport.verifiesPeer = !words.has(.insecure)
        guard transport.verifiesPeer else { return }
        let typed = [OptionName.caFile, .caFingerprint].map { option in
            words.last(option).map { Told(text: $0, origin: .word(option)) }
        }
        let levels = SettingsLevel.allCases.map { level in
            [surroundings.told(.caFile, at: level), surroundings.told(.caFingerprint, at: level)]
        }
        for said in [typed] + levels {
            switch (said[0], said[1]) {
            case (nil, nil): continue
            case (let file?, nil): transport.caFile = try readable(file, called: "certificate authorities")
            case (nil, let fingerprint?): transport.caFingerprint = try Self.fingerprint(fingerprint)
            case (let file?, let fingerprint?):
                throw Failure(
                    file.origin.code, "\(file.origin) and \(fingerprint.origin) are two ways to say whom to trust",
                    cure: "leave out one of them")
            }
            return
        }
    }

    /// The path of a file that can be read.
    ///
    /// - Parameter name: what is in it, to end "the file with …".
    /// - Throws: `.file` when it cannot be read.
    static func readable(_ told: Told, called name: String) throws(Failure) -> String {
        guard FileManager.default.isReadableFile(atPath: told.text) else {
            throw Failure(.file, "the file with \(name), \(SafeText(told.text)) (\(told.origin)), cannot be read")
        }
        return told.text
    }

    private static func fingerprint(_ told: Told) throws(Failure) -> CertificateFingerprint {
        guard let fingerprint = CertificateFingerprint(told.text) else {
            throw Failure(
                .configuration,
                "\(told.origin) is no SHA-256 fingerprint: it has 64 hexadecimal digits, with or without colons",
                cure: "see it with: openssl x509 -noout -fingerprint -sha256 -in http_ca.crt")
        }
        return fingerprint
    }
}

extension SecretReading {
    /// The certificate to show, and its key; `nil` where none is named.
    ///
    /// - Throws: `.configuration` for a key or a passphrase without a certificate, `.file` when a file cannot be read.
    mutating func clientCertificate(_ words: TypedWords) throws(Failure) -> ClientCertificate? {
        let passphrase = try secret(.clientKeyPassphrase)
        let key = surroundings.told(.clientKeyFile, words, .clientKeyFile)
        guard let certificate = surroundings.told(.clientCertFile, words, .clientCertFile) else {
            guard key == nil, passphrase == nil else {
                throw Failure(
                    .configuration, "a client key or its passphrase is given without a certificate",
                    cure: "add --client-cert-file FILE or set BEACONING_CLIENT_CERT_FILE")
            }
            return nil
        }
        let shown = ClientCertificate(
            certificateFile: try ClusterSettings.readable(certificate, called: "the client certificate"),
            keyFile: try key.map { key throws(Failure) in
                try ClusterSettings.readable(key, called: "the client key")
            }, passphrase: passphrase.map { Secret($0.text) })
        noteReaders(of: shown.keyFile, named: "the client key \(SafeText(shown.keyFile))")
        return shown
    }
}
