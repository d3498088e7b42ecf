import HTTPTransport
import SearchCluster

extension SecretReading {
    /// Keys that sign requests for a service of Amazon's: named one by one, or of a profile.
    ///
    /// - Throws: `.configuration` for a service, a region or keys that are missing or cannot be, `.file` when a file cannot
    ///   be read.
    mutating func access(to service: Told) throws(Failure) -> AWSAccess {
        guard let known = AWSAccess.Service(rawValue: service.text) else {
            throw Failure(
                service.origin.code,
                "\(service.origin) is es for domains or aoss for Serverless, not \"\(SafeText(service.text))\"")
        }
        let profile = try AWSProfile(in: surroundings)
        guard let region = surroundings[.awsRegion] ?? surroundings[.awsDefaultRegion] ?? profile.region else {
            throw Failure(
                .configuration, "requests to Amazon are signed for a region, and none is given",
                cure: "set AWS_REGION, for instance to the one in the address of the domain")
        }
        guard Self.isRegion(region) else {
            throw Failure(.configuration, "\"\(SafeText(region))\" is no region of Amazon's")
        }
        let named = try keys()
        let keys = if let named { named } else { try profile.keys(&self) }
        return AWSAccess(
            service: known, region: region, keyID: keys.id, secretKey: Secret(keys.secret),
            sessionToken: keys.token.map(Secret.init))
    }

    /// It becomes part of a header.
    private static func isRegion(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { Self.regionBytes.contains($0) }
    }

    private static let regionBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)

    /// Keys that are named one by one, by the first level that names any; in files of this program before variables that are
    /// everybody's.
    private mutating func keys() throws(Failure) -> AWSProfile.Keys? {
        for level in levels {
            let files: [EnvironmentVariable] = [.awsAccessKeyIDFile, .awsSecretAccessKeyFile, .awsSessionTokenFile]
            let areFiles = level == .environment && files.contains { surroundings.told($0, at: level) != nil }
            let id = try part(.awsAccessKeyID, at: level, areFiles)
            let secret = try part(.awsSecretAccessKey, at: level, areFiles)
            let token = try part(.awsSessionToken, at: level, areFiles)
            switch (id, secret) {
            case (let id?, let secret?): return (id.text, secret.text, token?.text)
            case (nil, nil): continue
            case (let half, let other):
                let name = (half ?? other)?.origin.description ?? ""
                let missing = half == nil ? EnvironmentVariable.awsAccessKeyID : .awsSecretAccessKey
                throw Failure(
                    .configuration, "\(name) is set without its other half",
                    cure: "set \(areFiles ? missing.fileVariable?.rawValue ?? "" : missing.rawValue)")
            }
        }
        return nil
    }

    private mutating func part(
        _ variable: EnvironmentVariable, at level: SettingsLevel, _ areFiles: Bool
    ) throws(Failure) -> Told? {
        areFiles ? try fileAlone(variable, at: level) : try secret(variable, at: level)
    }
}
