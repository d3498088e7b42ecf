import BeaconTransform
import Foundation
import HTTPTransport
import SearchCluster

/// How the cluster is reached, and where that was said.
struct ClusterSettings: Sendable {
    /// Addresses, credentials, certificates, limits.
    let configuration: ClusterConfiguration
    /// Where the address comes from, as messages name it.
    let origin: String
    /// Whether the credentials are of the context, and so for its addresses alone.
    let hasContextCredentials: Bool
    /// What a person should know each time, one sentence each.
    let warnings: [String]

    /// Settings from the words, then the environment, then the context; `nil` when none names a cluster.
    init?(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) {
        guard let address = surroundings.told(.url, words, .url) ?? Self.others(surroundings) else { return nil }
        origin = "\(address.origin)"
        let urls = address.text.split(separator: ",").map { String($0).trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        guard !urls.isEmpty else { throw Failure(.configuration, "\(origin) names no address") }
        var transport = HTTPConfiguration()
        transport.userAgent = "beaconing/\(Program.version)"
        var warnings: [String] = []
        try Self.trust(words, surroundings, &transport)
        if !transport.verifiesPeer {
            warnings.append(
                "the cluster's certificate is not checked (--insecure): anybody on the way can read and change all"
            )
        }
        var reading = SecretReading(surroundings)
        if let context = surroundings.context {
            reading.takesContext = urls.allSatisfy { context.isAbout($0, under: .url) }
            if !reading.takesContext, context.hasCredentials(of: .cluster) {
                warnings.append(
                    "the credentials of context \(SafeText(context.name)) are for its own addresses and are not used: "
                        + "\(origin) names another")
            }
        }
        transport.clientCertificate = try reading.clientCertificate(words)
        if let timeout = surroundings.told(.timeout, words, .timeout) {
            transport.requestTimeoutSeconds = Double(try TimeSpan.read(timeout).seconds)
        }
        if let typed = surroundings.told(.compression, words, .compression) {
            transport.compression = try Self.compression(typed)
        }
        var retry = RetryPolicy()
        if let retries = surroundings.told(.retries, words, .retries) {
            retry.attempts = try WholeNumber.read(retries, in: 0...20) + 1
        }
        let asking = try Self.credentials(words, &reading)
        hasContextCredentials = asking?.level == .context
        var configuration = ClusterConfiguration(
            urls: urls, credentials: asking?.credentials ?? .none, transport: transport, retry: retry)
        if let typed = surroundings.told(.maxLoad, words, .maxLoad) {
            configuration.load = try Self.load(typed)
            // Room for what is no search, such as a lease that is renewed meanwhile.
            configuration.transport.maxConnectionsPerHost = max(
                configuration.transport.maxConnectionsPerHost, configuration.load.requestsInFlight + 2)
        }
        configuration.allowsPlainHTTP = try Self.allowsPlainHTTP(words, surroundings)
        warnings += reading.warnings
        do throws(ClusterError) {
            try configuration.checkAddresses()
            warnings += try configuration.exposureWarnings()
        } catch {
            throw Failure(explaining: error)
        }
        self.configuration = configuration
        self.warnings = warnings
    }

    private static func load(_ told: Told) throws(Failure) -> RequestLoad {
        guard let average = Double(told.text), (0.01...64).contains(average) else {
            throw Failure(
                told.origin.code, "\(told.origin) is a number from 0.01 to 64, not \"\(SafeText(told.text))\"")
        }
        return RequestLoad(average: average)
    }

    private static func compression(_ told: Told) throws(Failure) -> HTTPConfiguration.Compression {
        guard let compression = HTTPConfiguration.Compression(rawValue: told.text) else {
            let names = HTTPConfiguration.Compression.allCases.map(\.rawValue)
            throw Failure(
                told.origin.code, "\(told.origin) is \(names.joined(separator: ", ")), not \"\(SafeText(told.text))\"")
        }
        return compression
    }

    private static func allowsPlainHTTP(
        _ words: TypedWords, _ surroundings: Surroundings
    ) throws(Failure) -> Bool {
        if words.has(.allowPlainHTTP) { return true }
        guard let told = surroundings.told(.allowPlainHTTP) else { return false }
        guard let allows = Bool(told.text) else {
            throw Failure(told.origin.code, "\(told.origin) is true or false, not \"\(SafeText(told.text))\"")
        }
        return allows
    }

    private static func credentials(
        _ words: TypedWords, _ reading: inout SecretReading
    ) throws(Failure) -> (credentials: Credentials, level: SettingsLevel)? {
        guard let service = words.last(.aws) else { return try reading.credentials(of: .cluster) }
        return (.aws(try reading.access(to: Told(text: service, origin: .word(.aws)))), .environment)
    }

    /// The address in a variable of other tools, for want of one of our own.
    static func others(_ surroundings: Surroundings) -> Told? {
        for variable in [EnvironmentVariable.elasticsearchURL, .esURL, .opensearchURL] {
            if let told = surroundings.told(variable) { return told }
        }
        return nil
    }
}

extension ClusterConfiguration {
    /// What a person should know each time of credentials that others can read on the way.
    ///
    /// - Throws: as ``checkAddresses()``.
    func exposureWarnings() throws(ClusterError) -> [String] {
        try exposedHosts().map {
            "credentials go to \(SafeText($0)) over plain http (--allow-plain-http): everybody on the way can read them"
        }
    }
}
