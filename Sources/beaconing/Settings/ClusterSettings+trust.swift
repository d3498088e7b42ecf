import Foundation
import HTTPTransport
import SearchCluster

extension ClusterSettings {
    /// Whom a connection trusts: the system's authorities, those of a file, one by its fingerprint, or everybody.
    ///
    /// What is typed comes before what the environment says, as a whole: a typed file before a fingerprint there.
    static func trust(
        _ words: TypedWords, _ surroundings: Surroundings, _ transport: inout HTTPConfiguration
    ) throws(Failure) {
        for name in [OptionName.caFile, .caFingerprint] where words.has(name) && words.has(.insecure) {
            throw Failure(.usage, "--insecure and \(name.typed) contradict each other", cure: "leave out --insecure")
        }
        if words.has(.caFile), words.has(.caFingerprint) {
            throw Failure(
                .usage, "--ca-file and --ca-fingerprint are two ways to say whom to trust",
                cure: "leave out one of them")
        }
        transport.verifiesPeer = !words.has(.insecure)
        guard transport.verifiesPeer else { return }
        if let typed = words.last(.caFingerprint) {
            transport.caFingerprint = try fingerprint(typed, from: OptionName.caFingerprint.typed)
        } else if !words.has(.caFile), let text = surroundings[.caFingerprint] {
            guard surroundings[.caFile] == nil else {
                throw Failure(
                    .configuration, "both BEACONING_CA_FILE and BEACONING_CA_FINGERPRINT are set",
                    cure: "unset one of them")
            }
            transport.caFingerprint = try fingerprint(text, from: EnvironmentVariable.caFingerprint.rawValue)
        } else {
            transport.caFile = try file(.caFile, .caFile, called: "certificate authorities", words, surroundings)
        }
    }

    /// The file that an option or else a variable names.
    ///
    /// - Parameter name: what is in it, to end "the file with …".
    /// - Throws: `.file` when it cannot be read.
    static func file(
        _ option: OptionName, _ variable: EnvironmentVariable, called name: String, _ words: TypedWords,
        _ surroundings: Surroundings
    ) throws(Failure) -> String? {
        guard let path = words.last(option) ?? surroundings[variable] else { return nil }
        guard FileManager.default.isReadableFile(atPath: path) else {
            let origin = words.has(option) ? option.typed : variable.rawValue
            throw Failure(.file, "the file with \(name), \(path) (\(origin)), cannot be read")
        }
        return path
    }

    private static func fingerprint(_ text: String, from origin: String) throws(Failure) -> CertificateFingerprint {
        guard let fingerprint = CertificateFingerprint(text) else {
            throw Failure(
                .configuration,
                "\(origin) is no SHA-256 fingerprint: it has 64 hexadecimal digits, with or without colons",
                cure: "see it with: openssl x509 -noout -fingerprint -sha256 -in http_ca.crt")
        }
        return fingerprint
    }
}

extension ClientCertificate {
    /// The certificate that the words or else the environment name; `nil` where they name none.
    ///
    /// - Throws: `.configuration` for a key or a passphrase without a certificate, `.file` when a file cannot be read.
    init?(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) {
        let passphrase = try Credentials.secret(.clientKeyPassphrase, .clientKeyPassphraseFile, in: surroundings)
        let key = try ClusterSettings.file(
            .clientKeyFile, .clientKeyFile, called: "the client key", words, surroundings)
        guard
            let certificate = try ClusterSettings.file(
                .clientCertFile, .clientCertFile, called: "the client certificate", words, surroundings)
        else {
            guard key == nil, passphrase == nil else {
                throw Failure(
                    .configuration, "a client key or its passphrase is given without a certificate",
                    cure: "add --client-cert-file FILE or set BEACONING_CLIENT_CERT_FILE")
            }
            return nil
        }
        self.init(certificateFile: certificate, keyFile: key, passphrase: passphrase.map(Secret.init))
    }
}
