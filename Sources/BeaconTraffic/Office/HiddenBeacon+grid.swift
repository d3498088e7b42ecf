extension HiddenBeacon {
    /// Beacons of every combination of sleep, jitter, law and size of messages: to see where a detector stops finding them.
    ///
    /// For each sleep and each jitter there is one that only shortens its sleep, one that changes it to both sides and one
    /// that adds to it, each with constant and with padded messages (profiles `constant` and `padded`). Without jitter the
    /// three are the same and only the first is made. All hide alone in a process that is on no list.
    ///
    /// - Parameters:
    ///   - sleeps: seconds between check-ins, 0.1 and above.
    ///   - jitters: fractions of the sleep, 0 to 1.
    ///   - loss: the share of check-ins that the sensor does not report, 0 to 1.
    public static func grid(
        sleeps: [Double] = [10, 30, 60, 270, 900], jitters: [Double] = [0, 0.1, 0.23, 0.37, 0.5, 0.77], loss: Double = 0
    ) -> [HiddenBeacon] {
        sleeps.flatMap { sleep in
            jitters.flatMap { jitter in
                laws(sleep, jitter).flatMap { law in
                    [
                        member("constant", law, .constant(412), .constant(327), loss: loss),
                        member("padded", law, .padded(412, upTo: 4_096), .padded(327, upTo: 4_096), loss: loss),
                    ]
                }
            }
        }
    }

    private static func laws(_ sleep: Double, _ jitter: Double) -> [TimingLaw] {
        let shorterOnly = TimingLaw.shorterOnly(sleep: sleep, jitter: jitter)
        guard jitter > 0 else { return [shorterOnly] }
        return [shorterOnly, .symmetric(sleep: sleep, jitter: jitter), .additive(sleep: sleep, extra: sleep * jitter)]
    }

    private static func member(
        _ name: String, _ law: TimingLaw, _ sourceBytes: ByteLaw, _ destinationBytes: ByteLaw, loss: Double
    ) -> HiddenBeacon {
        var profile = TrafficProfile(
            name, "A beacon of the grid with \(name) messages", isBeacon: true, timing: law, sourceBytes: sourceBytes,
            destinationBytes: destinationBytes, to: Destinations(.world))
        profile.loss = loss
        let combination = [name, law.name, "\(law.periodSeconds ?? 0)", "\(law.jitter ?? 0)"].joined(separator: "-")
        return HiddenBeacon(
            combination, profile, process: "cscript.exe", executable: "C:\\Windows\\System32\\cscript.exe")
    }
}
