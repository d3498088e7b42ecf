/// How a client connects, and what it puts up with.
public struct HTTPConfiguration: Sendable {
    /// A PEM file of certificate authorities to trust instead of the system's; `nil` trusts the system's.
    public var caFile: String?
    /// The certificate to trust instead, among those that the server presents; `nil` trusts ``caFile`` or the system's.
    public var caFingerprint: CertificateFingerprint?
    /// What is shown to a server that asks for a certificate; `nil` shows none.
    public var clientCertificate: ClientCertificate?
    /// Whether the server's certificate and name are checked; `false` lets anybody read and change what is sent.
    public var verifiesPeer = true
    /// The `User-Agent` header; none is sent when empty.
    public var userAgent = ""
    /// Connections to one host and port at the same time, 1 and above; further requests wait for one to be free.
    public var maxConnectionsPerHost = 4
    /// The largest body that is accepted, in bytes after decompression.
    public var maxResponseBytes = 256 << 20
    /// Seconds from the call to the last byte of the answer, for a request without a deadline of its own.
    public var requestTimeoutSeconds = 300.0
    /// Seconds that looking up a name, connecting and agreeing on TLS may take together.
    public var connectTimeoutSeconds = 10.0
    /// When answers are asked for in compressed form.
    public var compression = Compression.automatic
    /// Whether requests to this machine (`localhost`, `127.0.0.0/8`, `::1`) go through the proxy that the environment
    /// names; requests to other machines do, as `http_proxy`, `https_proxy` and `no_proxy` say.
    public var usesProxyForLoopback = false

    /// When answers are asked for in compressed form.
    public enum Compression: String, Sendable, CaseIterable {
        /// From other machines; to compress for this one takes processor time at both ends and spares nothing.
        case automatic = "auto"
        /// From all: for slow networks behind a tunnel that ends on this machine.
        case always
        /// From none: for a cluster whose processors are scarcer than the network to it.
        case never
    }

    /// The defaults: verified TLS 1.2 or later, four connections a host, answers up to 256 MiB within five minutes.
    public init() {}
}
