internal import BeaconScore
import Foundation

@testable import BeaconTransform

/// Hosts of hours as the history's file holds them: an hour, a host and its groups, each with its length in front.
///
/// Promised: whatever the bytes are, they are judged or the file is called damaged; keys that can be read are written as bytes
/// that read as the same key, and sort as it does.
enum HistoryHarness {
    private static let template = ShortTemplate.beaconing
    private static let window = Window(nowSeconds: 1_767_247_199, parameters: template.metric.parameters)

    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        let records = Self.records(input)
        var keys: [GroupKey] = []
        for record in records {
            for bytes in [record.host, record.groups] {
                for count in 1...2 {
                    if let key = GroupKey(bytes: bytes, count: count) { keys.append(key) }
                }
            }
            keys += record.groups.withUnsafeBytes { bytes in
                var found: [GroupKey] = []
                var reader = HostGroupsReader(bytes)
                while !reader.isAtEnd {
                    if let key = GroupKey(bytes: record.host + Array(reader.rest), count: 2) { found.append(key) }
                    _ = reader.read { _ in }
                }
                return found
            }
        }
        try check(keys)
        do {
            try judge(records)
        } catch let error as BrokenPromise {
            throw error
        } catch {
            guard let fault = error as? HistoryFault, fault.kind == .damaged else {
                throw BrokenPromise("the history fails with \(error)")
            }
        }
    }

    /// One row of the file.
    private struct Record {
        var hour: Int
        var host: [UInt8]
        var groups: [UInt8]
    }

    private static func records(_ input: UnsafeRawBufferPointer) -> [Record] {
        var rest = input[...]
        func take(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        var records: [Record] = []
        while let hour = rest.popFirst(), let hostLength = rest.popFirst() {
            let host = take(Int(hostLength))
            guard let low = rest.popFirst(), let high = rest.popFirst() else { break }
            records.append(Record(hour: Int(hour), host: host, groups: take(Int(low) | Int(high) << 8)))
        }
        return records
    }

    private static func check(_ keys: [GroupKey]) throws(BrokenPromise) {
        for key in keys {
            let written = bytes(key)
            guard let again = GroupKey(bytes: written, count: key.values.count) else {
                throw BrokenPromise("a key that was written cannot be read: \(key)")
            }
            try promise(bytes(again) == written, "a key reads as another: \(key), \(again)")
        }
        for (left, right) in zip(keys, keys.dropFirst()) where left.values.count == right.values.count {
            // Two ways to write zero, and what is no number, have an order among bytes alone.
            guard isOrdered(left), isOrdered(right) else { continue }
            let order = bytes(left).lexicographicallyPrecedes(bytes(right))
            try promise((left < right) == order, "\(left) and \(right) sort otherwise than their bytes")
        }
    }

    private static func isOrdered(_ key: GroupKey) -> Bool {
        key.values.allSatisfy { value in
            if case .number(let number) = value { number != 0 && !number.isNaN } else { true }
        }
    }

    private static func bytes(_ key: GroupKey) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in key.values { value.append(to: &bytes) }
        return bytes
    }

    /// Stores the records with the right checksums, and judges them as a pass does.
    private static func judge(_ records: [Record]) throws {
        let database = try HistoryDatabase(":memory:")
        try database.run(HistoryFile.tables(in: "main."))
        let grid = HourGrid(window, clockSeconds: window.nowSeconds)
        var states = grid.hours.map { _ in HistoryPass.HourState() }
        let insert = try database.prepare(
            "INSERT INTO host(start, host, documents, source, destination, revision, checksum, groups) "
                + "VALUES(?, ?, 0, 0, 0, 0, ?, ?)")
        var seen: Set<[UInt8]> = []
        let totals = DocumentTotals()
        for record in records {
            let hour = record.hour % grid.hours.count
            guard seen.insert([UInt8(hour)] + record.host).inserted else { continue }
            let start = grid.hours[hour].start
            let checksum = record.host.withUnsafeBytes { host in
                record.groups.withUnsafeBytes {
                    HistoryFile.checksum(start: start, host: host, totals: totals, groups: $0)
                }
            }
            insert.bind(start, at: 1)
            insert.bind(record.host, at: 2)
            insert.bind(checksum, at: 3)
            insert.bind(record.groups, at: 4)
            _ = try insert.step()
            states[hour].add(checksum)
        }
        var cursors: [HostCursor] = []
        for (hour, state) in zip(grid.hours, states) {
            let statement = try database.prepare(HostCursor.query(in: "main"))
            cursors.append(try HostCursor(statement, start: hour.start, expected: state))
        }
        let judge = GroupJudge(parameters: template.metric.parameters, keeping: .judged)
        var judging = HistoryJudging(window: window, judge: judge, groupFields: 2)
        var merge = HostMerge(cursors)
        var judgements: [Judgement] = []
        var counts = GroupCounts()
        while let chunk = try merge.next() {
            let outcome = try judging.outcome(of: chunk)
            judgements += outcome.judgements
            // The judge goes on counting.
            counts = outcome.counts
        }
        try promise(
            counts.seen == counts.tooFewEvents + counts.tooShortSpan + counts.judged, "groups do not add up")
        try promise(judgements.count == counts.judged, "not every judged group has a judgement")
    }
}
