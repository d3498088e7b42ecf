import BeaconTransform
import Foundation
import HTTPTransport
import SearchCluster

/// How the cluster is reached, and where that was said.
struct ClusterSettings: Sendable {
    /// Addresses, credentials, certificates, limits.
    let configuration: ClusterConfiguration
    /// Where the address comes from: `--url` or the name of a variable.
    let origin: String
    /// What a person should know each time, one sentence each.
    let warnings: [String]

    /// Settings from the words, then the environment; `nil` when neither names a cluster.
    init?(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) {
        guard let (text, origin) = Self.address(words, surroundings) else { return nil }
        self.origin = origin
        let urls = text.split(separator: ",").map { String($0).trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        guard !urls.isEmpty else { throw Failure(.configuration, "\(origin) names no address") }
        var transport = HTTPConfiguration()
        transport.userAgent = "beaconing/\(Program.version)"
        var warnings: [String] = []
        try Self.trust(words, surroundings, &transport)
        transport.clientCertificate = try ClientCertificate(words, in: surroundings)
        if !transport.verifiesPeer {
            warnings.append(
                "the cluster's certificate is not checked (--insecure): anybody on the way can read and change all"
            )
        }
        if let timeout = try TimeSpan.read(.timeout, of: words) {
            transport.requestTimeoutSeconds = Double(timeout.seconds)
        }
        var retry = RetryPolicy()
        if let retries = try WholeNumber.read(.retries, of: words, in: 0...20) { retry.attempts = retries + 1 }
        configuration = ClusterConfiguration(
            urls: urls, credentials: try Self.credentials(words, surroundings), transport: transport, retry: retry)
        self.warnings = warnings
    }

    private static func credentials(
        _ words: TypedWords, _ surroundings: Surroundings
    ) throws(Failure) -> Credentials {
        let credentials = try Credentials(from: surroundings)
        guard let access = try AWSAccess(words, in: surroundings) else { return credentials }
        guard case .none = credentials else {
            throw Failure(
                .configuration, "requests are to be signed for Amazon, and other credentials are set as well",
                cure: "unset them, or leave out --aws and BEACONING_AWS")
        }
        return .aws(access)
    }

    private static func address(_ words: TypedWords, _ surroundings: Surroundings) -> (String, String)? {
        if let typed = words.last(.url) { return (typed, OptionName.url.typed) }
        for variable in [EnvironmentVariable.url, .elasticsearchURL, .esURL, .opensearchURL] {
            if let value = surroundings[variable] { return (value, variable.rawValue) }
        }
        return nil
    }
}
