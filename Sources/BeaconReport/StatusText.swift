public import BeaconTransform
internal import SearchCluster

/// The state of a template's runners for a person.
public struct StatusText: Sendable {
    private let status: RunnerStatus
    private let width: Int
    private static let shownPasses = 10

    /// The state of a template's runners.
    ///
    /// - Parameter width: columns of a line.
    public init(_ status: RunnerStatus, width: Int) {
        self.status = status
        self.width = width
    }

    /// The text, each line ended with a newline.
    public var text: String {
        var lines = ["template \(SafeText(status.template)), \(Timestamp(millis: status.nowMillis).plainText) UTC"]
        if status.runners.isEmpty { lines.append("nothing has been run yet") }
        for runner in status.runners { lines += self.lines(of: runner) }
        var text = lines.flatMap { WrappedText($0, width: width, indent: 4).lines }
        if !status.passes.isEmpty {
            text += [""] + WrappedText(trend, width: width, indent: 4).lines + ["last passes:"]
            for pass in status.passes.prefix(Self.shownPasses) {
                text += WrappedText(line(pass), width: width - 2, indent: 4).lines.map { "  " + $0 }
            }
        }
        return text.map { $0 + "\n" }.joined()
    }

    private func lines(of runner: RunnerStatus.Runner) -> [String] {
        let now = status.nowMillis / 1000
        let name = runner.slice == "1/1" ? "" : "slice \(SafeText(runner.slice)): "
        var parts: [String] = []
        if let end = runner.lastEndSeconds {
            parts.append(
                "done until \(Timestamp(seconds: end).plainText), \(DurationText(seconds: now - end)) ago")
        } else {
            parts.append("no window is done yet")
        }
        if let next = runner.nextDueSeconds(now: now) {
            parts.append(
                next <= now ? "a window is due now" : "next window due in \(DurationText(seconds: next - now))")
        } else {
            parts.append("no schedule (run --every)")
        }
        if let holder = runner.holder {
            let left = max(0, (runner.leaseExpiresMillis ?? 0) / 1000 - now)
            parts.append("\(SafeText(holder.name)) holds the lease, for \(DurationText(seconds: left)) unless renewed")
        } else {
            parts.append("nobody holds the lease")
        }
        return [name + parts.joined(separator: "; ")]
    }

    /// What the passes that are known have in common.
    private var trend: String {
        let done = status.passes.filter { $0["outcome"]?.string == "done" }
        let seconds = done.compactMap { $0["duration_seconds"]?.number }
        // As everything in the index, they are what somebody wrote there.
        let written = done.compactMap { $0["signals"]?["written"]?.integer }.reduce(0 as Int64) { sum, count in
            let (sum, overflow) = sum.addingReportingOverflow(max(count, 0))
            return overflow ? .max : sum
        }
        let failed = status.passes.count { ["failed", "refused"].contains($0["outcome"]?.string ?? "") }
        var parts = [
            "\(CountText(status.passes.count)) \(status.passes.count == 1 ? "pass" : "passes") on record",
            "\(CountText(done.count)) done, \(CountText(failed)) failed or refused",
            CountText(written, "signal").description + " written",
        ]
        if let longest = seconds.max(), !seconds.isEmpty {
            let mean = seconds.reduce(0, +) / Double(seconds.count)
            parts.append("\(ElapsedText(seconds: mean)) a pass, at most \(ElapsedText(seconds: longest))")
        }
        return parts.joined(separator: "; ")
    }

    private func line(_ pass: JSONValue) -> String {
        func number(_ name: String, in outer: String) -> String {
            pass[outer]?[name]?.integer.map { CountText($0).description } ?? "?"
        }
        let end = pass["window_end"]?.string ?? "?"
        var text = "\(SafeText(String(end.prefix(16)).replacing("T", with: " "))) "
        if let slice = pass["slice"]?.string, slice != "1/1" { text += "slice \(SafeText(slice)) " }
        switch pass["outcome"]?.string {
        case "done", "refused":
            text +=
                "\(number("seen", in: "groups")) groups, \(number("beaconing", in: "groups")) beacon; "
                + "\(number("written", in: "signals")) written, \(number("already_there", in: "signals")) already there"
            if let seconds = pass["duration_seconds"]?.number { text += ", \(ElapsedText(seconds: seconds))" }
        default: break
        }
        if let error = pass["error"]?.string {
            text += " \(SafeText(pass["outcome"]?.string ?? "failed")): \(SafeText(String(error.prefix(200))))"
        }
        return text
    }
}
