/// How much of this program's work a cluster may have at a time.
public struct RequestLoad: Sendable, Equatable {
    /// How many searches the cluster works on at a time, on average: 0.01 to 64.
    ///
    /// Under 1 there is a pause behind each request: with 0.25 the cluster rests three quarters of the time. A pause is never longer
    /// than a minute, lest the view of the indices be lost.
    public let average: Double

    /// Two at a time: one that is worked on while the answer before is on its way.
    public static let usual = 2.0

    /// A load; a number outside of 0.01 to 64 counts as the nearest end.
    public init(average: Double = Self.usual) {
        self.average = average.isNaN ? Self.usual : min(max(average, 0.01), 64)
    }

    /// How many requests are in flight at once.
    public var requestsInFlight: Int { Int(average.rounded(.up)) }

    /// Seconds of rest for each second that a request took, while all places are taken.
    var restPerSecond: Double { Double(requestsInFlight) / average - 1 }
}
