import Testing

@testable import BeaconTraffic

@Suite("Which hosts are infected")
struct InfectionTests {
    private let cast = HiddenBeacon.cast

    @Test("each beacon has a host of its own and of its kind", arguments: 0..<30 as Range<UInt64>)
    func eachOnItsOwn(seed: UInt64) {
        let infection = Infection(cast, times: 1, hosts: 80, seed: seed)
        #expect(infection.beacons.count == cast.count)
        for (host, beacons) in infection.beacons {
            #expect(beacons.count == 1)
            #expect(beacons.allSatisfy { $0.machine == Machine.of(host: host, seed: seed) })
        }
    }

    @Test("a tiny office takes them all", arguments: [1, 2, 9])
    func tiny(hosts: Int) {
        let infection = Infection(cast, times: 50, hosts: hosts, seed: 1)
        #expect(Set(infection.beacons.values.joined().map(\.name)) == Set(cast.map(\.name)))
        #expect(infection.beacons.values.joined().count == cast.count)
        #expect(infection.beacons.keys.allSatisfy { (0..<hosts).contains($0) })
    }

    @Test("infections repeat as often as asked, never twice on a host")
    func repeated() {
        let infection = Infection(cast, times: 7, hosts: 400, seed: 3)
        #expect(infection.beacons.count == 7 * cast.count)
        #expect(infection.beacons.values.joined().count == 7 * cast.count)
    }

    @Test("no beacons, no infections")
    func none() {
        #expect(Infection([], times: 3, hosts: 10, seed: 1).beacons.isEmpty)
    }
}
