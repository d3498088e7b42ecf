/// Software that keeps time and means no harm: what a detector takes for a beacon.
extension TrafficProfile {
    /// One of each kind of harmless software with a period, with common settings.
    public static var lookalikes: [TrafficProfile] {
        [
            networkTime(), updateCheck(), revocationCheck(), cloudAgent(), keepAlive(), chatKeepAlive(),
            uptimeMonitor(),
            widget(), fleetCheckIn(), fileSync(), scheduledScript(),
        ]
    }

    /// A time client: a power of two of seconds, 76 bytes there and back.
    public static func networkTime(every: Double = 1_024, to place: Destinations.Place = .world) -> TrafficProfile {
        var profile = TrafficProfile(
            "network-time", "A time client that asks every 64 to 2048 seconds",
            timing: .clockwork(every: every, wobble: 0.2), sourceBytes: .constant(76), destinationBytes: .constant(76),
            to: Destinations(place, count: 4, choice: .rotating, port: 123, transport: .udp))
        profile.roundTrip = 0.01...0.06
        return profile
    }

    /// An updater that asks whether there is something new.
    public static func updateCheck(sleep: Double = 3_600, jitter: Double = 0.2) -> TrafficProfile {
        TrafficProfile(
            "update-check", "An updater that asks now and then whether there is something new",
            timing: .symmetric(sleep: sleep, jitter: jitter), sourceBytes: .uniform(1_900...2_600),
            destinationBytes: .heavyTailed(median: 5_200, limit: 40_000_000), to: Destinations(.vendorCloud, count: 12))
    }

    /// Revocation lists and status of certificates: about hourly, over plain HTTP.
    public static func revocationCheck() -> TrafficProfile {
        TrafficProfile(
            "revocation-check", "A fetch of a certificate's revocation list or status about once an hour",
            timing: .additive(sleep: 3_600, extra: 300), sourceBytes: .uniform(240...310),
            destinationBytes: .uniform(1_480...2_300), to: Destinations(.world, count: 6, choice: .popular, port: 80))
    }

    /// A cloud's guest agent that asks the platform for its goal state every 15 seconds.
    public static func cloudAgent() -> TrafficProfile {
        var profile = TrafficProfile(
            "cloud-agent", "A cloud's guest agent that asks the platform for its goal state every 15 seconds",
            timing: .additive(sleep: 15, extra: 0.3), sourceBytes: .uniform(410...418),
            destinationBytes: .uniform(2_260...2_274),
            // The platform's own address, the same in every tenant's network.
            to: Destinations(.fixed("168.63.129.16"), port: 80))
        profile.roundTrip = 0.005...0.03
        return profile
    }

    /// A connection that a program opens anew at a fixed time to stay reachable.
    public static func keepAlive(every: Double = 1_153) -> TrafficProfile {
        TrafficProfile(
            "keep-alive", "A program that calls its vendor at a fixed time to stay reachable",
            timing: .clockwork(every: every, wobble: 1.5), sourceBytes: .constant(132), destinationBytes: .constant(96),
            to: Destinations(.world, count: 2))
    }

    /// A chat program that renews its connection every few minutes, with messages in between.
    public static func chatKeepAlive(every: Double = 120) -> TrafficProfile {
        TrafficProfile(
            "chat-keep-alive", "A chat program that renews its connection every two minutes",
            timing: .additive(sleep: every, extra: every / 20), sourceBytes: .heavyTailed(median: 1_150, limit: 90_000),
            destinationBytes: .heavyTailed(median: 1_900, limit: 400_000), to: Destinations(.vendorCloud, count: 5))
    }

    /// A monitor that looks at a page every five minutes, to the hundredth of a second.
    public static func uptimeMonitor(every: Double = 300) -> TrafficProfile {
        TrafficProfile(
            "uptime-monitor", "A monitor that looks at a page every five minutes",
            timing: .clockwork(every: every, wobble: 0.02), sourceBytes: .constant(211),
            destinationBytes: .uniform(18_400...18_460), to: Destinations(.world))
    }

    /// A widget of the desktop: weather or news every half hour, always the same size.
    public static func widget() -> TrafficProfile {
        TrafficProfile(
            "widget", "A widget of the desktop that fetches weather or news every half hour",
            timing: .clockwork(every: 1_800, wobble: 2), sourceBytes: .constant(1_020),
            destinationBytes: .constant(4_290),
            to: Destinations(.vendorCloud, count: 2))
    }

    /// An agent that reports to the office's own management server.
    public static func fleetCheckIn(every: Double = 60) -> TrafficProfile {
        TrafficProfile(
            "fleet-check-in", "An agent that reports to the office's own management server",
            timing: .additive(sleep: every, extra: every / 30), sourceBytes: .uniform(900...1_300),
            destinationBytes: .uniform(380...420), to: Destinations(.office, count: 2, port: 8220))
    }

    /// A folder kept in step with a cloud.
    public static func fileSync(every: Double = 300) -> TrafficProfile {
        TrafficProfile(
            "file-sync", "A folder kept in step with a cloud: a poll every five minutes, sometimes a file",
            timing: .symmetric(sleep: every, jitter: 0.1), sourceBytes: .heavyTailed(median: 1_400, limit: 30_000_000),
            destinationBytes: .heavyTailed(median: 2_100, limit: 30_000_000), to: Destinations(.vendorCloud, count: 4))
    }

    /// A script that the scheduler starts, which reads some service's interface.
    public static func scheduledScript(every: Double = 300) -> TrafficProfile {
        TrafficProfile(
            "scheduled-script", "A script that the scheduler starts every five minutes to read a service",
            timing: .clockwork(every: every, wobble: 3), sourceBytes: .uniform(640...660),
            destinationBytes: .heavyTailed(median: 7_000, limit: 2_000_000), to: Destinations(.world))
    }
}
