import BeaconReport
import BeaconTransform
import SearchCluster
import Testing

@Suite("The state of the runners for a person")
struct StatusTextTests {
    private static let now: Int64 = 1_795_478_400

    private func pass(_ end: Int64, outcome: String = "done", error: String? = nil) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("window_end", .string(Timestamp(seconds: end).description)), .init("outcome", .string(outcome)),
            .init("slice", "1/1"), .init("duration_seconds", .number(1.5)),
            .init("groups", ["seen": 1_200, "beaconing": 3]), .init("signals", ["written": 2, "already_there": 1]),
        ]
        if let error { members.append(.init("error", .string(error))) }
        return .object(members)
    }

    private func runner(_ slice: String = "1/1", end: Int64?, every: Int? = 3_600) -> RunnerStatus.Runner {
        .init(
            slice: slice, lastEndSeconds: end, everySeconds: every, holder: nil, leaseExpiresMillis: nil,
            delaySeconds: 120)
    }

    private func text(_ runners: [RunnerStatus.Runner], _ passes: [JSONValue] = [], width: Int = 200) -> String {
        StatusText(
            RunnerStatus(template: "t", nowMillis: Self.now * 1000, runners: runners, passes: passes), width: width
        ).text
    }

    @Test("It says how far it came, when the next window is due and who holds the lease")
    func runner() {
        let text = text([runner(end: Self.now - 3_600)])
        #expect(text.contains("done until 2026-11-23 23:00:00, 1h ago; next window due in 2m; nobody holds the lease"))
        #expect(self.text([runner(end: Self.now - 7_200)]).contains("a window is due now"))
        #expect(self.text([runner(end: nil, every: nil)]).contains("no window is done yet; no schedule"))
        #expect(self.text([]).contains("nothing has been run yet"))
    }

    @Test("A slice that is behind is the lag of all, and one that has done nothing has no end")
    func slices() {
        func lag(_ ends: [Int64?]) -> Int64? {
            RunnerStatus(
                template: "t", nowMillis: Self.now * 1000, runners: ends.map { runner("1/2", end: $0) }, passes: []
            ).lagSeconds
        }
        #expect(lag([Self.now - 60, Self.now - 7_260]) == 7_260)
        #expect(lag([Self.now - 60, nil]) == nil)
        #expect(lag([]) == nil)
        #expect(lag([Self.now + 100]) == 0)
    }

    @Test("Passes that failed say why, safely, and nothing is wider than the terminal")
    func passes() {
        let error = "no connection to h: \u{1B}[31mred\u{202E}"
        let text = text(
            [runner(end: Self.now)], [pass(Self.now), pass(Self.now - 3_600, outcome: "failed", error: error)],
            width: 80)
        #expect(text.contains("2 passes on record; 1 done, 1 failed or refused; 2 signals written"))
        #expect(text.contains("failed: no connection to h: \\u{1B}[31mred\\u{202E}"))
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
