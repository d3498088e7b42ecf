import BeaconTransform
import SearchCluster

/// How runners of one template keep out of each other's way.
struct RunnerSettings: Sendable {
    /// The name of the state index.
    let stateIndex: String
    /// Seconds that the lease lasts without being renewed.
    let leaseSeconds: Int
    /// Whether a lease that somebody else holds is waited for.
    let waits: Bool
    /// The file that figures of passes go to; `nil` for none.
    let metricsFile: String?
    /// The address that figures are asked for at; `nil` for none.
    let metricsListen: String?

    init(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) {
        stateIndex = try Self.stateIndex(words, in: surroundings)
        let lease = try TimeSpan.read(.lease, of: words)?.seconds ?? 120
        guard (3...3_600).contains(lease) else { throw Failure(.usage, "--lease is a time from 3s to 1h") }
        leaseSeconds = lease
        waits = words.has(.wait)
        metricsFile = words.last(.metricsFile)
        metricsListen = words.last(.metricsListen)
        if metricsListen != nil, !words.has(.every) || words.has(.once) {
            throw Failure(
                .usage, "--metrics-listen is for a run that stays", cure: "add --every 1h, or use --metrics-file")
        }
    }

    /// The name of the state index, from the words or the environment.
    static func stateIndex(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) -> String {
        guard let told = surroundings.told(.stateIndex, words, .stateIndex) else { return StateIndex.usualName }
        if let problem = IndexName.objection(toIndex: told.text) {
            throw Failure(.configuration, "the name of the state index (\(told.origin)) \(problem)")
        }
        return told.text
    }
}

extension HostSlice {
    /// The share that was typed: `2/4`, or `4` alone where an indexed Kubernetes Job says which.
    init(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) {
        guard let text = words.last(.slice) else {
            self = .whole
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let wrong = Failure(
            .usage, "--slice is one of several such as 1/4, not \"\(SafeText(text))\"",
            cure: "the same number of slices for every runner, each with a number of its own from 1")
        guard (1...2).contains(parts.count), let count = parts.last.flatMap({ Int($0) }), (1...10_000).contains(count)
        else { throw wrong }
        var number = parts.count == 2 ? Int(parts[0]) : nil
        if parts.count == 1 {
            guard let index = surroundings[.jobCompletionIndex] else {
                throw Failure(
                    .usage, "--slice \(count) does not say which of them",
                    cure: "write 1/\(count), or run as an indexed Job, which sets JOB_COMPLETION_INDEX")
            }
            number = Int(index)
        }
        guard let number, (0...count).contains(number) else { throw wrong }
        self.init(number: number, of: count)
    }
}
