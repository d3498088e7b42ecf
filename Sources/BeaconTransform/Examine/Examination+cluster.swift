internal import SearchCluster

extension Examination {
    /// Asks what whoever asks may do.
    mutating func lookAtRights(_ product: ClusterProduct) async throws(ClusterError) {
        var installation = Installation([template])
        installation.state = StateIndex.definition(name: stateIndex)
        let role = AccessRole(
            .runner, sources: template.source.indices, installation: installation, deletes: template.retention != nil)
        guard case .missing(let rights) = try await client.missingRights(of: role, on: product.family) else {
            add(.rights, .good, "the cluster does not say what may be done; it seems to have no security")
            return
        }
        let named = rights.map(\.description).joined(separator: "; ")
        guard !rights.isEmpty else {
            add(.rights, .good, "everything that a run needs may be done")
            return
        }
        let cure = "give the role that beaconing install roles prints"
        // A pattern may stand for more indices than there are, or than anybody wants read.
        if rights.allSatisfy({ $0.isSource && $0.index.contains("*") }), product.family == .elasticsearch {
            add(
                .rights, .warning,
                "not all that the pattern may stand for can be read, and what cannot is left out without "
                    + "a word: \(named)", cure: cure)
        } else {
            add(.rights, .fault, "missing rights: \(named)", cure: cure, trouble: .cluster(.forbidden))
        }
    }

    /// Asks which indices there are, and how they map the template's fields.
    mutating func lookAtIndices() async throws(ClusterError) -> FieldMapping? {
        let names = template.source.indices
        let closed = try await client.closedIndex(of: names)
        let mapping: FieldMapping
        do throws(ClusterError) {
            mapping = try await FieldMapping(of: template, client: client)
        } catch {
            guard let closed else { throw error }
            addClosed(closed, isFault: true)
            return nil
        }
        if let closed { addClosed(closed, isFault: false) }
        let found = mapping.capabilities.indices.count
        let are = found == 1 ? "1 index is" : "\(CountText(found)) indices are"
        add(.indices, .good, "\(are) read under \(SafeText(mapping.pattern))")
        return mapping
    }

    private mutating func addClosed(_ name: String, isFault: Bool) {
        add(
            .indices, isFault ? .fault : .warning, "index \(SafeText(name)) is closed: its events are not seen",
            cure: "open it (POST \(SafeText(name))/_open), or leave it out with --index", trouble: .data)
    }

    /// Compares the clocks.
    mutating func lookAtClock() async throws(ClusterError) {
        let before = clockSeconds()
        let cluster =
            Double(
                try await client.clockMillis(
                    asking: template.source.indices.joined(separator: ","), field: template.metric.timeField)) / 1000
        let after = clockSeconds()
        // The answer is of some moment between the two.
        let ahead = before - cluster > 0 ? before - cluster : cluster - after > 0 ? after - cluster : 0
        let seconds = Int64(saturating: abs(ahead).rounded())
        guard seconds > 5 else {
            add(.clock, .good, "this machine's clock and the cluster's agree")
            return
        }
        let isFault = seconds >= 60
        add(
            .clock, isFault ? .fault : .warning,
            "this machine's clock is \(DurationText(seconds: seconds)) \(ahead > 0 ? "ahead of" : "behind") the cluster's"
                + (isFault ? ": a window would end at the wrong time" : ""),
            cure: "set the clocks by the network (NTP)")
    }

    /// Looks at where signals go.
    mutating func lookAtDestination() async throws(ClusterError) {
        let index = DestinationIndex(for: template)
        let condition = try await client.condition(of: index)
        let name = SafeText(index.name)
        let install = "run beaconing install"
        if !condition.isThere {
            add(
                .destination, .warning, "there is no index \(name) for signals yet: a run makes it if it may",
                cure: install)
        } else if condition.isClosed {
            add(
                .destination, .fault, "index \(name), where signals go, is closed", cure: "open it (POST \(name)/_open)"
            )
        } else if condition.isReadOnly {
            add(
                .destination, .fault, "nothing may be written to index \(name)",
                cure: "see whether a disk is full, then take the block index.blocks.* away")
        }
        for contradiction in condition.contradictions.prefix(3) {
            add(
                .destination, .fault,
                "index \(name) maps a field in another way than signals need: \(SafeText(contradiction))",
                cure: "raise the template's version, which makes a new index, or name another in its dest")
        }
        for alias in condition.foreignAliases {
            add(
                .destination, .fault,
                "alias \(SafeText(alias.name)) belongs to index \(SafeText(alias.index)), which was not made by beaconing",
                cure: "take it with beaconing install --take-over, or name another alias in the template's dest")
        }
        if condition.isThere, !condition.missingAliases.isEmpty {
            let named = condition.missingAliases.map { SafeText($0).description }.joined(separator: ", ")
            add(
                .destination, .warning,
                "index \(name) has no alias \(named): dashboards and searches that use it see none of its signals",
                cure: install)
        }
        if condition.isThere, !condition.missingFields.isEmpty {
            let named = condition.missingFields.prefix(3).map { SafeText($0).description }.joined(separator: ", ")
            add(
                .destination, .warning,
                "index \(name) does not map \(CountText(condition.missingFields.count, "field")) of signals (\(named))",
                cure: install)
        }
        if !findings.contains(where: { $0.part == .destination }) {
            add(.destination, .good, "index \(name) is there with its aliases")
        }
    }

    /// Looks at what the last passes did.
    mutating func lookAtState() async throws(ClusterError) {
        let status: RunnerStatus
        do throws(ClusterError) {
            status = try await RunnerStatus(
                of: RunnerState.Key(template: template.id, slice: .whole), delaySeconds: template.sync.delaySeconds,
                in: StateIndex(name: stateIndex, client: client))
        } catch  where error.code == .noSuchIndex {
            add(.state, .good, "nothing has been run yet")
            return
        }
        guard let last = status.passes.first else {
            add(.state, .good, "no pass of \(SafeText(template.id)) is on record")
            return
        }
        let now = status.nowMillis / 1000
        if let error = last["error"]?.string {
            add(
                .state, .warning, "the last pass failed: \(SafeText(String(error.prefix(200))))",
                cure: "see beaconing status for those before it")
        }
        let overdue = status.runners.filter { runner in
            guard let every = runner.everySeconds, let end = runner.lastEndSeconds else { return false }
            return now - end > Int64(2 * every + template.sync.delaySeconds)
        }
        for runner in overdue {
            let ago = DurationText(seconds: now - (runner.lastEndSeconds ?? now))
            let slice = runner.slice == "1/1" ? "" : " of slice \(SafeText(runner.slice))"
            add(
                .state, .warning,
                "the last window\(slice) that is done ended \(ago) ago, though one is due every "
                    + "\(DurationText(seconds: Int64(runner.everySeconds ?? 0)))",
                cure: "see whether the runner is alive, then beaconing status")
        }
        if !findings.contains(where: { $0.part == .state }) {
            let seconds =
                last["duration_seconds"]?.number.map { "; it took \(Int64(saturating: $0.rounded(.up))) s at most" }
                ?? ""
            let ago = status.lagSeconds.map { "the last window that is done ended \(DurationText(seconds: $0)) ago" }
            add(.state, .good, (ago ?? "passes are on record") + seconds)
        }
    }
}
