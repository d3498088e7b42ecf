import BeaconTraffic

/// Where made events and their labels go, and how many there were.
struct TrafficOutput: ~Copyable {
    private var events: ResultOutput
    private var labels: ResultOutput?
    private var line: [UInt8] = []
    private(set) var eventCount = 0
    private(set) var groupCount = 0
    private(set) var beaconCount = 0

    /// Opens the places.
    ///
    /// - Parameters:
    ///   - events: `nil` is standard output.
    ///   - labels: `nil` leaves them out.
    init(events: String?, labels: String?) throws(Failure) {
        let eventOutput = try ResultOutput(file: events)
        var labelOutput: ResultOutput?
        if let labels { labelOutput = try ResultOutput(file: labels) }
        self.events = eventOutput
        self.labels = labelOutput
    }

    /// Writes events and the labels of their groups.
    mutating func add(_ traffic: [TrafficEvent], _ found: [TrafficLabel]) throws {
        for event in traffic {
            line.removeAll(keepingCapacity: true)
            ECSWriter().append(event, to: &line)
            try events.write(line)
            eventCount += 1
            if eventCount % 10_000 == 0 { try Task.checkCancellation() }
        }
        for label in found {
            line.removeAll(keepingCapacity: true)
            LabelWriter().append(label, to: &line)
            try labels?.write(line)
            groupCount += 1
            if label.isBeacon { beaconCount += 1 }
        }
    }

    /// Writes what is left; files get their places.
    consuming func finish() throws(Failure) {
        try events.finish()
        try labels?.finish()
    }
}
