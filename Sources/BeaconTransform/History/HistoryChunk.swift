/// Some hosts of a window with their groups in every hour, copied out of the file, so that they can be judged beside others.
struct HistoryChunk: Sendable {
    /// One host.
    struct Host: Sendable {
        fileprivate var name: Range<Int>
        fileprivate var hours: Range<Int>
    }

    /// The hosts, in order.
    private(set) var hosts: [Host] = []
    private var hours: [(start: Int64, groups: Range<Int>)] = []
    private var bytes: [UInt8] = []

    /// How much is in it, in bytes.
    var size: Int { bytes.count }

    /// Adds the host on which these hours stand.
    mutating func add(_ cursors: [HostCursor]) {
        guard let name = cursors.first?.host else { return }
        let first = hours.count
        let host = append(name)
        for cursor in cursors { hours.append((cursor.start, append(cursor.groups))) }
        hosts.append(Host(name: host, hours: first..<hours.count))
    }

    private mutating func append(_ more: UnsafeRawBufferPointer) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: more)
        return start..<bytes.count
    }

    /// The groups of one host in one hour.
    struct Hour {
        /// The first second of the whole hour.
        var start: Int64
        /// Reads the groups.
        var groups: HostGroupsReader
    }

    /// Delivers every host with its hours; what is delivered lies there until `body` is done.
    func forEach<Failure: Error>(
        _ body: (UnsafeRawBufferPointer, inout [Hour]) throws(Failure) -> Void
    ) throws(Failure) {
        var open: [Hour] = []
        let outcome = bytes.withUnsafeBytes { bytes -> Failure? in
            func part(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[range]) }
            for host in hosts {
                open.removeAll(keepingCapacity: true)
                for hour in hours[host.hours] {
                    open.append(Hour(start: hour.start, groups: HostGroupsReader(part(hour.groups))))
                }
                do throws(Failure) { try body(part(host.name), &open) } catch { return error }
            }
            return nil
        }
        if let outcome { throw outcome }
    }
}
