/// Addresses that say by themselves what they are.
enum WellKnownAddresses {
    /// Where cloud platforms serve their guests: metadata, health, agents.
    static let platform: Set<IPAddress> = Set(
        ["168.63.129.16", "169.254.169.254", "fd00:ec2::254", "100.100.100.200"].compactMap { IPAddress($0.utf8) })

    /// Whether an address lies in private, link-local, shared or loopback space.
    static func isInside(_ address: IPAddress) -> Bool { blocks.contains { $0.contains(address) } }

    private static let blocks = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7",
        "fe80::/10", "::1/128",
    ].compactMap { CIDRBlock($0.utf8) }
}
