import BeaconTransform

/// The ends of the windows of a span: from one to another, a step apart.
struct SpanSettings: Sendable {
    /// The end of the first window, in seconds since 1970.
    let firstSecond: Int64
    /// What no window ends after, in seconds since 1970.
    let lastSecond: Int64
    /// Seconds between two ends, 1 and above.
    let stepSeconds: Int
    /// The ends, oldest first.
    let ends: [Int64]

    /// Reads the span of --from, --to and --step; `nil` where neither of the first two was typed.
    ///
    /// - Parameters:
    ///   - usualEnd: where the last window ends when that is not typed; `nil` where it has to be.
    ///   - most: how many windows there may be.
    init?(
        _ words: TypedWords, in surroundings: Surroundings, template: TransformTemplate, usualEnd: Int64? = nil,
        most: Int64
    ) throws {
        guard let fromText = words.last(.from), let to = try Self.end(words, in: surroundings) ?? usualEnd else {
            if words.has(.to) || words.has(.from) || words.has(.step) {
                throw Failure(
                    .usage,
                    "a span needs the \(words.has(.from) ? "end of its last window" : "end of its first window")",
                    cure: words.has(.from) ? "add --to 2026-11-24T00:00:00Z" : "add --from 2026-11-23T00:00:00Z")
            }
            return nil
        }
        let from = try PointOfTime(fromText, for: "--from", clockSeconds: surroundings.clockSeconds).seconds
        let step = try TimeSpan.read(.step, of: words)?.seconds ?? template.frequencySeconds
        guard step >= 1 else { throw Failure(.usage, "--step has to be at least 1s") }
        guard from <= to else { throw Failure(.usage, "--from is after --to") }
        let count = (to - from) / Int64(step) + 1
        guard count <= most else {
            throw Failure(
                .usage, "that would be \(count) windows; at most \(most) go",
                cure: "take a longer --step or a shorter span")
        }
        ends = (0..<count).map { from + $0 * Int64(step) }
        (firstSecond, lastSecond, stepSeconds) = (from, to, step)
    }

    private static func end(_ words: TypedWords, in surroundings: Surroundings) throws -> Int64? {
        guard let text = words.last(.to) else { return nil }
        return try PointOfTime(text, for: "--to", clockSeconds: surroundings.clockSeconds).seconds
    }
}
