internal import BeaconScore

/// Collects the points of one signal.
struct PriorityTally {
    private(set) var points: [Priority.Point] = []
    private var isLivingOffTheLand = false

    private mutating func add(_ number: Int, _ reason: String) {
        if number != 0 { points.append(.init(points: number, reason: reason)) }
    }

    /// Regular intervals count most; what the strict metric alone finds counts by its score.
    mutating func addTiming(_ judgement: Judgement) {
        if let opinion = judgement.opinion, opinion.isRegular {
            add(25 + Int((20 * opinion.regularity).rounded()), "the intervals are regular")
            // Clockwork does not vary its intervals; agents do, and people's programs vary them more.
            if (0.05...0.65).contains(opinion.jitter) {
                add(10, "the intervals vary within bounds, as agents vary them")
            }
            if judgement.exact?.isOnGrid == true { add(-25, "it keeps to the clock's grid, as schedulers do") }
        } else {
            add(10 + 5 * (judgement.verdict.figures?.beaconingScore ?? 0), "the strict metric alone finds it")
        }
    }

    /// Check-ins are small and alike.
    mutating func addBytes(_ figures: Verdict.Figures) {
        if figures.sourceBytes.isLow { add(5, "it sends the same bytes each time") }
        if figures.destinationBytes.isLow { add(5, "it receives the same bytes each time") }
        let (sent, received) = (figures.sourceBytes.mean, figures.destinationBytes.mean)
        if sent > 0, received > 0, sent <= 4_096, received <= 16_384 { add(5, "messages are small") }
    }

    /// What few hosts run is rarer than what all run.
    mutating func addProcess(_ judgement: Judgement, _ template: TransformTemplate) {
        let hosts = judgement.hosts
        if hosts.sharing > 0, hosts.total >= Self.fewestHosts {
            let share = Double(hosts.sharing) / Double(hosts.total)
            if hosts.sharing <= 2 {
                add(15, "no more than two hosts have it")
            } else if share <= 0.05 {
                add(10, "few hosts have it")
            } else if share > 0.5 {
                add(-20, "most hosts have it")
            } else if share > 0.2 {
                add(-10, "many hosts have it")
            }
        }
        for (field, value) in zip(template.groupBy, judgement.group.values) where field.field.hasSuffix("process.name")
        {
            if case .text(let name) = value, LivingOffTheLand.contains(name) { isLivingOffTheLand = true }
        }
        if isLivingOffTheLand { add(5, Priority.systemToolReason) }
    }

    /// Where it goes: to what nobody else talks to, to what all talk to, to the clock.
    mutating func addDestination(_ context: GroupContext, _ hosts: HostCounts, _ window: Window) {
        guard let main = context.main else { return }
        if hosts.total >= Self.fewestHosts, main.hosts > 0 {
            let share = Double(main.hosts) / Double(hosts.total)
            if main.hosts <= 2 {
                add(15, "no more than two hosts talk to its destination")
                if isLivingOffTheLand { add(5, "a tool of the system talks to a rare destination") }
            } else if main.hosts >= GroupContext.Destination.mostHosts || share > 0.3 {
                add(-15, "many hosts talk to its destination")
            } else if share <= 0.05 {
                add(8, "few hosts talk to its destination")
            }
        }
        if let first = main.firstSeenMillis, first >= (window.nowSeconds - 86_400) * 1000 {
            add(8, "its destination was first seen within a day")
        }
        if case .address(let address) = main.value {
            if WellKnownAddresses.platform.contains(address) {
                add(-40, "its destination is a cloud platform's own service")
            } else if WellKnownAddresses.isInside(address) {
                add(-15, "its destination is inside")
            }
        }
        if let port = context.port {
            if port == 123 {
                add(-40, "it asks for the time")
            } else if [53, 67, 68, 137, 138, 1_900, 5_353].contains(port) {
                add(-15, "its port serves the network itself")
            } else if ![22, 25, 80, 443, 465, 587, 993, 8_080, 8_443].contains(port) {
                add(5, "its port is unusual")
            }
        }
        if context.destinations.count >= 10, !context.isSplit { add(-5, "it goes to ten destinations and more") }
    }

    /// Below this many hosts nothing is rare.
    private static let fewestHosts = 10
}
