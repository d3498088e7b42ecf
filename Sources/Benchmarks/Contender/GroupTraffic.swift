/// Made traffic of a given shape: so many groups with so many documents each in a window of six hours, and an hour before it.
///
/// One group in a hundred is a beacon, two thirds send at any time, a third in two to six sessions of up to an hour. Ten processes run on each host.
struct GroupTraffic: Sendable, Equatable {
    /// What the table calls it.
    let name: String
    /// Groups, 1 and above.
    let groups: Int
    /// Documents of most groups in the window, 1 and above.
    let documents: Int
    /// Documents of each beacon in the window.
    let beaconDocuments: Int

    /// The window's end, a full hour.
    static let nowSeconds: Int64 = 1_795_478_400
    static let windowSeconds: Int64 = 6 * 3_600
    static let seed: UInt64 = 20_261_126

    /// Four shapes of about a million documents.
    static let compared = [
        GroupTraffic(groups: 1_000, documents: 1_000), GroupTraffic(groups: 10_000, documents: 100),
        GroupTraffic(groups: 80_000, documents: 12),
        // A beacon of five documents is none; these have enough to be found.
        GroupTraffic(groups: 200_000, documents: 5, beaconDocuments: 40),
    ]

    init(groups: Int, documents: Int, beaconDocuments: Int? = nil) {
        name = "\(groups)x\(documents)"
        self.groups = groups
        self.documents = documents
        self.beaconDocuments = beaconDocuments ?? documents
    }

    /// The traffic of that name, such as `10000x100`.
    init?(name: String) {
        let parts = name.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2, parts.allSatisfy({ $0 > 0 }) else { return nil }
        self = Self.compared.first { $0.name == name } ?? GroupTraffic(groups: parts[0], documents: parts[1])
    }

    /// One connection.
    struct Event {
        var millis: Int64
        var group: Int32
        var sourceBytes: Int32
        var destinationBytes: Int32
        var destination: UInt32
    }

    /// The events of one group, in no order.
    func events(ofGroup group: Int) -> [Event] {
        var random = SplitMix(state: Self.seed &+ UInt64(group) &* 0x9E37_79B9_7F4A_7C15)
        let isBeacon = group % 100 == 7
        let inWindow = isBeacon ? beaconDocuments : documents
        let hours: Int64 = 7
        // Seven hours' worth, rounded by chance.
        let exact = Double(inWindow) * Double(hours) / 6
        let count = max(1, Int(exact) + (Double.random(in: 0..<1, using: &random) < exact - Double(Int(exact)) ? 1 : 0))
        let length = hours * 3_600_000
        let first = Self.nowSeconds * 1000 - length
        let sessions = (0..<Int.random(in: 2...6, using: &random)).map { _ in
            (
                start: Int64.random(in: 0..<length - 3_600_000, using: &random),
                length: Int64.random(in: 120_000...3_600_000, using: &random)
            )
        }
        let home = UInt32.random(in: 0..<256, using: &random)
        let step = Double(length) / Double(count)
        return (0..<count).map { number in
            var event = Event(
                millis: first, group: Int32(group), sourceBytes: 517, destinationBytes: 4_096, destination: home)
            if isBeacon {
                let jitter = Double.random(in: -0.1...0.1, using: &random)
                event.millis += min(max(Int64((Double(number) + 0.5 + jitter) * step), 0), length - 1)
            } else {
                if group % 3 == 0 {
                    let session = sessions[Int.random(in: 0..<sessions.count, using: &random)]
                    event.millis += session.start + Int64.random(in: 0..<session.length, using: &random)
                } else {
                    event.millis += Int64.random(in: 0..<length, using: &random)
                }
                event.sourceBytes = Int32.random(in: 60...9_000, using: &random)
                event.destinationBytes = Int32.random(in: 60...900_000, using: &random)
                event.destination = (home + UInt32.random(in: 0..<6, using: &random)) & 0xFF
            }
            return event
        }
    }

    /// All events in the order of their times, as a collector writes them.
    func sortedEvents() -> [Event] {
        var events: [Event] = []
        events.reserveCapacity(groups * (documents + documents / 6 + 1))
        for group in 0..<groups { events += self.events(ofGroup: group) }
        events.sort { ($0.millis, $0.group) < ($1.millis, $1.group) }
        return events
    }

    /// Names of a group's host and process; a process runs on many hosts.
    static func names(ofGroup group: Int) -> (host: String, process: String) {
        let host = group / 10
        return ("host-\(100_000 + host)", "process-\((host * 3 + group % 10) % 40).exe")
    }
}

/// A small generator that gives the same numbers for the same seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
