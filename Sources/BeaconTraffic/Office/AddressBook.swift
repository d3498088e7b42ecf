/// The addresses of an office and of the world around it, the same for the same seed.
///
/// Every public address is made up by a hash. None is known to be anybody's command-and-control server; that an address
/// belongs to somebody is chance. The documentation blocks cannot stand for the world: the default query takes them for
/// reserved and would hide every beacon.
struct AddressBook {
    /// The addresses of one profile.
    struct Pool {
        var ipv4: [String]
        var ipv6: [String]
    }

    /// Whose addresses, and what they are to be.
    private struct Owner: Hashable {
        var name: String
        var destinations: Destinations
    }

    private let seed: UInt64
    private var pools: [Owner: Pool] = [:]

    init(seed: UInt64) {
        self.seed = seed
    }

    /// First octets of public blocks without a reserved one in them and without the cloud vendor's.
    private static let world: [Int64] = [
        5, 31, 37, 46, 62, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 109, 176, 178,
        185,
        188, 193, 194, 195, 212, 213, 217,
    ]
    /// First two octets inside the blocks that Microsoft publishes for its cloud.
    private static let vendorCloud: [(Int64, Int64)] = [
        (13, 107), (20, 42), (20, 190), (40, 90), (40, 126), (52, 182), (52, 230),
    ]

    /// Keeps the addresses of an owner, so that they are not made anew for every host.
    mutating func add(_ destinations: Destinations, of owner: String) {
        let key = Owner(name: owner, destinations: destinations)
        if pools[key] == nil {
            pools[key] = pool(destinations, of: owner)
        }
    }

    /// The addresses that an owner's connections go to; two owners of the same profile have different ones.
    func pool(_ destinations: Destinations, of owner: String) -> Pool {
        if let known = pools[Owner(name: owner, destinations: destinations)] {
            return known
        }
        var random = SeededGenerator(seed: seed, number: 0, name: "addresses", part: owner)
        let count = max(1, destinations.count)
        var made = Pool(ipv4: [], ipv6: [])
        for _ in 0..<count {
            made.ipv4.append(Self.ipv4(destinations.place, &random))
        }
        if destinations.ipv6Share > 0 {
            for _ in 0..<count {
                made.ipv6.append(Self.ipv6(destinations.place, &random))
            }
        }
        return made
    }

    private static func ipv4(_ place: Destinations.Place, _ random: inout SeededGenerator) -> String {
        let third = random.integer(in: 0...255)
        let fourth = random.integer(in: 1...254)
        switch place {
        case .fixed(let address): return address
        case .office: return "10.0.\(third % 8).\(fourth)"
        case .world:
            return "\(world[random.index(below: world.count)]).\(random.integer(in: 0...255)).\(third).\(fourth)"
        case .vendorCloud:
            // 40.126.0.0/18 is the narrowest; the third octet stays under 64 for its sake.
            let block = vendorCloud[random.index(below: vendorCloud.count)]
            return "\(block.0).\(block.1).\(third % 64).\(fourth)"
        }
    }

    private static func ipv6(_ place: Destinations.Place, _ random: inout SeededGenerator) -> String {
        let first = String(random.integer(in: 0x1000...0xFFFF), radix: 16)
        let second = String(random.integer(in: 0x1000...0xFFFF), radix: 16)
        switch place {
        case .fixed(let address): return address
        case .office: return "fd00:10::\(first)"
        case .world, .vendorCloud: return "2001:db8:\(first)::\(second)"
        }
    }
}
