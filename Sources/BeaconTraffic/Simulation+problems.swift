extension Simulation {
    /// What is wrong with the settings, each as a sentence without a full stop; empty when there is nothing.
    ///
    /// Settings with problems are brought into their ranges when traffic is made, but then are not what was asked for.
    public var problems: [String] {
        var found: [String] = []
        if hosts < 1 {
            found.append("the office has \(hosts) hosts; it needs 1 at least")
        }
        if !Self.hourRange.contains(hours) {
            found.append("\(hours) hours are asked for; 1 to 8784 can be made")
        }
        if !Self.endRange.contains(endSecond) {
            found.append("the end, \(endSecond) seconds since 1970, is not in the years 1970 to 9999")
        }
        if !(0...86_400).contains(dayEnd) {
            found.append("the day ends at second \(dayEnd); a day has the seconds 0 to 86400")
        }
        if infections < 1 {
            found.append("each beacon is to occur \(infections) times; leave out the beacons for traffic without them")
        } else if !beacons.isEmpty, infections > 1, infections > hosts / beacons.count {
            found.append(
                "\(infections) times \(beacons.count) beacons need \(infections) times \(beacons.count) hosts; "
                    + "the office has \(hosts)")
        }
        found += profiles.flatMap { profile in profile.problems.map { "profile \(profile.name): \($0)" } }
        var names: Set<String> = []
        for beacon in beacons {
            if !names.insert(beacon.name).inserted {
                found.append("two beacons are named \(beacon.name)")
            }
            found += beacon.profile.problems.map { "beacon \(beacon.name): \($0)" }
            found += (beacon.cover?.problems ?? []).map { "cover of beacon \(beacon.name): \($0)" }
        }
        return found
    }

    static let hourRange = 1...8_784
    static let endRange: ClosedRange<Int64> = 0...253_402_300_799
}

extension TrafficProfile {
    /// What is wrong with the parameters, each as a sentence without a full stop; empty when there is nothing.
    public var problems: [String] {
        var found = timing.problems + (change?.law.problems ?? [])
        if let change, !(0...1).contains(change.after) {
            found.append("the law changes after \(change.after) of the time; a fraction is 0 to 1")
        }
        if !(0...1).contains(loss) {
            found.append("the loss is \(loss); a share is 0 to 1")
        }
        if !(roundTrip.lowerBound >= 0 && roundTrip.upperBound < 86_400) {
            found.append(
                "a connection takes \(roundTrip.lowerBound) to \(roundTrip.upperBound) seconds; 0 to 86400 can be made")
        }
        if let tasking, !(0...1).contains(tasking.chance) || tasking.burst.lowerBound < 0 {
            found.append("work comes with a chance of \(tasking.chance), \(tasking.burst) times; the chance is 0 to 1")
        }
        if !(0...65_535).contains(destinations.port) {
            found.append("the port is \(destinations.port); a port is 0 to 65535")
        }
        if destinations.count < 1 || !(0...1).contains(destinations.ipv6Share) {
            found.append("there are \(destinations.count) destinations, \(destinations.ipv6Share) of them over IPv6")
        }
        return found
    }
}

extension TimingLaw {
    /// What is wrong with the numbers; NaN and infinity are wrong everywhere.
    var problems: [String] {
        var found: [String] = []
        func check(_ name: String, _ value: Double, from least: Double, to most: Double) {
            if !(value >= least && value <= most) {
                found.append("\(name) is \(value); \(least) to \(most) can be made")
            }
        }
        switch self {
        case .shorterOnly(let sleep, let jitter), .symmetric(let sleep, let jitter):
            check("the sleep", sleep, from: 0.1, to: 31_622_400)
            check("the jitter", jitter, from: 0, to: 1)
        case .additive(let sleep, let extra):
            check("the sleep", sleep, from: 0.1, to: 31_622_400)
            check("what is added to the sleep", extra, from: 0, to: 31_622_400)
        case .clockwork(let every, let wobble):
            check("the period", every, from: 0.1, to: 31_622_400)
            check("the wobble", wobble, from: 0, to: 31_622_400)
        case .poisson(let meanGap):
            check("the mean gap", meanGap, from: 0.1, to: 31_622_400)
        case .sessions(let sessions):
            check("sessions an hour", sessions.perHour, from: 0.001, to: 3_600)
            check("pages in a session", sessions.pages, from: 1, to: 100_000)
            check("seconds from page to page", sessions.secondsPerPage, from: 0.1, to: 86_400)
            check("connections of a page", Double(sessions.connectionsPerPage.upperBound), from: 1, to: 10_000)
            check("seconds that a connection is open", sessions.openSeconds, from: 0, to: 86_400)
        }
        return found
    }
}
