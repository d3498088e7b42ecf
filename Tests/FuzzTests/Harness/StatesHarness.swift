internal import BeaconReport
import SearchCluster

@testable import BeaconTransform

/// What the state index holds of runners and passes, as `status` shows it: an object with `now`, `runners` and `passes`.
///
/// Promised: whatever is written there, the status can be shown, and no terminal acts on it.
enum StatesHarness {
    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        guard let value = JSONValue(parsing: Array(input)) else { return }
        // The clock is checked where it is asked for.
        let now = min(max(value["now"]?.integer ?? 1_767_247_200_000, 1_000_000_000_001), 253_402_300_799_999)
        let passes = value["passes"]?.array ?? []
        let key = RunnerState.Key(template: "beaconing", slice: .whole)
        let runners = (value["runners"]?.array ?? []).map {
            RunnerStatus.Runner($0, key: key, passes: passes, nowMillis: now, delaySeconds: 120)
        }
        let status = RunnerStatus(template: key.template, nowMillis: now, runners: runners, passes: passes)
        try SafeWords.check(StatusText(status, width: 80).text, lines: true)
        let json = status.json
        try promise(JSONValue(parsing: json.bytes) == json, "the status is no JSON")
        if let lag = status.lagSeconds { try promise(lag >= 0, "a lag of \(lag) seconds") }
        for runner in runners {
            if let next = runner.nextDueSeconds(now: now / 1000) {
                try promise(next >= now / 1000, "a window that is due in the past")
            }
        }
    }
}
