internal import BeaconScore

extension Judgement {
    /// The fundamental period in seconds: the second opinion's, or where it was not asked the strict metric's, which is often a
    /// multiple; `nil` when neither finds one.
    public func periodSeconds(in window: Window) -> Double? {
        let strict = verdict.periodSeconds(bucketSeconds: window.bucketSeconds).map(Double.init)
        guard let opinion else { return strict }
        return opinion.isRegular || strict != nil ? opinion.periodSeconds : nil
    }
}
