public import SearchCluster

/// How far the runners of a template have come, as the state index says.
public struct RunnerStatus: Sendable {
    /// The template's id.
    public let template: String
    /// The cluster's time, in milliseconds since 1970.
    public let nowMillis: Int64
    /// Each runner that has left something, by slice.
    public let runners: [Runner]
    /// The last passes, newest first.
    public let passes: [JSONValue]

    /// The runner of one slice.
    public struct Runner: Sendable {
        /// Its share of the groups, as `1/4`.
        public var slice: String
        /// The end of the last window that is done, in seconds since 1970.
        public var lastEndSeconds: Int64?
        /// Seconds between two windows; `nil` where no scheduled run has been.
        public var everySeconds: Int?
        /// Who holds the lease; `nil` when nobody does.
        public var holder: LeaseHolder?
        /// When the lease ends unless it is renewed.
        public var leaseExpiresMillis: Int64?
        /// Seconds that a window waits for late documents.
        public var delaySeconds: Int

        /// The runner of one slice.
        public init(
            slice: String, lastEndSeconds: Int64?, everySeconds: Int?, holder: LeaseHolder?, leaseExpiresMillis: Int64?,
            delaySeconds: Int
        ) {
            self.slice = slice
            self.lastEndSeconds = lastEndSeconds
            self.everySeconds = everySeconds
            self.holder = holder
            self.leaseExpiresMillis = leaseExpiresMillis
            self.delaySeconds = delaySeconds
        }

        /// The runner that a document of the state index tells of, and the passes that are known.
        init(_ json: JSONValue, key: RunnerState.Key, passes: [JSONValue], nowMillis: Int64, delaySeconds: Int) {
            let slice = json["slice"]?.string ?? "1/1"
            let state = RunnerState(json, key: key)
            // A window that was run by hand is done as well.
            let ends = passes.filter { $0["slice"]?.string == slice && $0["outcome"]?.string == "done" }
                .filter { $0["mode"]?.string != "replay" }
                .compactMap { RunnerState.seconds($0["window_end_seconds"]) }
            let isLeased = state.lease.map { $0.expiresMillis > nowMillis && !$0.holder.isGone } ?? false
            self.init(
                slice: slice, lastEndSeconds: (ends + [state.checkpointSeconds].compactMap(\.self)).max(),
                everySeconds: state.everySeconds, holder: isLeased ? state.lease?.holder : nil,
                leaseExpiresMillis: isLeased ? state.lease?.expiresMillis : nil, delaySeconds: delaySeconds)
        }

        /// When its next window is due, in seconds since 1970; `nil` where no scheduled run has been.
        public func nextDueSeconds(now: Int64) -> Int64? {
            guard let everySeconds else { return nil }
            let schedule = Schedule(everySeconds: everySeconds, delaySeconds: delaySeconds, mostCaughtUp: 1)
            // One that is behind is due at once.
            if !schedule.due(nowSeconds: now, checkpointSeconds: lastEndSeconds).ends.isEmpty { return now }
            return now + schedule.secondsUntilNext(nowSeconds: now)
        }
    }

    /// The most passes that are read.
    public static let mostPasses = 200

    /// A state that is known already.
    public init(template: String, nowMillis: Int64, runners: [Runner], passes: [JSONValue]) {
        self.template = template
        self.nowMillis = nowMillis
        self.runners = runners
        self.passes = passes
    }

    /// Asks the state index.
    ///
    /// - Parameter key: the template; where its slice is one of several, that slice alone.
    /// - Throws: `.noSuchIndex` where nothing has been run or installed yet.
    public init(
        of key: RunnerState.Key, delaySeconds: Int, in index: StateIndex
    ) async throws(ClusterError) {
        guard try await index.read(key.id) != .noIndex else {
            throw ClusterError(
                .noSuchIndex, "there is no state index \(SafeText(index.name)): nothing has been run or installed yet",
                cure: "start with beaconing install, or name another index with --state-index")
        }
        do throws(ClusterError) {
            try await index.refresh()
        } catch  where error.code == .forbidden {
            // Without the right, what was written in the last second may be missing.
        }
        template = key.template
        nowMillis = try await index.clockMillis()
        var filters: [JSONValue] = [["term": ["template": .string(key.template)]]]
        if key.slice != .whole { filters.append(["term": ["slice": .string(key.slice.description)]]) }
        passes = try await index.newest(filters + [["term": ["kind": "run"]]], limit: Self.mostPasses)
        let states = try await index.newest(filters + [["term": ["kind": "runner"]]], limit: 1_000)
        let now = nowMillis
        let passes = passes
        runners = states.map { json in
            Runner(json, key: key, passes: passes, nowMillis: now, delaySeconds: delaySeconds)
        }.sorted { ($0.slice.utf8.count, $0.slice) < ($1.slice.utf8.count, $1.slice) }
    }

    /// Seconds since the end of the last window that is done, of the slice that is furthest behind; `nil` where one has none.
    public var lagSeconds: Int64? {
        var ends: [Int64] = []
        for runner in runners {
            guard let end = runner.lastEndSeconds else { return nil }
            ends.append(end)
        }
        return ends.min().map { max(0, nowMillis / 1000 - $0) }
    }

    /// The whole as JSON.
    public var json: JSONValue {
        func date(_ seconds: Int64?) -> JSONValue {
            seconds.map { .string(Timestamp(seconds: $0).description) } ?? .null
        }
        let now = nowMillis / 1000
        return [
            "template": .string(template), "now": .string(Timestamp(millis: nowMillis).description),
            "lag_seconds": lagSeconds.map { .integer($0) } ?? .null,
            "runners": .array(
                runners.map { runner in
                    [
                        "slice": .string(runner.slice), "last_window_end": date(runner.lastEndSeconds),
                        "every_seconds": runner.everySeconds.map { .integer(Int64($0)) } ?? .null,
                        "next_due": date(runner.nextDueSeconds(now: now)),
                        "holder": runner.holder.map { .string($0.name) } ?? .null,
                        "lease_expires": date(runner.leaseExpiresMillis.map { $0 / 1000 }),
                    ]
                }),
            "passes": .array(passes),
        ]
    }
}
