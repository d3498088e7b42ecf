/// One connection of a profile, before it belongs to a host.
struct Connection: Equatable {
    /// When it ends, in seconds from the start of the time that is made.
    var endSeconds: Double
    /// Bytes from the source; `nil` where the sensor does not count.
    var sourceBytes: Int64?
    /// Bytes from the destination; `nil` where the sensor does not count.
    var destinationBytes: Int64?
}

extension TrafficProfile {
    /// Makes the connections that end within the spans, in seconds from the start, not in order of time.
    ///
    /// - Parameter duration: the length of the time that is made, in seconds.
    func connections(
        in spans: [Range<Double>], of duration: Double, random: inout SeededGenerator
    ) -> [Connection] {
        var made = ConnectionRun(profile: self)
        // The same place in the grid for every span: a clock does not start anew after lunch.
        let phase = random.unit()
        for span in spans where !span.isEmpty {
            // A span on both sides of a change of law is two, the second under the new law.
            let boundary = change.map { min(max($0.after * duration, span.lowerBound), span.upperBound) }
            let pieces = boundary.map { [span.lowerBound..<$0, $0..<span.upperBound] } ?? [span]
            for piece in pieces where !piece.isEmpty {
                made.run(law(at: duration > 0 ? piece.lowerBound / duration : 0), in: piece, phase: phase, &random)
            }
        }
        return made.connections
    }
}

/// The making of one profile's connections: what is made so far, and the state of its tasking.
private struct ConnectionRun {
    let profile: TrafficProfile
    var connections: [Connection] = []
    /// Check-ins that the current burst of work still lasts.
    private var burstLeft = 0

    init(profile: TrafficProfile) {
        self.profile = profile
    }

    mutating func run(_ law: TimingLaw, in span: Range<Double>, phase: Double, _ random: inout SeededGenerator) {
        switch law {
        case .clockwork(let every, let wobble):
            keepGrid(every: max(0.001, every), wobble: wobble, in: span, phase: phase, &random)
        case .sessions(let sessions):
            browse(sessions, in: span, &random)
        case .shorterOnly, .symmetric, .additive, .poisson:
            sleepAndCall(law, in: span, &random)
        }
    }

    private mutating func sleepAndCall(_ law: TimingLaw, in span: Range<Double>, _ random: inout SeededGenerator) {
        // The process was there before the span began, somewhere in its sleep.
        guard let first = law.sleep(&random) else { return }
        var start = span.lowerBound + first * random.unit()
        while start < span.upperBound {
            let end = start + random.uniform(profile.roundTrip.lowerBound, profile.roundTrip.upperBound)
            finish(at: end, in: span, &random)
            guard let sleep = law.sleep(&random) else { return }
            start = end + sleep
        }
    }

    private mutating func keepGrid(
        every: Double, wobble: Double, in span: Range<Double>, phase: Double, _ random: inout SeededGenerator
    ) {
        // The first tick of the span; Int64 cuts toward zero, and a number over -1 cut up to 0 is rounded up.
        let ticks = span.lowerBound / every - phase
        let whole = Double(Int64(ticks))
        var tick = ((whole < ticks ? whole + 1 : whole) + phase) * every
        while tick < span.upperBound {
            let late = random.uniform(0, wobble)
            let took = random.uniform(profile.roundTrip.lowerBound, profile.roundTrip.upperBound)
            finish(at: tick + late + took, in: span, &random)
            tick += every
        }
    }

    private mutating func browse(
        _ sessions: BrowsingSessions, in span: Range<Double>, _ random: inout SeededGenerator
    ) {
        let betweenSessions = max(1, 3600 / sessions.perHour)
        var session = span.lowerBound + random.exponential(mean: betweenSessions)
        while session < span.upperBound {
            var page = session
            repeat {
                let fewest = Int64(sessions.connectionsPerPage.lowerBound)
                let most = Int64(sessions.connectionsPerPage.upperBound)
                for _ in 0..<max(0, random.integer(in: fewest...most)) {
                    // Most connections end soon, some are kept alive; the square of a fraction says it well enough.
                    let fraction = random.unit()
                    finish(at: page + 0.1 + fraction * fraction * sessions.openSeconds, in: span, &random)
                }
                page += max(0.001, random.exponential(mean: sessions.secondsPerPage))
            } while page < span.upperBound && random.chance(1 - 1 / max(1, sessions.pages))
            session = page + max(0.001, random.exponential(mean: betweenSessions))
        }
    }

    /// Ends a connection at this second, if the span still lasts and the sensor reports it.
    private mutating func finish(at end: Double, in span: Range<Double>, _ random: inout SeededGenerator) {
        let bytes = bytes(&random)
        let isLost = random.chance(profile.loss)
        guard span.contains(end), !isLost else { return }
        connections.append(Connection(endSeconds: end, sourceBytes: bytes.source, destinationBytes: bytes.destination))
    }

    private mutating func bytes(_ random: inout SeededGenerator) -> (source: Int64?, destination: Int64?) {
        if let tasking = profile.tasking {
            if burstLeft == 0, random.chance(tasking.chance) {
                let burst = Int64(tasking.burst.lowerBound)...Int64(tasking.burst.upperBound)
                burstLeft = max(0, Int(random.integer(in: burst)))
            }
            if burstLeft > 0 {
                burstLeft -= 1
                return (tasking.sourceBytes.draw(&random), tasking.destinationBytes.draw(&random))
            }
        }
        return (profile.sourceBytes.draw(&random), profile.destinationBytes.draw(&random))
    }
}
