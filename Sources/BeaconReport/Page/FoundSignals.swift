public import BeaconTransform

/// The signals of one window or of several, each group once, with the windows that it was seen in.
public struct FoundSignals: Sendable {
    /// A group that at least one window takes for a beacon.
    public struct Entry: Sendable {
        /// The signal of the window in which it deserved a look soonest; of several such windows, the newest.
        public fileprivate(set) var signal: Signal
        /// The position of that window in ``FoundSignals/windows``.
        public fileprivate(set) var best: Int
        /// The positions of the windows whose signal it is, ascending.
        public fileprivate(set) var seen: [Int]
        /// Its events over time, as ``ActivityGrid/text(of:)`` writes them; `nil` where they were not read.
        public fileprivate(set) var activity: String?
    }

    /// What became of the groups of one window.
    public struct Judged: Sendable {
        /// The window.
        public var window: Window
        /// What was seen, skipped and judged.
        public var counts: GroupCounts
        /// How many groups were looked at by destination.
        public var split: WindowResult.Split
        /// How many of them are signals.
        public var signals: Int
    }

    /// The windows, oldest first.
    public private(set) var windows: [Judged] = []
    /// The groups, in the order in which they were first found.
    public private(set) var entries: [Entry] = []
    /// What a person should know before believing it, each sentence once with the number of windows that said so.
    public private(set) var warnings: [(sentence: String, windows: Int)] = []
    private var places: [GroupKey: Int] = [:]

    /// No windows yet.
    public init() {}

    /// Adds the signals of a window; windows come oldest first.
    ///
    /// Judged groups that are no signals are left out.
    public mutating func add(_ result: WindowResult) {
        let number = windows.count
        for signal in result.signals where signal.judgement.isSignal {
            let group = signal.judgement.group
            guard let place = places[group] else {
                places[group] = entries.count
                entries.append(Entry(signal: signal, best: number, seen: [number]))
                continue
            }
            entries[place].seen.append(number)
            if signal.priority.value >= entries[place].signal.priority.value {
                entries[place].signal = signal
                entries[place].best = number
            }
        }
        windows.append(
            Judged(window: result.window, counts: result.counts, split: result.split, signals: result.beaconing))
        warn(result.warnings)
    }

    /// Adds what a person should know; the same sentence again is counted.
    public mutating func warn(_ sentences: [String]) {
        for sentence in sentences {
            if let place = warnings.firstIndex(where: { $0.sentence == sentence }) {
                warnings[place].windows += 1
            } else {
                warnings.append((sentence, 1))
            }
        }
    }

    /// The positions of the entries, the one that deserves a look soonest first.
    public var ranking: [Int] {
        entries.indices.sorted { SignalReport.rank(entries[$0].signal, isBefore: entries[$1].signal) }
    }

    /// All windows as one, in buckets of the same length; `nil` where there is no window.
    public var span: Window? {
        guard var span = windows.last?.window, let first = windows.first?.window else { return nil }
        let seconds = span.nowSeconds - first.firstSecond + 1
        let bucket = Int64(span.bucketSeconds)
        span.bucketCount = Int((seconds + bucket - 1) / bucket)
        return span
    }

    /// The hosts of the window that had most of them; 0 where no signal tells.
    public var hosts: Int { entries.map(\.signal.judgement.hosts.total).max() ?? 0 }

    /// The groups whose events are drawn, the one that deserves a look soonest first.
    ///
    /// - Parameters:
    ///   - most: how many at the most; `nil` is all.
    ///   - mostEvents: groups with more events in their window are left out.
    public func drawn(most: Int? = nil, mostEvents: Int64 = .max) -> [Int] {
        let fitting = ranking.filter { entries[$0].signal.judgement.documents <= mostEvents }
        return Array(fitting.prefix(most ?? fitting.count))
    }

    /// What is asked for to draw an entry: its events, or where one destination alone is regular, those to it.
    public func timed(_ place: Int) -> TimedGroup {
        let judgement = entries[place].signal.judgement
        return TimedGroup(group: judgement.group, destination: judgement.split?.destination)
    }

    /// Notes when the events of some entries were.
    ///
    /// - Parameter times: seconds since 1970 for each of `places`, in their order.
    public mutating func note(_ times: [[Int64]], of places: [Int]) {
        guard let grid = span.map(ActivityGrid.init) else { return }
        for (place, seconds) in zip(places, times) { entries[place].activity = grid.text(of: seconds) }
    }
}
