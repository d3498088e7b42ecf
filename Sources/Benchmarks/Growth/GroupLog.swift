import Foundation

/// A log of connections as CSV, of any number of groups with twelve events each in the window.
struct GroupLog {
    let groups: Int
    /// Events of each group.
    static let events = 12

    /// Writes it, in the order of time, holding next to nothing of it.
    func write(to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw BenchFailure("\(path) cannot be written") }
        defer { try? file.close() }
        var lines: [UInt8] = Array(
            ("@timestamp,host.name,process.name,event.category,event.action,source.ip,destination.ip,source.bytes,"
                + "destination.bytes\n").utf8)
        let step = GroupTraffic.windowSeconds * 1000 / Int64(Self.events)
        let start = (GroupTraffic.nowSeconds - GroupTraffic.windowSeconds) * 1000
        for event in 0..<Self.events {
            // Each group has a generator of its own, so that a log of more groups begins with one of fewer.
            for group in 0..<groups {
                var random = SplitMix(state: GroupTraffic.seed &+ UInt64(group * Self.events + event))
                let millis = start + Int64(event) * step + 1_000 + Int64.random(in: 0..<step - 1_000, using: &random)
                let names = GroupTraffic.names(ofGroup: group)
                let host = group / 10
                lines += "\(millis),\(names.host),\(names.process),network,disconnect_received,".utf8
                lines += "10.\(host >> 16 & 255).\(host >> 8 & 255).\(host & 255),".utf8
                lines += "52.7.\(group & 31).\(random.next() & 7),\(60 + random.next() & 8191),".utf8
                lines += "\(60 + random.next() & 524_287)\n".utf8
                if lines.count > 1 << 20 {
                    try file.write(contentsOf: lines)
                    lines.removeAll(keepingCapacity: true)
                }
            }
        }
        try file.write(contentsOf: lines)
    }
}
