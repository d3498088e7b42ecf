/// When each document of a window was, group by group and destination by destination: 12 bytes each.
struct EventTimes: Sendable {
    private var groups: [UInt32] = []
    private var destinations: [UInt32] = []
    private var seconds: [Int32] = []
    private var start: Int64?

    /// Stands for documents without a destination.
    private static let none = UInt32.max

    /// Notes a document of a group: one entry for each of its times and destinations.
    mutating func note(_ group: UInt32, millis: [Int64], destinations values: [UInt32]) {
        for (index, time) in millis.enumerated() {
            let second = Self.second(time)
            // A bucket counts a document once.
            if index > 0, millis[..<index].contains(where: { Self.second($0) == second }) { continue }
            let origin = start ?? second
            start = origin
            if values.isEmpty { add(group, Self.none, second - origin) }
            for (place, value) in values.enumerated() {
                // A second destination of one document is no second event of the group.
                add(group, value, second - origin, isFirst: place == 0)
            }
        }
    }

    private static func second(_ millis: Int64) -> Int64 {
        millis >= 0 || millis % 1000 == 0 ? millis / 1000 : millis / 1000 - 1
    }

    private mutating func add(_ group: UInt32, _ destination: UInt32, _ second: Int64, isFirst: Bool = true) {
        groups.append(group)
        destinations.append(destination)
        // The lowest bit says whether the entry counts for the group.
        seconds.append(Int32(clamping: second * 2 + (isFirst ? 1 : 0)))
    }

    /// Ascending seconds of some groups, or of one destination of them, each with its place in the answer.
    func seconds(of wanted: [UInt32: [(destination: UInt32?, place: Int)]], count: Int) -> [[Int64]] {
        var found: [[Int64]] = Array(repeating: [], count: count)
        let origin = start ?? 0
        for index in groups.indices {
            guard let asked = wanted[groups[index]] else { continue }
            for (destination, place) in asked {
                let counts = destination.map { $0 == destinations[index] } ?? (seconds[index] & 1 == 1)
                if counts { found[place].append(origin + Int64(seconds[index] >> 1)) }
            }
        }
        return found.map { $0.sorted() }
    }
}
