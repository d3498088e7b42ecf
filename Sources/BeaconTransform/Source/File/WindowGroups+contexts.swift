internal import BeaconScore

extension WindowGroups {
    /// What signals say of these groups beyond their verdicts, in their order.
    func contexts(of keys: [GroupKey], splits: [DestinationSplit?]) -> [GroupContext] {
        var places: [UInt32: Int] = [:]
        for (place, key) in keys.enumerated() {
            if let group = find(key) { places[UInt32(group)] = place }
        }
        let dates = plan.largest.count
        var contexts = keys.map { _ in
            GroupContext(largestMillis: Array(repeating: nil, count: dates), destinations: [], sourceAddress: nil)
        }
        for (group, place) in places {
            contexts[place].firstSeenMillis = groups.withKey(Int(group)) { firstEvents?.first(ofGroup: $0) }
            for position in 0..<dates {
                let date = largest[Int(group) * dates + position]
                contexts[place].largestMillis[position] = date == .min ? nil : date
            }
        }
        if let destinations {
            let top = destinations.top(plan.destinationCount, of: places, count: keys.count)
            for place in keys.indices { contexts[place].destinations = top[place] }
            for (place, split) in zip(contexts.indices, splits) {
                contexts[place].split = split.map { .init(value: $0.destination, documents: $0.documents) }
            }
            addDetails(destinations, to: &contexts)
        }
        if let ports {
            let top = ports.top(1, of: places, count: keys.count)
            for place in keys.indices {
                if case .integer(let number)? = top[place].first?.value { contexts[place].port = number }
            }
        }
        if let sourceAddresses {
            let top = sourceAddresses.top(1, of: places, count: keys.count)
            for place in keys.indices { contexts[place].sourceAddress = top[place].first?.value }
        }
        return contexts
    }
}

extension WindowGroups {
    /// Adds how many hosts have each destination and, for those that few have, when it was first seen.
    private func addDetails(_ counts: ValueCounts, to contexts: inout [GroupContext]) {
        let listed = contexts.lazy.flatMap { $0.destinations + [$0.split].compactMap(\.self) }
        let wanted = Set(listed.compactMap { counts.values.find($0.value) })
        let hosts = counts.hosts(of: wanted) { group in groups.withKey(Int(group), Self.host) }
        let most = GroupContext.Destination.mostHosts
        func complete(_ destination: inout GroupContext.Destination) {
            guard let value = counts.values.find(destination.value) else { return }
            destination.hosts = min(hosts[value] ?? 0, most)
            if destination.hosts < most { destination.firstSeenMillis = firstEvents?.first(ofDestination: value) }
        }
        for place in contexts.indices {
            for position in contexts[place].destinations.indices { complete(&contexts[place].destinations[position]) }
            if var split = contexts[place].split {
                complete(&split)
                contexts[place].split = split
            }
        }
    }
}

extension WindowGroups {
    /// The most regular destination of each group; `nil` where none is regular.
    func splits(of keys: [GroupKey]) -> [DestinationSplit?] {
        guard let destinations, plan.splits else { return keys.map { _ in nil } }
        var places: [UInt32: Int] = [:]
        for (place, key) in keys.enumerated() {
            if let group = find(key) { places[UInt32(group)] = place }
        }
        var found: [DestinationSplit?] = keys.map { _ in nil }
        var judge = SplitJudge(bucketSeconds: window.bucketSeconds)
        var series = BucketSeries(bucketCount: window.bucketCount)
        var byPlace: [Int: [ValueSeries]] = [:]
        for one in destinations.series(of: places, fewest: SplitJudge.fewestDocuments) {
            byPlace[one.place, default: []].append(one)
        }
        for (place, ofGroup) in byPlace {
            let most = ofGroup.sorted {
                $0.documents != $1.documents
                    ? $0.documents > $1.documents : destinations.values.precedes($0.value, $1.value)
            }.prefix(SplitJudge.mostDestinations)
            for one in most {
                series.removeAll()
                for cell in one.cells {
                    series.add(bucket: cell.bucket, count: cell.count, sourceBytes: 0, destinationBytes: 0)
                }
                judge.look(at: series, destinations.values.value(one.value), documents: one.documents)
            }
            found[place] = judge.finish()
        }
        return found
    }

    /// Seconds since 1970 of some groups' events.
    func times(of wanted: [TimedGroup]) -> [[Int64]] {
        var places: [UInt32: [(destination: UInt32?, place: Int)]] = [:]
        for (place, timed) in wanted.enumerated() {
            guard let group = find(timed.group) else { continue }
            let destination = timed.destination.flatMap { destinations?.values.find($0) }
            if timed.destination != nil, destination == nil { continue }
            places[UInt32(group), default: []].append((destination, place))
        }
        return events.seconds(of: places, count: wanted.count)
    }
}
