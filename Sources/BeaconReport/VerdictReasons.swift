internal import BeaconScore
internal import BeaconTransform

/// Why a verdict is what it is, in words.
struct VerdictReasons {
    /// One sentence for a wide column: `periodic · same bytes both ways · steady count`.
    let sentence: String
    /// The spread tests that passed, each at its own place so that a column of them can be scanned: `out in count`.
    let steady: String

    init(_ judgement: Judgement) {
        guard let figures = judgement.verdict.figures else {
            sentence = "too little to judge"
            steady = ""
            return
        }
        let (out, into, count) = (
            figures.sourceBytes.isLow, figures.destinationBytes.isLow, figures.counts.isLow
        )
        var reasons: [String] = []
        if judgement.opinion?.isRegular == true {
            reasons.append(judgement.split == nil ? "regular intervals" : "regular to one destination")
        }
        if figures.periodic { reasons.append("periodic") }
        switch (out, into) {
        case (true, true): reasons.append("same bytes both ways")
        case (true, false): reasons.append("same bytes out")
        case (false, true): reasons.append("same bytes in")
        case (false, false): break
        }
        if count { reasons.append("steady count") }
        sentence = reasons.isEmpty ? "no test passed" : reasons.joined(separator: " · ")
        var steady = "\(out ? "out" : "   ") \(into ? "in" : "  ") \(count ? "count" : "")"
        while steady.last == " " { steady.removeLast() }
        self.steady = steady
    }
}
