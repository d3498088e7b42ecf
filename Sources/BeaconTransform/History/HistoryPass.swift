internal import BeaconScore

/// One pass over the kept hours: what is still true is found out, what is not is replaced, and all of it is judged.
///
/// Its work runs on a thread of its own, since disks block.
actor HistoryPass {
    private nonisolated let executor = HistoryExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let place: HistoryPlace
    private let setting: HistorySetting
    private let grid: HourGrid
    private var file: HistoryFile?
    private var comparison: HourComparison?
    private var merge: HostMerge?
    private var states: [HourState]
    /// The hours whose hosts are compared one by one.
    private var openHours: [Range<Int>] = []

    /// What is known of an hour of the window.
    struct HourState: Sendable, Equatable {
        /// Whether it was kept from a pass before.
        var isKept = false
        /// Whether a kept hour has changed.
        var isChanged = false
        /// What the cluster says of it, once it has been asked; before that what is kept.
        var totals = DocumentTotals()
        /// How many hosts it has.
        var hosts: Int64 = 0
        /// The sum of the hosts' checksums.
        var checksum: Int64 = 0

        mutating func add(_ checksum: Int64) {
            hosts += 1
            self.checksum &+= checksum
        }

        mutating func remove(_ checksum: Int64) {
            hosts -= 1
            self.checksum &-= checksum
        }
    }

    init(_ setting: HistorySetting, at place: HistoryPlace, grid: HourGrid) {
        self.setting = setting
        self.place = place
        self.grid = grid
        states = grid.hours.map { _ in HourState() }
    }

    /// Opens the file, alone, and finds the hours that it has of the window.
    ///
    /// - Returns: why the file had to be begun anew; `nil` when it is as it should be.
    func begin() throws(HistoryFault) -> HistoryFault? {
        try place.prepare()
        do {
            try open()
            return nil
        } catch  where error.kind == .damaged || (error.kind == .readOnly && place.isWritable) {
            end()
            place.remove()
            try open()
            return HistoryFault(.damaged, error.reason)
        }
    }

    private func open() throws(HistoryFault) {
        let file = try HistoryFile(place.path, mostBytes: setting.mostBytes)
        place.protect()
        try prune(file)
        let statement = try file.database.prepare(
            "SELECT start, hosts, checksum, documents, source, destination, revision FROM main.hour")
        while try statement.step() {
            guard let hour = grid.place(ofStart: statement.integer(0)), grid.hours[hour].isComplete else { continue }
            states[hour] = HourState(
                isKept: true, totals: DocumentTotals(statement, from: 3), hosts: statement.integer(1),
                checksum: statement.integer(2))
        }
        self.file = file
    }

    /// Deletes hours that no window reaches any more, and, when half of the room is taken, those of other minutes of the hour.
    private func prune(_ file: HistoryFile) throws(HistoryFault) {
        let starts = try file.starts()
        guard let first = grid.hours.first, let last = grid.hours.last else { return }
        let newest = max(starts.last ?? .min, last.start)
        // A window back from the newest hour, and two hours for those who repeat a run that went wrong.
        let oldest = newest - (last.start - first.start) - 3 * grid.hourSeconds
        let isTight = try file.usedBytes() > setting.mostBytes / 2
        for start in starts where start < oldest || (isTight && grid.place(ofStart: start) == nil) {
            try file.delete(hour: start)
        }
    }

    /// Compares the totals of the window's hours with what is kept.
    ///
    /// - Returns: the hours whose hosts have to be compared one by one, as stretches without a gap: those that are not kept, and those
    ///   that have changed.
    func compare(_ totals: [DocumentTotals]) throws(HistoryFault) -> [Range<Int>] {
        guard let file else { throw HistoryFault(.unusable, "the pass has not begun") }
        let isSame = zip(states, totals).map { state, totals in state.isKept && state.totals == totals }
        comparison = try HourComparison(
            file, grid: grid, kept: zip(states, isSame).map { state, isSame in state.isKept && !isSame })
        var open: [Range<Int>] = []
        for hour in states.indices {
            states[hour].totals = totals[hour]
            // Of an hour that is new and empty there is nothing to compare.
            if isSame[hour] || (!states[hour].isKept && totals[hour].documents == 0) { continue }
            if let last = open.last, last.upperBound == hour {
                open[open.count - 1] = last.lowerBound..<hour + 1
            } else {
                open.append(hour..<hour + 1)
            }
        }
        openHours = open
        return open
    }

    /// Compares a page of totals with what is kept.
    func compare(_ rows: [HistoryPull.Row]) throws(HistoryFault) {
        try comparison?.take(rows)
    }

    /// Takes out of the kept hours what has changed.
    ///
    /// - Returns: what is to be read, in batches of about so many buckets, and how far the history spares reading.
    func compared(mostBuckets: Int) throws(HistoryFault) -> (batches: [HostBatch], use: HistoryUse) {
        guard var comparison, let file else { throw HistoryFault(.unusable, "the pass has not begun") }
        self.comparison = nil
        try comparison.finish()
        // A host that was left out would be taken for one that is gone.
        for hour in openHours.joined() {
            guard comparison.documents[hour] >= states[hour].totals.documents else {
                throw HistoryFault(.disagreeing, "two answers of the cluster disagree about an hour's documents")
            }
        }
        let delete = try file.database.prepare("DELETE FROM main.host WHERE start=? AND host=?")
        for gone in comparison.gone {
            delete.bind(grid.hours[gone.hour].start, at: 1)
            delete.bind(gone.host, at: 2)
            _ = try delete.step()
            states[gone.hour].remove(gone.checksum)
            states[gone.hour].isChanged = true
        }
        for (hour, hosts) in comparison.toRead.enumerated() where states[hour].isKept && !hosts.isEmpty {
            states[hour].isChanged = true
        }
        let use = HistoryUse(
            hours: grid.hours.count(where: \.isComplete), kept: states.count(where: \.isKept),
            changed: states.count(where: \.isChanged))
        let batches = comparison.toRead.enumerated().flatMap { hour, hosts in
            HostBatch.batches(hosts, of: hour, isWholeHour: !states[hour].isKept, mostBuckets: mostBuckets)
        }
        return (batches, use)
    }

    /// Whether an hour is in the file, or will be.
    private func schema(of hour: Int) -> String { grid.hours[hour].isComplete ? "main" : "temp" }

    /// Stores hosts that were read.
    func store(_ records: [HostHour], in hour: Int) throws(HistoryFault) {
        guard let file else { throw HistoryFault(.unusable, "the pass has not begun") }
        let insert = try file.database.prepare(
            "INSERT INTO \(schema(of: hour)).host(start, host, documents, source, destination, revision, checksum, groups) "
                + "VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
        let start = grid.hours[hour].start
        for record in records {
            let checksum = record.host.withUnsafeBytes { host in
                record.groups.withUnsafeBytes { groups in
                    HistoryFile.checksum(start: start, host: host, totals: record.totals, groups: groups)
                }
            }
            insert.bind(start, at: 1)
            insert.bind(record.host, at: 2)
            record.totals.bind(to: insert, from: 3)
            insert.bind(checksum, at: 7)
            insert.bind(record.groups, at: 8)
            _ = try insert.step()
            states[hour].add(checksum)
        }
    }

    /// Stands before the first host of the window.
    func beginJudging() throws(HistoryFault) {
        guard let file else { throw HistoryFault(.unusable, "the pass has not begun") }
        var cursors: [HostCursor] = []
        for (hour, state) in zip(grid.hours.indices, states) {
            let statement = try file.database.prepare(HostCursor.query(in: schema(of: hour)))
            cursors.append(try HostCursor(statement, start: grid.hours[hour].start, expected: state))
        }
        merge = HostMerge(cursors)
    }

    /// The next hosts of the window; `nil` when there are no more.
    ///
    /// - Throws: `.damaged` when the file does not hold what was stored.
    func nextChunk() throws(HistoryFault) -> HistoryChunk? {
        guard let chunk = try merge?.next() else {
            merge = nil
            return nil
        }
        return chunk
    }

    /// Keeps what was stored, and closes the file.
    func commit() throws(HistoryFault) {
        guard let file else { throw HistoryFault(.unusable, "the pass has not begun") }
        let insert = try file.database.prepare(
            "INSERT OR REPLACE INTO main.hour(start, hosts, checksum, documents, source, destination, revision) "
                + "VALUES(?, ?, ?, ?, ?, ?, ?)")
        for (hour, state) in zip(grid.hours, states) where hour.isComplete {
            insert.bind(hour.start, at: 1)
            insert.bind(state.hosts, at: 2)
            insert.bind(state.checksum, at: 3)
            state.totals.bind(to: insert, from: 4)
            _ = try insert.step()
        }
        try file.commit()
        end()
        place.removeAbandoned(clockSeconds: setting.clockSeconds)
    }

    /// Closes the file as it was before the pass; a damaged one is removed.
    func abandon(because fault: HistoryFault?) {
        end()
        if fault?.kind == .damaged { place.remove() }
    }

    private func end() {
        comparison = nil
        merge = nil
        file = nil
    }
}
