/// One way to find the beacons of a window; all see the same documents.
enum Contender: String, CaseIterable, Sendable {
    case scripted
    case composite
    case documents
    case first
    case hourly

    /// What the table says of it.
    var title: String {
        switch self {
        case .scripted: "scripted metric on the server, pages of \(ScriptedContender.pageSize)"
        case .composite: "flat composite, pages of \(CompositeContender.pageSize)"
        case .documents: "all documents, pages of \(DocumentsContender.pageSize)"
        case .first: "ours, first pass"
        case .hourly: "ours, hourly with history"
        }
    }

    /// The letter that goals name it by.
    var letter: String {
        switch self {
        case .scripted: "a"
        case .composite: "b"
        case .documents: "c"
        case .first: "d"
        case .hourly: "e"
        }
    }

    /// Whether it is the program as people run it, with all that it does beside the metric.
    var isProgram: Bool { self == .first || self == .hourly }
}

/// What one run of a contender took.
struct Measurement: Sendable {
    var wallSeconds: Double
    var engineSeconds: Double
    var processorSeconds: Double
    var peakBytes: Int
    var requests: Int
    /// Bytes of bodies over the wire, both ways.
    var bytes: Int

    /// The middle one by wall time.
    static func median(_ runs: [Measurement]) -> Measurement? {
        guard !runs.isEmpty else { return nil }
        return runs.sorted { $0.wallSeconds < $1.wallSeconds }[runs.count / 2]
    }
}
