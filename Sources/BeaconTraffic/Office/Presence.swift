/// When a machine is on and when somebody sits at it.
struct Presence {
    /// While the machine is on, in seconds from the start.
    let poweredOn: [Range<Double>]
    /// While a person works at it, in seconds from the start; empty for a server.
    let atTheDesk: [Range<Double>]
    private let clock: OfficeClock

    /// Draws a person's hours: comes between 7:30 and 9:15, eats for half an hour to an hour, leaves between 16:45 and 18:30.
    ///
    /// - Parameter staysOn: whether the machine is left on overnight.
    init(person: Bool, staysOn: Bool, clock: OfficeClock, random: inout SeededGenerator) {
        self.clock = clock
        let whole = [0..<clock.duration]
        guard person else {
            (poweredOn, atTheDesk) = (whole, [])
            return
        }
        let comes = random.uniform(7.5 * 3600, 9.25 * 3600)
        let eats = random.uniform(11.75 * 3600, 12.75 * 3600)
        let isBack = eats + random.uniform(1_800, 3_600)
        let leaves = random.uniform(16.75 * 3600, 18.5 * 3600)
        atTheDesk = clock.spans(from: comes, to: eats) + clock.spans(from: isBack, to: leaves)
        poweredOn = staysOn ? whole : clock.spans(from: comes - 300, to: leaves + 120)
    }

    /// The spans in which a rhythm is active on this machine.
    func spans(of rhythm: Rhythm) -> [Range<Double>] {
        switch rhythm {
        case .always: poweredOn
        case .atTheDesk: atTheDesk
        case .between(let opens, let closes):
            clock.spans(from: Double(opens), to: Double(closes)).flatMap { span in
                poweredOn.map { span.clamped(to: $0) }.filter { !$0.isEmpty }
            }
        }
    }
}
