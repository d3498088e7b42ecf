import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Batches of hosts")
struct HostBatchesTests {
    /// A group of the pre-pass.
    private struct Row {
        var group: GroupKey
        var buckets: Int
        var candidate: HostBatches.Candidate?
    }

    private static func rows(_ random: inout SeededRandom) -> [Row] {
        (0..<60).flatMap { host -> [Row] in
            let isBusy = random.chance(0.1)
            let judged = random.chance(0.7)
            return (0..<Int.random(in: 1...(isBusy ? 40 : 6), using: &random)).map { process in
                let documents = Int64.random(in: 1...500, using: &random)
                return Row(
                    group: GroupKey([
                        .text(Array("host-\(100 + host)".utf8)), .text(Array("p-\(100 + process)".utf8)),
                    ]),
                    buckets: Int.random(in: 1...30, using: &random),
                    candidate: judged && random.chance(0.6)
                        ? .init(documents: documents, newestMillis: documents * 7) : nil)
            }
        }
    }

    @Test(
        "Every group to judge is in one batch with all of its host, and batches keep within the limits",
        arguments: 0..<20 as Range<UInt64>, [(1, 4_096), (100, 4_096), (400, 3), (1 << 40, 4_096), (1 << 40, 1)])
    func random(seed: UInt64, limits: (buckets: Int, hosts: Int)) {
        var random = SeededRandom(seed: seed)
        let rows = Self.rows(&random)
        var batches = HostBatches(mostBuckets: limits.buckets, mostHosts: limits.hosts)
        var taken: [HostBatches.Batch] = []
        for (place, row) in rows.enumerated() {
            batches.add(row.group, buckets: row.buckets, candidate: row.candidate)
            // The end of a page may fall between any two groups, also those of one host.
            if place + 1 < rows.count, random.chance(0.1) { taken += batches.take(isLast: false) }
        }
        taken += batches.take(isLast: true)
        #expect(batches.take(isLast: true).isEmpty)

        var hosts: [GroupValue: (buckets: Int, candidates: [GroupKey: HostBatches.Candidate])] = [:]
        for row in rows {
            var host = hosts[row.group.values[0]] ?? (0, [:])
            host.buckets += row.buckets
            host.candidates[row.group] = row.candidate
            hosts[row.group.values[0]] = host
        }
        let wanted = hosts.filter { !$0.value.candidates.isEmpty }
        #expect(taken.flatMap(\.hosts) == wanted.keys.sorted())
        for batch in taken {
            let here = batch.hosts.compactMap { wanted[$0] }
            #expect(!batch.hosts.isEmpty && batch.hosts.count <= limits.hosts)
            #expect(batch.buckets == here.reduce(0) { $0 + $1.buckets })
            #expect(batch.buckets <= limits.buckets || batch.hosts.count == 1)
            #expect(
                batch.candidates == here.reduce(into: [:]) { all, host in all.merge(host.candidates) { a, _ in a } })
        }
    }

    @Test("A host goes on over the end of a page of the pre-pass")
    func pageEnd() {
        var batches = HostBatches(mostBuckets: 10)
        let groups = ["a", "b"].map { GroupKey([.text(Array("h".utf8)), .text(Array($0.utf8))]) }
        let candidate = HostBatches.Candidate(documents: 50, newestMillis: 1)
        batches.add(groups[0], buckets: 8, candidate: candidate)
        #expect(batches.take(isLast: false).isEmpty)
        batches.add(groups[1], buckets: 9, candidate: candidate)
        let taken = batches.take(isLast: true)
        #expect(taken.map(\.buckets) == [17] && taken.first?.candidates.count == 2)
    }

    @Test("Names that differ in their bytes alone are two hosts")
    func bytes() {
        var batches = HostBatches(mostBuckets: 1)
        for name in ["e\u{301}", "é"] {
            batches.add(
                GroupKey([.text(Array(name.utf8))]), buckets: 1, candidate: .init(documents: 9, newestMillis: 1))
        }
        #expect(batches.take(isLast: true).map { $0.hosts.map(\.description) } == [["e\u{301}"], ["é"]])
        #expect(batches.take(isLast: true).isEmpty)
    }

    @Test("Without groups there is no batch")
    func empty() {
        var batches = HostBatches(mostBuckets: 10)
        #expect(batches.take(isLast: false).isEmpty && batches.take(isLast: true).isEmpty)
    }
}
