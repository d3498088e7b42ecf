import BeaconScore
import SearchCluster

@testable import BeaconTransform

/// Counts events as `composite` aggregations do, the long way: with dictionaries, from values taken apart beforehand.
struct NaiveGroups {
    /// An event with its values already read, sets where an engine keeps sets.
    struct Event {
        var hosts: [String]
        var processes: [String]
        var timesMillis: [Int64]
        var ingestedMillis: [Int64]
        var sourceBytes: [Int64]
        var destinationBytes: [Int64]
        var destinations: [String]
        var sources: [String]

        /// The event as a document in one of several shapes.
        func json(shape: Int) -> String {
            func list<Value>(_ values: [Value], _ quoted: Bool) -> String {
                let texts = values.map { quoted ? JSONValue.string("\($0)").text : "\($0)" }
                return texts.count == 1 && shape % 2 == 0 ? texts[0] : "[" + texts.joined(separator: ",") + "]"
            }
            let members = [
                ("@timestamp", list(timesMillis, shape % 3 == 0)), ("event.ingested", list(ingestedMillis, false)),
                ("host.name", list(hosts, true)), ("process.name", list(processes, true)),
                ("source.bytes", list(sourceBytes, shape % 5 == 0)), ("source.ip", list(sources, true)),
                ("destination.bytes", list(destinationBytes, false)), ("destination.ip", list(destinations, true)),
            ]
            guard shape % 2 == 1 else {
                return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
            }
            return "{"
                + members.map { name, value in
                    let parts = name.split(separator: ".")
                    // The same object twice is no document, so only one member of each goes inside.
                    return parts.count == 2 && parts[1] == "ip" || parts.count == 2 && parts[0] == "process"
                        ? "\"\(parts[0])\":{\"\(parts[1])\":\(value)}" : "\"\(name)\":\(value)"
                }.joined(separator: ",") + "}"
        }
    }

    /// What is counted of a group.
    struct Group {
        var documents: Int64 = 0
        var times: [Int64] = []
        var buckets: [Int: (count: Int64, source: Int64, destination: Int64)] = [:]
        var destinations: [IPAddress: Int64] = [:]
        var sources: [IPAddress: Int64] = [:]
        var ingested: Int64?
    }

    let window: Window
    let lookbackSeconds: Int
    var groups: [GroupKey: Group] = [:]
    var firstOfGroup: [GroupKey: Int64] = [:]
    var firstOfDestination: [IPAddress: Int64] = [:]
    var hostsOfDestination: [IPAddress: Set<[UInt8]>] = [:]

    init(_ events: [Event], window: Window, lookbackSeconds: Int) {
        self.window = window
        self.lookbackSeconds = lookbackSeconds
        for event in events {
            add(event)
            look(at: event)
        }
    }

    /// Notes first events, whether they lie in the window or before it.
    private mutating func look(at event: Event) {
        let first = (window.nowSeconds - Int64(lookbackSeconds) + 1) * 1000
        let end = (window.nowSeconds + Int64(window.bucketSeconds)) * 1000
        guard lookbackSeconds > 0, event.timesMillis.allSatisfy({ $0 >= first && $0 < end }),
            let oldest = event.timesMillis.min(), !event.hosts.isEmpty, !event.processes.isEmpty
        else { return }
        for host in event.hosts {
            for process in event.processes {
                let key = GroupKey([.text(Array(host.utf8)), .text(Array(process.utf8))])
                firstOfGroup[key] = min(firstOfGroup[key] ?? .max, oldest)
            }
        }
        for address in event.destinations.compactMap({ IPAddress($0.utf8) }) {
            firstOfDestination[address] = min(firstOfDestination[address] ?? .max, oldest)
        }
    }

    private mutating func add(_ event: Event) {
        let first = (window.nowSeconds - Int64(window.bucketSeconds * window.bucketCount) + 1) * 1000
        let end = (window.nowSeconds + Int64(window.bucketSeconds)) * 1000
        guard event.timesMillis.allSatisfy({ $0 >= first && $0 < end }), !event.timesMillis.isEmpty else { return }
        let buckets = Set(
            event.timesMillis.compactMap { window.clock.bucket(ofSecond: Int64((Double($0) / 1000).rounded(.down))) })
        for host in Set(event.hosts.map { Array($0.utf8) }) {
            for process in Set(event.processes.map { Array($0.utf8) }) {
                let key = GroupKey([.text(host), .text(process)])
                var group = groups[key] ?? Group()
                group.documents += 1
                group.times += event.timesMillis
                for bucket in buckets {
                    let old = group.buckets[bucket] ?? (0, 0, 0)
                    group.buckets[bucket] = (
                        old.count + 1, old.source + event.sourceBytes.reduce(0, +),
                        old.destination + event.destinationBytes.reduce(0, +)
                    )
                }
                for address in Set(event.destinations.compactMap { IPAddress($0.utf8) }) {
                    group.destinations[address, default: 0] += 1
                    hostsOfDestination[address, default: []].insert(host)
                }
                for address in Set(event.sources.compactMap { IPAddress($0.utf8) }) {
                    group.sources[address, default: 0] += 1
                }
                group.ingested = ([group.ingested].compactMap(\.self) + event.ingestedMillis).max()
                groups[key] = group
            }
        }
    }

    /// What the pull should give.
    func pull(_ judge: GroupJudge) -> Pull {
        var judge = judge
        var judgements: [Judgement] = []
        for (key, group) in groups {
            let buckets = [group.times.min(), group.times.max()].compactMap { time in
                time.flatMap { window.clock.bucket(ofSecond: Int64((Double($0) / 1000).rounded(.down))) }
            }
            let span = buckets.count == 2 ? buckets[0] - buckets[1] + 1 : window.bucketCount
            if let skip = judge.skip(documents: group.documents, spanBuckets: span) {
                judge.count(skipped: skip, documents: group.documents)
                continue
            }
            var series = BucketSeries(bucketCount: window.bucketCount)
            for (bucket, sums) in group.buckets {
                series.add(
                    bucket: bucket, count: sums.count, sourceBytes: sums.source, destinationBytes: sums.destination)
            }
            if let judgement = judge.judge(
                series, documents: group.documents, newestMillis: group.times.max() ?? 0, of: { key })
            {
                judgements.append(judgement)
            }
        }
        let hosts = Set(groups.keys.map { $0.values[0] }).count
        for place in judgements.indices {
            let process = judgements[place].group.values[1]
            judgements[place].hosts = HostCounts(
                total: hosts, sharing: groups.keys.count { $0.values[1] == process })
        }
        return Pull(judgements: judgements.sorted { $0.group < $1.group }, counts: judge.counts)
    }

    /// What a signal of that group should say.
    func context(_ key: GroupKey) -> GroupContext {
        let group = groups[key] ?? Group()
        func top(_ counts: [IPAddress: Int64], _ most: Int) -> [GroupContext.Destination] {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most).map {
                GroupContext.Destination(value: .address($0.key), documents: $0.value)
            }
        }
        var context = GroupContext(
            largestMillis: [group.times.max(), group.ingested], destinations: top(group.destinations, 10),
            sourceAddress: top(group.sources, 1).first?.value)
        context.firstSeenMillis = firstOfGroup[key]
        for place in context.destinations.indices {
            guard case .address(let address) = context.destinations[place].value else { continue }
            let hosts = hostsOfDestination[address]?.count ?? 0
            context.destinations[place].hosts = min(hosts, 100)
            if hosts < 100 { context.destinations[place].firstSeenMillis = firstOfDestination[address] }
        }
        return context
    }
}
