/// Traffic that follows people and their work rather than a clock.
extension TrafficProfile {
    /// One of each kind of traffic without a period.
    public static var everyday: [TrafficProfile] {
        [
            browsing, webApplication, mail, search, telemetry, directory, fileShare, nameLookup, webServer,
            serviceCalls, rare,
        ]
    }

    /// A person who reads the web: sessions of pages, each page a burst of connections.
    public static let browsing = TrafficProfile(
        "browsing", "A person who reads the web: sessions of pages, each page a burst of connections",
        timing: .sessions(
            BrowsingSessions(perHour: 3.5, pages: 5, secondsPerPage: 45, connectionsPerPage: 2...9)),
        rhythm: .atTheDesk, sourceBytes: .heavyTailed(median: 1_900, limit: 3_000_000),
        destinationBytes: .heavyTailed(median: 14_000, limit: 200_000_000),
        to: Destinations(.world, count: 400, choice: .popular, ipv6Share: 0.12))

    /// A web application that stays open in a browser, such as a mailbox or a wall of charts.
    public static let webApplication = TrafficProfile(
        "web-application", "A web application that stays open in a browser and fetches all the time",
        timing: .poisson(meanGap: 9), rhythm: .atTheDesk, sourceBytes: .heavyTailed(median: 1_700, limit: 900_000),
        destinationBytes: .heavyTailed(median: 7_500, limit: 30_000_000),
        to: Destinations(.world, count: 40, choice: .popular, ipv6Share: 0.12))

    /// Mail as it comes and goes.
    public static let mail = TrafficProfile(
        "mail", "Mail as it comes and goes", timing: .poisson(meanGap: 170), rhythm: .atTheDesk,
        sourceBytes: .heavyTailed(median: 3_800, limit: 25_000_000),
        destinationBytes: .heavyTailed(median: 11_000, limit: 25_000_000),
        to: Destinations(.vendorCloud, count: 8, choice: .popular, ipv6Share: 0.1))

    /// What a person types into the desktop's search.
    public static let search = TrafficProfile(
        "search", "What a person types into the desktop's search", timing: .poisson(meanGap: 1_100),
        rhythm: .atTheDesk, sourceBytes: .heavyTailed(median: 1_500, limit: 80_000),
        destinationBytes: .heavyTailed(median: 9_000, limit: 2_000_000), to: Destinations(.vendorCloud, count: 3))

    /// Reports of a system to its vendor, by chance over the day.
    public static let telemetry = TrafficProfile(
        "telemetry", "Reports of a system to its vendor, by chance over the day", timing: .poisson(meanGap: 420),
        sourceBytes: .heavyTailed(median: 5_000, limit: 2_000_000),
        destinationBytes: .heavyTailed(median: 1_200, limit: 9_000_000),
        to: Destinations(.vendorCloud, count: 20, choice: .popular))

    /// Log-ons and tickets of the office's directory.
    public static let directory = TrafficProfile(
        "directory", "Log-ons and tickets of the office's directory", timing: .poisson(meanGap: 260),
        rhythm: .atTheDesk, sourceBytes: .heavyTailed(median: 1_800, limit: 60_000),
        destinationBytes: .heavyTailed(median: 2_000, limit: 60_000),
        to: Destinations(.office, count: 2, port: 88))

    /// Files of the office's file server.
    public static let fileShare = TrafficProfile(
        "file-share", "Files of the office's file server", timing: .poisson(meanGap: 330), rhythm: .atTheDesk,
        sourceBytes: .heavyTailed(median: 20_000, limit: 500_000_000),
        destinationBytes: .heavyTailed(median: 60_000, limit: 500_000_000),
        to: Destinations(.office, count: 3, port: 445))

    /// Names that a machine looks up at the office's resolver.
    public static let nameLookup = TrafficProfile(
        "name-lookup", "Names that a machine looks up at the office's resolver", timing: .poisson(meanGap: 110),
        sourceBytes: .uniform(58...110), destinationBytes: .heavyTailed(median: 160, limit: 1_400),
        to: Destinations(.office, count: 2, port: 53, transport: .udp, ipv6Share: 0.3))

    /// A server that asks other servers of the office on behalf of people.
    public static let webServer = TrafficProfile(
        "web-server", "A server that asks other servers of the office on behalf of people",
        timing: .poisson(meanGap: 48), sourceBytes: .heavyTailed(median: 900, limit: 1_000_000),
        destinationBytes: .heavyTailed(median: 6_000, limit: 20_000_000),
        to: Destinations(.office, count: 6, port: 5432))

    /// A server that calls services outside when there is work.
    public static let serviceCalls = TrafficProfile(
        "service-calls", "A server that calls services outside when there is work", timing: .poisson(meanGap: 95),
        sourceBytes: .heavyTailed(median: 2_600, limit: 5_000_000),
        destinationBytes: .heavyTailed(median: 3_900, limit: 20_000_000),
        to: Destinations(.world, count: 9, choice: .popular, ipv6Share: 0.05))

    /// What happens a few times a day.
    public static let rare = TrafficProfile(
        "rare", "What happens a few times a day", timing: .poisson(meanGap: 9_000),
        sourceBytes: .heavyTailed(median: 2_400, limit: 300_000),
        destinationBytes: .heavyTailed(median: 6_000, limit: 50_000_000),
        to: Destinations(.vendorCloud, count: 5, choice: .popular))
}
