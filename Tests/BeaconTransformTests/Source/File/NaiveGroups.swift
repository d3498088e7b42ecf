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
    var groups: [GroupKey: Group] = [:]

    init(_ events: [Event], window: Window) {
        self.window = window
        for event in events { add(event) }
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
            if let verdict = judge.judge(series, documents: group.documents) {
                judgements.append(
                    Judgement(
                        group: key, verdict: verdict, documents: group.documents, newestMillis: group.times.max() ?? 0))
            }
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
        return GroupContext(
            largestMillis: [group.times.max(), group.ingested], destinations: top(group.destinations, 10),
            sourceAddress: top(group.sources, 1).first?.value)
    }
}
