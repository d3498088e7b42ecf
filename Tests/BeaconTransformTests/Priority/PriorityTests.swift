import BeaconScore
import Testing

@testable import BeaconTransform

@Suite("Priority")
struct PriorityTests {
    private static let regular = Regularity(
        isRegular: true, regularity: 0.8, periodSeconds: 60, jitter: 0.3, law: nil, evidence: .gaps, samples: 40,
        measured: 1, deviations: 8, buckets: 0..<360)

    private func judgement(
        process: String = "updater", opinion: Regularity? = regular, sharing: Int = 1, verdict: Bool = false
    ) -> Judgement {
        let figures = Verdict.Figures(
            beaconingScore: verdict ? 1 : 0, sourceBytes: .init(), destinationBytes: .init(), counts: .init(),
            periodic: verdict, autocovariance: 0, maxAutocovariancePeriod: 5)
        var judgement = Judgement(
            group: GroupKey([.text(Array("h".utf8)), .text(Array(process.utf8))]),
            verdict: Verdict(isBeaconing: verdict, interval: 300, nonEmptyBuckets: 60, figures: figures),
            opinion: opinion, documents: 60, newestMillis: 0)
        judgement.hosts = HostCounts(total: 100, sharing: sharing)
        return judgement
    }

    private func context(_ address: String, hosts: Int = 1, port: Int64? = 443) -> GroupContext {
        var context = GroupContext(
            largestMillis: [], destinations: [.init(value: SignalSamples.address(address), documents: 60)],
            sourceAddress: nil)
        context.destinations[0].hosts = hosts
        context.port = port
        return context
    }

    private func priority(_ judgement: Judgement, _ context: GroupContext?) -> Priority {
        Priority(judgement, context, template: SignalSamples.template(), window: SignalSamples.window)
    }

    @Test("A rare agent stands above common software, and both above the clock")
    func order() {
        let agent = priority(judgement(), context("203.0.113.9")).value
        let common = priority(judgement(sharing: 80), context("203.0.113.9", hosts: 100)).value
        let clock = priority(judgement(sharing: 80), context("203.0.113.9", hosts: 100, port: 123)).value
        #expect(agent >= 70 && agent > common && common > clock)
    }

    @Test("Every point has its reason, and the reasons add up to the value")
    func adds() {
        for found in [
            priority(judgement(), context("203.0.113.9")),
            priority(judgement(process: "rundll32.exe"), context("203.0.113.9", port: 4444)),
            priority(judgement(sharing: 90), context("168.63.129.16", hosts: 100, port: 123)),
            priority(judgement(opinion: nil, verdict: true), nil),
        ] {
            let sum = found.points.reduce(0) { $0 + $1.points }
            #expect(found.value == min(100, max(0, sum)))
            #expect(found.reasons.count == found.points.count + (sum == found.value ? 0 : 1))
            #expect(found.points.allSatisfy { $0.points != 0 && !$0.reason.isEmpty })
        }
    }

    @Test("A tool of the system has the reason by which rules find it, and no other process has")
    func systemTool() {
        func reasons(_ process: String) -> [String] {
            priority(judgement(process: process), context("203.0.113.9")).reasons
        }
        #expect(reasons("PowerShell.exe").contains { $0.hasPrefix(Priority.systemToolReason) })
        #expect(!reasons("updater").contains { $0.hasPrefix(Priority.systemToolReason) })
    }

    @Test("A tool of the system that talks to a rare destination is raised, in any case of letters")
    func tools() {
        let plain = priority(judgement(), context("203.0.113.9")).value
        #expect(priority(judgement(process: "RunDLL32.EXE"), context("203.0.113.9")).value == min(100, plain + 10))
        #expect(priority(judgement(process: String(repeating: "x", count: 40)), context("203.0.113.9")).value == plain)
    }

    @Test("What is no signal has no priority")
    func none() {
        let found = priority(judgement(opinion: nil), nil)
        #expect(found.value == 0 && found.reasons.isEmpty)
    }

    @Test("In a network of few hosts nothing counts as rare")
    func few() {
        var one = judgement()
        one.hosts = HostCounts(total: 3, sharing: 1)
        #expect(priority(one, context("203.0.113.9")).value < priority(judgement(), context("203.0.113.9")).value)
    }
}
