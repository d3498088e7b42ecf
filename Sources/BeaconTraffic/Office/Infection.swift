/// Which hosts have which hidden beacons.
struct Infection {
    /// The beacons of each host that has any, by the host's number.
    let beacons: [Int: [HiddenBeacon]]

    /// How many hosts are looked at to find one of the wished kind; then any that is free will do.
    private static let patience = 4_096

    /// Puts each beacon on hosts of its kind, one beacon a host while there are enough hosts.
    ///
    /// - Parameters:
    ///   - times: how often each beacon occurs; no more often than there are hosts for all of them, and at least once.
    init(_ cast: [HiddenBeacon], times: Int, hosts: Int, seed: UInt64) {
        var placed: [Int: [HiddenBeacon]] = [:]
        let rounds = cast.isEmpty ? 0 : max(1, min(times, hosts / cast.count))
        for round in 0..<rounds {
            for beacon in cast {
                var random = SeededGenerator(seed: seed, number: round, name: "infection", part: beacon.name)
                let first = random.index(below: hosts)
                var free: Int?
                var chosen: Int?
                for step in 0..<min(hosts, Self.patience) {
                    let host = (first + step) % hosts
                    guard placed[host] == nil else { continue }
                    free = free ?? host
                    if Machine.of(host: host, seed: seed) == beacon.machine {
                        chosen = host
                        break
                    }
                }
                placed[chosen ?? free ?? first, default: []].append(beacon)
            }
        }
        beacons = placed
    }
}
