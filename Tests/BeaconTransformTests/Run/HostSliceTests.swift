import Testing

@testable import BeaconTransform

@Suite("Slices divide the hosts")
struct HostSliceTests {
    private func group(_ host: String, _ process: String) -> GroupKey {
        GroupKey([.text(Array(host.utf8)), .text(Array(process.utf8))])
    }

    @Test("Every host falls to exactly one slice, with all its processes", arguments: [1, 2, 3, 4, 7, 16])
    func partition(count: Int) {
        var sizes = [Int](repeating: 0, count: count)
        for number in 0..<2_000 {
            let owners = (0..<count).filter { HostSlice(number: $0, of: count).contains(group("host-\(number)", "a")) }
            #expect(owners.count == 1)
            sizes[owners[0]] += 1
            #expect(HostSlice(number: owners[0], of: count).contains(group("host-\(number)", "b")))
        }
        // Even within what chance allows: five standard deviations.
        let expected = 2_000.0 / Double(count)
        for size in sizes { #expect(abs(Double(size) - expected) <= 5 * expected.squareRoot() + 1) }
    }

    @Test(
        "Which slice a host falls to is the same in every version, or two versions beside each other would miss hosts")
    func stable() {
        let owners = ["", "h", "sensor-7", "SENSOR-7", "büro"].map { host in
            (0..<4).first { HostSlice(number: $0, of: 4).contains(group(host, "p")) }
        }
        #expect(owners == [2, 0, 0, 1, 3])
    }

    @Test("Counting may begin at 0 or at 1")
    func counting() {
        #expect(HostSlice(number: 4, of: 4) == HostSlice(number: 0, of: 4))
        #expect(HostSlice(number: 1, of: 4).description == "1/4")
        #expect(HostSlice(number: 0, of: 4).description == "4/4")
        #expect(HostSlice(number: 1, of: 1) == .whole && HostSlice.whole.description == "1/1")
    }

    @Test("Names that are no UTF-8 have a slice too, each by its bytes")
    func bytes() {
        let names: [[UInt8]] = [[0xFF], [0xFE], [0], Array("e\u{301}".utf8), Array("\u{E9}".utf8)]
        for name in names {
            let owners = (0..<5).filter { HostSlice(number: $0, of: 5).contains(GroupKey([.text(name)])) }
            #expect(owners.count == 1)
        }
    }
}
