import HTTPTransport
import SearchCluster

extension OptionName {
    /// The options that say how a cluster is reached, of every verb that asks one.
    static let connecting: [OptionName] = [
        .context, .config, .caFile, .caFingerprint, .clientCertFile, .clientKeyFile, .aws, .insecure, .allowPlainHTTP,
        .timeout, .retries, .maxLoad, .compression,
    ]
}

extension Option {
    /// The options that say how a cluster is reached.
    static func connection(_ name: OptionName) -> Option {
        switch name {
        case .caFile:
            Option(
                name, value: "FILE",
                help: """
                    Trust the certificate authorities in this PEM file instead of the system's. \
                    Otherwise BEACONING_CA_FILE.
                    """)
        case .caFingerprint:
            Option(
                name, value: "SHA256",
                help: """
                    Trust the certificate with this fingerprint, as Elasticsearch prints it at its first start, among those \
                    that the server presents: 64 hexadecimal digits, with or without colons. It takes the place of \
                    --ca-file. Otherwise BEACONING_CA_FINGERPRINT.
                    """)
        case .clientCertFile:
            Option(
                name, value: "FILE",
                help: """
                    Show the certificate in this PEM file to a server that asks for one. Otherwise \
                    BEACONING_CLIENT_CERT_FILE.
                    """)
        case .clientKeyFile:
            Option(
                name, value: "FILE",
                help: """
                    The private key of that certificate, in PEM form. Otherwise BEACONING_CLIENT_KEY_FILE, or in the \
                    certificate's file. A passphrase comes from BEACONING_CLIENT_KEY_PASSPHRASE or \
                    BEACONING_CLIENT_KEY_PASSPHRASE_FILE.
                    """)
        case .aws:
            Option(
                name, value: AWSAccess.Service.allCases.map(\.rawValue).joined(separator: "|"),
                choices: AWSAccess.Service.allCases.map(\.rawValue),
                help: """
                    Sign requests for Amazon OpenSearch: es for domains, aoss for collections of Serverless. Otherwise \
                    BEACONING_AWS. Key, session token and region come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, \
                    AWS_SESSION_TOKEN and AWS_REGION, or from the profile of AWS_PROFILE.
                    """)
        case .insecure:
            Option(
                name,
                help: """
                    Do not check the cluster's certificate: anybody on the way can read and change everything. \
                    Warns each time.
                    """)
        case .allowPlainHTTP:
            Option(
                name,
                help: """
                    Send credentials over plain http to another machine, where everybody on the way can read them. Warns \
                    each time. Otherwise what BEACONING_ALLOW_PLAIN_HTTP says, true or false.
                    """)
        case .timeout:
            Option(
                name, value: "TIME",
                help: "How long one request may take, for instance 90s or 5m. Otherwise BEACONING_TIMEOUT, or 5m.")
        case .retries:
            Option(
                name, value: "N",
                help: """
                    How often a request is sent again when the cluster cannot be reached or is too busy, 0 to 20, with \
                    growing pauses. Otherwise BEACONING_RETRIES, or 5.
                    """)
        case .maxLoad:
            Option(
                name, value: "NUMBER",
                help: """
                    How many searches the cluster is given at a time, on average, 0.01 to 64; 0.25 is one at a time with \
                    pauses three times as long. Otherwise BEACONING_MAX_LOAD, or 2.
                    """)
        case .compression:
            Option(
                name, value: HTTPConfiguration.Compression.allCases.map(\.rawValue).joined(separator: "|"),
                help: """
                    Whether answers come compressed, which spares the network and costs the cluster a third more processor \
                    time: auto asks for it from other machines and not from this one. Otherwise BEACONING_COMPRESSION, or \
                    auto.
                    """)
        default:
            Option(
                name, value: "URL[,URL]",
                help: """
                    Addresses of the cluster's nodes, separated by commas and tried in turn. Otherwise the first that \
                    is set of BEACONING_URL, ELASTICSEARCH_URL, ES_URL and OPENSEARCH_URL.
                    """)
        }
    }
}
