/// Where a profile's connections go.
public struct Destinations: Sendable, Hashable {
    /// The kind of addresses.
    public var place: Place
    /// How many addresses there are in all, at least 1.
    public var count: Int
    /// How one of them is chosen.
    public var choice: Choice
    /// `destination.port`.
    public var port: Int
    /// `network.transport`.
    public var transport: TrafficEvent.Transport
    /// The share of connections over IPv6, 0 to 1.
    public var ipv6Share: Double

    /// The kind of addresses; none is meant to be anybody's.
    public enum Place: Sendable, Hashable {
        /// Public addresses, made up; over IPv6 the documentation block 2001:db8::/32.
        case world
        /// Addresses in a cloud vendor's published block, for software of that vendor.
        case vendorCloud
        /// The office's own servers in 10.0.0.0/16.
        case office
        /// One fixed address, such as a cloud's metadata service.
        case fixed(String)
    }

    /// How one of several addresses is chosen.
    public enum Choice: Sendable, Hashable {
        /// Each host keeps to one.
        case sticky
        /// One after the other.
        case rotating
        /// By chance, the first ones far more often: what is popular.
        case popular
    }

    /// Addresses to connect to.
    public init(
        _ place: Place, count: Int = 1, choice: Choice = .sticky, port: Int = 443,
        transport: TrafficEvent.Transport = .tcp, ipv6Share: Double = 0
    ) {
        self.place = place
        self.count = count
        self.choice = choice
        self.port = port
        self.transport = transport
        self.ipv6Share = ipv6Share
    }
}
