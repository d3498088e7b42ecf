internal import BeaconScore

/// The groups of one window and their buckets, gathered document by document.
///
/// Memory grows with groups, filled buckets and distinct destinations of a group, not with documents; once all of them have
/// been seen, a document allocates nothing.
///
/// A document is counted as a composite aggregation counts it: once for each combination of its group fields' values and, in
/// the buckets, once for each bucket that one of its times falls into; without a value in one of the group fields, not at all.
/// Its byte fields add all their values.
struct WindowGroups: Sendable {
    let window: Window
    let plan: EventPlan
    let clock: BucketClock
    private let millis: Range<Int64>
    private var values: [ValueTable]
    /// Groups by the numbers of their values.
    private(set) var groups = ByteTable()
    private var totals: [Totals] = []
    private var cells = PairTable()
    private var sums: [Sums] = []
    private(set) var destinations: ValueCounts?
    /// First events; `nil` where they are not looked for.
    private(set) var firstEvents: FirstEvents?
    private(set) var sourceAddresses: ValueCounts?
    private(set) var ports: ValueCounts?
    /// When each document of the window was, for the few groups whose exact times are asked for in the end.
    private(set) var events = EventTimes()
    /// The largest dates, group after group; `Int64.min` where there is none.
    private(set) var largest: [Int64] = []
    private var scratch = Scratch()
    /// What became of the documents that belong to no group.
    private(set) var losses = Losses()

    /// Documents that were not counted, each under the first reason.
    struct Losses: Sendable, Equatable {
        /// Without a time in the window, nor in the time that is looked back at.
        var outside: Int64 = 0
        /// Not what the query asks for, its exclusions included.
        var unmatched: Int64 = 0
        /// Without a value in a field of the group.
        var incomplete: Int64 = 0
    }

    /// What is known of a group besides its buckets.
    struct Totals: Sendable {
        var documents: Int64 = 0
        var oldestMillis: Int64 = .max
        var newestMillis: Int64 = .min
    }

    /// What a bucket of a group adds up to.
    struct Sums: Sendable {
        var count: Int64 = 0
        var sourceBytes: Int64 = 0
        var destinationBytes: Int64 = 0
    }

    /// Buffers that are used again for each document.
    private struct Scratch: Sendable {
        /// The numbers of the values of all group fields, field after field.
        var numbers: [UInt32] = []
        /// Where each field's numbers begin; one more entry ends the last.
        var starts: [Int] = []
        /// The combination at hand, as positions in ``numbers``.
        var positions: [Int] = []
        var key: [UInt32] = []
        var buckets: [UInt32] = []
        /// The document's times in milliseconds.
        var times: [Int64] = []
        /// The document's oldest and newest time.
        var oldest = Int64.max
        var newest = Int64.min
        var isInWindow = false
    }

    init(window: Window, plan: EventPlan) {
        self.window = window
        self.plan = plan
        clock = window.clock
        millis = window.firstSecond * 1000..<window.endSecond * 1000
        values = plan.groupBy.map { ValueTable(kind: plan.kind(of: $0)) }
        if plan.destinationCount > 0 {
            destinations = plan.destination.map { ValueCounts(field: $0, kind: plan.kind(of: $0)) }
        }
        firstEvents = window.lookback(seconds: plan.lookbackSeconds).map { FirstEvents(seconds: $0) }
        ports = plan.port.map { ValueCounts(field: $0, kind: plan.kind(of: $0)) }
        sourceAddresses = plan.sourceAddress.map { ValueCounts(field: $0, kind: plan.kind(of: $0)) }
    }

    /// How many groups there are.
    var count: Int { groups.count }

    /// Counts a document if it matches and its time, or each of its times, lies in the window.
    ///
    /// - Returns: false for a document with more values or groups than ``ValueTable/mostOfDocument``; then nothing may be used.
    mutating func add(_ document: borrowing EventValues) -> Bool {
        // Nearly all of a long file may lie outside the window, and comparing times is cheap.
        let times = document.integers(of: plan.time)
        let relevant = firstEvents?.millis ?? millis
        guard !times.isEmpty, times.allSatisfy(relevant.contains) else {
            losses.outside += 1
            return true
        }
        guard plan.query.matches(document) else {
            losses.unmatched += 1
            return true
        }
        scratch.numbers.removeAll(keepingCapacity: true)
        scratch.starts.removeAll(keepingCapacity: true)
        var combinations = 1
        for (position, field) in plan.groupBy.enumerated() {
            scratch.starts.append(scratch.numbers.count)
            let before = scratch.numbers.count
            values[position].intern(document, field: field, into: &scratch.numbers)
            guard scratch.numbers.count > before else {
                losses.incomplete += 1
                return true
            }
            let (product, overflow) = combinations.multipliedReportingOverflow(by: scratch.numbers.count - before)
            combinations = overflow ? .max : product
        }
        guard combinations <= ValueTable.mostOfDocument else { return false }
        scratch.starts.append(scratch.numbers.count)
        scratch.buckets.removeAll(keepingCapacity: true)
        scratch.oldest = .max
        scratch.newest = .min
        scratch.times.removeAll(keepingCapacity: true)
        scratch.times.append(contentsOf: times)
        scratch.isInWindow = times.allSatisfy(millis.contains)
        for time in times {
            scratch.oldest = min(scratch.oldest, time)
            scratch.newest = max(scratch.newest, time)
            let second = time >= 0 || time % 1000 == 0 ? time / 1000 : time / 1000 - 1
            guard let bucket = clock.bucket(ofSecond: second) else { continue }
            if !scratch.buckets.contains(UInt32(bucket)) { scratch.buckets.append(UInt32(bucket)) }
        }
        // What lies before the window is looked at for its time alone.
        let sums =
            scratch.isInWindow
            ? Sums(
                count: 1, sourceBytes: total(of: plan.sourceBytes, in: document),
                destinationBytes: total(of: plan.destinationBytes, in: document)) : Sums()
        guard destinations?.take(document) ?? true else { return false }
        if scratch.isInWindow {
            guard sourceAddresses?.take(document) ?? true, ports?.take(document) ?? true else { return false }
        }
        destinations?.eachTaken { firstEvents?.note(destination: $0, millis: scratch.oldest) }
        eachCombination { groups in
            groups.scratch.key.withUnsafeBytes { key in
                groups.firstEvents?.note(group: key, millis: groups.scratch.oldest)
                if groups.scratch.isInWindow {
                    groups.count(UInt32(groups.groups.intern(key)), sums: sums, document: document)
                }
            }
        }
        return true
    }

    /// Calls with the key of each group that the document in ``scratch`` belongs to.
    private mutating func eachCombination(_ body: (inout WindowGroups) -> Void) {
        let fieldCount = plan.groupBy.count
        scratch.positions.removeAll(keepingCapacity: true)
        scratch.positions.append(contentsOf: scratch.starts.dropLast())
        while true {
            scratch.key.removeAll(keepingCapacity: true)
            for position in scratch.positions { scratch.key.append(scratch.numbers[position]) }
            body(&self)
            // The next combination, the last field fastest.
            var field = fieldCount - 1
            while field >= 0 {
                scratch.positions[field] += 1
                if scratch.positions[field] < scratch.starts[field + 1] { break }
                scratch.positions[field] = scratch.starts[field]
                field -= 1
            }
            if field < 0 { return }
        }
    }

    private mutating func count(
        _ group: UInt32, sums document: Sums, document values: borrowing EventValues
    ) {
        let place = Int(group)
        let dates = plan.largest.count
        if place == totals.count {
            totals.append(Totals())
            largest.append(contentsOf: repeatElement(.min, count: dates))
        }
        totals[place].documents += 1
        totals[place].oldestMillis = min(totals[place].oldestMillis, scratch.oldest)
        totals[place].newestMillis = max(totals[place].newestMillis, scratch.newest)
        for bucket in scratch.buckets {
            let cell = cells.intern(PairTable.Pair(group: group, other: bucket))
            if cell == sums.count { sums.append(Sums()) }
            sums[cell].count += 1
            sums[cell].sourceBytes = sums[cell].sourceBytes.addingSaturated(document.sourceBytes)
            sums[cell].destinationBytes = sums[cell].destinationBytes.addingSaturated(document.destinationBytes)
        }
        if plan.keepsTimes { events.note(group, millis: scratch.times, destinations: destinations?.taken ?? []) }
        destinations?.count(for: group, in: plan.splits ? scratch.buckets : [])
        ports?.count(for: group)
        sourceAddresses?.count(for: group)
        for (position, field) in plan.largest.enumerated() {
            for date in values.integers(of: field) {
                guard Timestamp.years.contains(date) else { continue }
                largest[place * dates + position] = max(largest[place * dates + position], date)
            }
        }
    }

    /// The sum of a field's values; 0 where it has none.
    private func total(of field: Int?, in document: borrowing EventValues) -> Int64 {
        guard let field else { return 0 }
        return document.integers(of: field).reduce(0) { $0.addingSaturated($1) }
    }
}

extension WindowGroups {
    /// The key of a group.
    func key(_ group: Int) -> GroupKey {
        groups.withKey(group) { bytes in
            GroupKey(
                values.enumerated().map { position, table in
                    table.value(
                        bytes.loadUnaligned(fromByteOffset: position * MemoryLayout<UInt32>.size, as: UInt32.self))
                })
        }
    }

    /// The place of a group; `nil` for one that no document belongs to.
    func find(_ key: GroupKey) -> Int? {
        guard key.values.count == values.count else { return nil }
        let numbers = zip(values, key.values).compactMap { $0.find($1) }
        guard numbers.count == values.count else { return nil }
        return numbers.withUnsafeBytes { groups.find($0) }
    }

    /// Counts the hosts of the window.
    func census() -> HostCensus {
        var census = HostCensus()
        guard let first = values.first else { return census }
        var isKnown = Array(repeating: false, count: first.table.count)
        for group in 0..<count {
            groups.withKey(group) { key in
                let host = Int(Self.host(key))
                if !isKnown[host] { census.addHost() }
                isKnown[host] = true
                census.add(rest: Self.rest(key))
            }
        }
        return census
    }

    /// How common a group is by a census.
    func hosts(of group: Int, in census: HostCensus) -> HostCounts {
        groups.withKey(group) { census.counts(ofRest: Self.rest($0)) }
    }

    static func host(_ key: UnsafeRawBufferPointer) -> UInt32 { key.loadUnaligned(as: UInt32.self) }

    private static func rest(_ key: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: key[MemoryLayout<UInt32>.size...])
    }

    /// What is known of a group besides its buckets.
    func totals(_ group: Int) -> Totals { totals[group] }

    /// The buckets of each group.
    func cellsByGroup() -> (numbers: [Int], starts: [Int]) {
        cells.numbersByGroup(groupCount: count)
    }

    /// A bucket's index and what it adds up to.
    func cell(_ number: Int) -> (bucket: Int, sums: Sums) {
        (Int(cells.pairs[number].other), sums[number])
    }
}
