import BeaconTransform
import SearchCluster

/// Signals that are not in the cluster: it would not take them, or could not, which another run may mend.
struct Refusal: Sendable {
    private let refused: [WriteResult.Refused]
    private let total: Int
    /// What to do for a run over the same window.
    private let again: String
    private static let longestReason = 160

    /// What a run could not write; `nil` when all is written.
    init?(_ written: WriteResult?, of total: Int, again: String) {
        guard let written, !written.refused.isEmpty else { return nil }
        refused = written.refused
        self.total = total
        self.again = again
    }

    /// How many of how many, and the first reason.
    var sentence: String {
        let count = "\(refused.count) of \(total) signals"
        return "the cluster \(isFinal ? "refused" : "could not take") \(count) (\(reason))"
    }

    /// Why the run ends, when they are kept in a file.
    func failure(kept: String) -> Failure {
        // The engines allow bulk requests as such and then refuse each document: that is a right, not the data.
        if refused.contains(where: { $0.status == 403 && $0.type == "security_exception" }) {
            return Failure(
                .notAllowed, "the cluster does not allow writing signals: \(sentence)",
                cure: "\(again) with the right, or take them from \(kept)")
        }
        return isFinal
            ? Failure(.badData, sentence, cure: "they are in \(kept), each with the reason")
            : Failure(.unreachable, sentence, cure: "\(again), or take them from \(kept)")
    }

    private var isFinal: Bool { refused.contains { $0.status != 0 } }

    /// The first reason, as short as a sentence can bear.
    private var reason: String {
        guard let first = refused.first(where: { !isFinal || $0.status != 0 }) else { return "" }
        let words = SafeText(Console.redacted("\(first.type): \(first.reason)")).description
        return words.count > Self.longestReason ? words.prefix(Self.longestReason) + "…" : words
    }
}
