extension TrafficProfile {
    /// One profile of each framework with the timing it has out of the box.
    public static var implants: [TrafficProfile] {
        [
            cobaltStrike(), sliver(), mythic(), merlin(), empire(), poshC2(), covenant(), havoc(), sharpC2(),
        ]
    }

    /// Cobalt Strike's HTTP beacon: 60 s without jitter, which only shortens; constant idle messages.
    public static func cobaltStrike(sleep: Double = 60, jitter: Double = 0) -> TrafficProfile {
        implant(
            "cobalt-strike", "Cobalt Strike: jitter only shortens the sleep, idle check-ins have one size",
            .shorterOnly(sleep: sleep, jitter: jitter), .constant(412), .constant(327))
    }

    /// Sliver's beacon: 60 s and up to 30 s added; encoders vary the size.
    public static func sliver(sleep: Double = 60, extra: Double = 30) -> TrafficProfile {
        implant(
            "sliver", "Sliver: a number of seconds is added to the sleep, encoders vary the size",
            .additive(sleep: sleep, extra: extra), .uniform(310...1_240), .uniform(180...960))
    }

    /// Mythic's HTTP profile: 10 s with 23 % to both sides.
    public static func mythic(sleep: Double = 10, jitter: Double = 0.23) -> TrafficProfile {
        implant(
            "mythic", "Mythic: jitter lengthens and shortens the sleep, messages differ by a few bytes",
            .symmetric(sleep: sleep, jitter: jitter), .uniform(540...568), .uniform(242...250))
    }

    /// Merlin's agent: 30 s and up to 3 s added; each message padded by up to 4,096 random bytes.
    public static func merlin(sleep: Double = 30, skew: Double = 3) -> TrafficProfile {
        implant(
            "merlin", "Merlin: skew is added to the sleep, random padding hides the size of messages",
            .additive(sleep: sleep, extra: skew), .padded(680, upTo: 4_096), .padded(410, upTo: 4_096))
    }

    /// Empire's agent: 5 s without jitter, which goes to both sides when set.
    public static func empire(sleep: Double = 5, jitter: Double = 0) -> TrafficProfile {
        implant(
            "empire", "Empire: jitter lengthens and shortens the sleep, idle check-ins have one size",
            .symmetric(sleep: sleep, jitter: jitter), .constant(236), .constant(1_105))
    }

    /// PoshC2's implant: 5 s with 20 % to both sides.
    public static func poshC2(sleep: Double = 5, jitter: Double = 0.2) -> TrafficProfile {
        implant(
            "poshc2", "PoshC2: jitter lengthens and shortens the sleep, idle check-ins have one size",
            .symmetric(sleep: sleep, jitter: jitter), .constant(498), .constant(274))
    }

    /// Covenant's grunt: 5 s with 10 % to both sides.
    public static func covenant(sleep: Double = 5, jitter: Double = 0.1) -> TrafficProfile {
        implant(
            "covenant", "Covenant: jitter lengthens and shortens the sleep, messages differ by a few bytes",
            .symmetric(sleep: sleep, jitter: jitter), .uniform(1_024...1_044), .uniform(806...822))
    }

    /// Havoc's demon: 2 s with 15 %.
    public static func havoc(sleep: Double = 2, jitter: Double = 0.15) -> TrafficProfile {
        implant(
            "havoc", "Havoc: a short sleep with a little jitter, idle check-ins have one size",
            .symmetric(sleep: sleep, jitter: jitter), .constant(344), .constant(212))
    }

    /// SharpC2's drone: 60 s with 10 %.
    public static func sharpC2(sleep: Double = 60, jitter: Double = 0.1) -> TrafficProfile {
        implant(
            "sharpc2", "SharpC2: a minute with a little jitter to both sides, idle check-ins have one size",
            .symmetric(sleep: sleep, jitter: jitter), .constant(720), .constant(296))
    }

    private static func implant(
        _ name: String, _ sentence: String, _ timing: TimingLaw, _ sourceBytes: ByteLaw, _ destinationBytes: ByteLaw
    ) -> TrafficProfile {
        TrafficProfile(
            name, sentence, isBeacon: true, timing: timing, sourceBytes: sourceBytes,
            destinationBytes: destinationBytes, to: Destinations(.world))
    }

    /// The same with work that an operator gives in about one of fifty check-ins: large answers, large uploads.
    public func withTasking() -> TrafficProfile {
        var tasked = self
        tasked.tasking = Tasking(
            chance: 0.01, burst: 1...4, sourceBytes: .heavyTailed(median: 18_000, limit: 6_000_000),
            destinationBytes: .heavyTailed(median: 9_000, limit: 900_000))
        return tasked
    }
}
