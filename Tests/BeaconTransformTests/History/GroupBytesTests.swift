import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Groups as bytes")
struct GroupBytesTests {
    private static let values: [GroupValue] = {
        var random = SeededRandom(seed: 5)
        var values: [GroupValue] = [
            .boolean(false), .boolean(true), .integer(.min), .integer(-1), .integer(0), .integer(.max),
            .number(-.infinity), .number(-1.5), .number(0), .number(1e-300), .number(.infinity),
            .address(IPAddress(high: 0, low: 0)), .address(IPAddress(high: .max, low: .max)),
        ]
        let texts = ["", "\0", "\0\0", "\0\u{1}", "a", "a\0", "a\0b", "a\u{1}", "ab", "é", "e\u{301}", "\u{FFFF}"]
        values += texts.map { .text(Array($0.utf8)) }
        values += (0..<60).map { _ in
            .text(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                    [0, 1, 2, 0xFE, 0xFF][Int.random(in: 0..<5, using: &random)]
                })
        }
        return values
    }()

    @Test("They sort as the groups do, and come back as they were")
    func order() {
        let keys = Self.values.flatMap { first in Self.values.map { GroupKey([first, $0]) } }
        let pairs = keys.map { key in
            var bytes: [UInt8] = []
            for value in key.values { value.append(to: &bytes) }
            return (key, bytes)
        }
        for (key, bytes) in pairs { #expect(GroupKey(bytes: bytes, count: 2) == key) }
        let byKey = pairs.sorted { $0.0 < $1.0 }.map(\.1)
        let byBytes = pairs.map(\.1).sorted { $0.lexicographicallyPrecedes($1) }
        #expect(byKey == byBytes)
    }

    @Test(
        "Bytes that are no whole key are none",
        arguments: [[], [0x50], [0x50, 0], [0x50, 0, 7], [0x20, 1], [0x99], [0x10, 1, 1]] as [[UInt8]])
    func broken(bytes: [UInt8]) {
        #expect(GroupKey(bytes: bytes, count: 1) == nil)
    }

    @Test("Packed buckets come back as they were, the largest and the smallest too")
    func buckets() {
        let numbers: [Int64] = [0, 1, -1, 63, 64, -64, -65, 127, 128, .max, .min, 1 << 53]
        var packed: [UInt8] = []
        for rest in [[], [1, 2, 3]] as [[UInt8]] {
            HostGroups.append(UInt64(rest.count), to: &packed)
            packed += rest
            HostGroups.append(signed: .min, to: &packed)
            HostGroups.append(UInt64(numbers.count), to: &packed)
            for (place, number) in numbers.enumerated() {
                HostGroups.append(place == 0 ? 0 : 2, to: &packed)
                HostGroups.append(UInt64(place + 1), to: &packed)
                HostGroups.append(signed: number, to: &packed)
                HostGroups.append(signed: number == .min ? .max : -number, to: &packed)
            }
        }
        packed.withUnsafeBytes { bytes in
            var reader = HostGroupsReader(bytes)
            for rest in [[], [1, 2, 3]] as [[UInt8]] {
                #expect(!reader.isAtEnd && Array(reader.rest) == rest)
                var found: [Int64] = []
                let newest = reader.read { bucket in
                    #expect(bucket.place == 2 * found.count && bucket.documents == Int64(found.count + 1))
                    found.append(bucket.sourceBytes)
                }
                #expect(newest == .min && found == numbers)
            }
            #expect(reader.isAtEnd && !reader.isBroken)
            // Cut off anywhere, it ends, and says so unless the cut is between two groups.
            let first = (bytes.count - 3) / 2
            for cut in 1..<bytes.count {
                var reader = HostGroupsReader(UnsafeRawBufferPointer(rebasing: bytes[..<cut]))
                while !reader.isAtEnd { _ = reader.read { _ in } }
                #expect(reader.isBroken == (cut != first), "\(cut)")
            }
        }
    }
}
