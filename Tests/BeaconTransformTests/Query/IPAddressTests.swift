import Testing

@testable import BeaconTransform

@Suite struct IPAddressTests {
    @Test(
        "An address is printed as the engines print it",
        arguments: [
            ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("10.20.130.4", "10.20.130.4"),
            ("::ffff:10.0.0.1", "10.0.0.1"), ("::FFFF:0a00:0001", "10.0.0.1"), ("0:0:0:0:0:ffff:1.2.3.4", "1.2.3.4"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("0:0:0:0:0:0:0:0", "::"),
            ("2001:DB8::00FF", "2001:db8::ff"), ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
            ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
            ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("0:0:3:4:5:6:0:0", "::3:4:5:6:0:0"), ("fe80::1:2", "fe80::1:2"), ("::1.2.3.4", "::102:304"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:7.8.9.10", "1:2:3:4:5:6:708:90a"),
            ("fe80::1%eth0", "fe80::1"), ("fe80::1%4:x%", "fe80::1"),
            ("00001::0000000", "1::"),
        ])
    func prints(text: String, expected: String) throws {
        let address = try #require(IPAddress(text.utf8))
        #expect(address.description == expected)
        #expect(IPAddress(expected.utf8) == address)
    }

    @Test(
        "What the engines refuse is no address",
        arguments: [
            "", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "01.2.3.4", "1..3.4", ".1.2.3", "1.2.3.",
            "1.2.3.4 ",
            "1.2.3.-4", "0x1.2.3.4", "localhost", ":", ":::", "1:", ":1", "1::2::3", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7::8", "::1:2:3:4:5:6:7:8", "12345::", "g::", "fe80::1%", "%eth0", "::00010000", "[::1]",
            "::1/128", "1.2.3.4:80",
            "::1.2.3", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::", "::ffff:1.2.3.400", "1::2:", "١.٢.٣.٤",
        ])
    func refuses(text: String) {
        #expect(IPAddress(text.utf8) == nil)
    }

    @Test("Every place and length of a run of zeros reads back as it was printed")
    func everyZeroPattern() throws {
        for pattern in 0..<256 {
            let groups = (0..<8).map { pattern >> $0 & 1 == 0 ? 0 : UInt64($0 + 1) << 8 }
            let address = IPAddress(
                high: groups[0..<4].reduce(0) { $0 << 16 | $1 }, low: groups[4..<8].reduce(0) { $0 << 16 | $1 })
            let full = groups.map { String($0, radix: 16) }.joined(separator: ":")
            #expect(IPAddress(full.utf8) == address)
            #expect(IPAddress(address.description.utf8) == address)
            #expect(address.description.count <= full.count)
        }
    }

    @Test("Addresses sort as 128-bit numbers")
    func order() {
        let sorted = ["::", "::1", "9.0.0.0", "10.0.0.0", "10.0.0.2", "10.0.0.10", "1::", "fe80::"].map { text in
            IPAddress(text.utf8)
        }
        #expect(sorted.allSatisfy { $0 != nil })
        #expect(sorted.compactMap(\.self).sorted() == sorted.compactMap(\.self))
    }

    @Test(
        "A block holds its first and its last address and no other",
        arguments: [
            ("10.0.0.0/8", "10.0.0.0", "10.255.255.255"), ("172.16.0.0/12", "172.16.0.0", "172.31.255.255"),
            ("18.209.113.129/26", "18.209.113.128", "18.209.113.191"), ("0.0.0.0/0", "0.0.0.0", "255.255.255.255"),
            ("1.2.3.4/32", "1.2.3.4", "1.2.3.4"), ("fc00::/7", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            ("fe80::1/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), ("::1/128", "::1", "::1"),
        ])
    func blocks(text: String, first: String, last: String) throws {
        let block = try #require(CIDRBlock(text.utf8))
        let firstAddress = try #require(IPAddress(first.utf8))
        let lastAddress = try #require(IPAddress(last.utf8))
        #expect(block.contains(firstAddress) && block.contains(lastAddress))
        let below = IPAddress(
            high: firstAddress.low == 0 ? firstAddress.high &- 1 : firstAddress.high, low: firstAddress.low &- 1)
        let above = IPAddress(
            high: lastAddress.low == .max ? lastAddress.high &+ 1 : lastAddress.high, low: lastAddress.low &+ 1)
        #expect(!block.contains(below) && !block.contains(above))
    }

    @Test(
        "What the engines refuse is no block",
        arguments: [
            "", "/", "10.0.0.0", "10.0.0.0/", "/8", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0/8",
            "10.0.0.0/ 8", "10.0.0.0/+8", "::ffff:10.0.0.0/104", "10.0.0.0/1000",
        ])
    func refusesBlocks(text: String) {
        #expect(CIDRBlock(text.utf8) == nil)
    }
}
