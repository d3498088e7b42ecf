internal import BeaconScore

extension HistoryPass {
    /// Chunks that are judged at once: the file is read by one task and judged by the others.
    private static let tasks = 4

    /// Judges all groups of the window.
    ///
    /// - Throws: `.damaged` when the file does not hold what was stored; then nothing may be used.
    nonisolated func pull(_ window: Window, judge: GroupJudge, groupFields: Int) async throws -> Pull {
        try await beginJudging()
        var pull = Pull(judgements: [], counts: GroupCounts())
        var census = HostCensus()
        var documents: Int64 = 0
        try await withThrowingTaskGroup(of: HistoryJudging.Outcome.self) { tasks in
            var inFlight = 0
            func settle() async throws {
                guard let outcome = try await tasks.next() else { return }
                inFlight -= 1
                pull.judgements += outcome.judgements
                pull.counts += outcome.counts
                census.merge(outcome.census)
                let (sum, overflow) = documents.addingReportingOverflow(outcome.documents)
                if overflow { throw HistoryJudging.tooMuch }
                documents = sum
            }
            while let chunk = try await nextChunk() {
                try Task.checkCancellation()
                if inFlight == Self.tasks { try await settle() }
                inFlight += 1
                tasks.addTask {
                    var judging = HistoryJudging(window: window, judge: judge, groupFields: groupFields)
                    return try judging.outcome(of: chunk)
                }
            }
            while inFlight > 0 { try await settle() }
        }
        pull.judgements.sort { $0.group < $1.group }
        census.tell(&pull.judgements)
        return pull
    }
}
