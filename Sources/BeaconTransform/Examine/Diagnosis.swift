public import SearchCluster

/// One thing that was looked at, and whether it keeps a run from working or makes its answer wrong.
public struct Diagnosis: Sendable, Equatable {
    /// What was looked at.
    public var part: Part
    /// How it is.
    public var grade: Grade
    /// What was found, one sentence without a full stop.
    public var sentence: String
    /// What to do about it, when there is something.
    public var cure: String?
    /// What kind of trouble it is, for the exit code; `nil` where nothing is wrong.
    public var trouble: Trouble?

    /// What can be looked at, in the order in which one thing needs the other.
    public enum Part: String, Sendable, CaseIterable {
        case cluster, version, rights, indices, clock, fields, events, bytes, hosts, size, destination, state,
            dashboards
    }

    /// How a thing is, the worst first.
    public enum Grade: String, Sendable, CaseIterable {
        /// A run cannot work, or its answer would be wrong.
        case fault
        /// A run works; something about its answer is worth knowing.
        case warning
        /// Nothing to do.
        case good
    }

    /// What kind of trouble it is.
    public enum Trouble: Sendable, Equatable {
        /// What the cluster's client says.
        case cluster(ClusterError.Code)
        /// The data is not what the template asks for.
        case data
        /// A setting, here or on the cluster.
        case setting
    }

    /// A finding.
    public init(
        _ part: Part, _ grade: Grade, _ sentence: String, cure: String? = nil, trouble: Trouble? = nil
    ) {
        self.part = part
        self.grade = grade
        self.sentence = sentence
        self.cure = cure
        self.trouble = grade == .fault ? trouble ?? .setting : nil
    }

    /// A failure as a finding.
    public init(_ part: Part, _ error: ClusterError) {
        self.init(part, .fault, error.sentence, cure: error.cure, trouble: .cluster(error.code))
    }

    /// The finding as JSON.
    public var json: JSONValue {
        [
            "part": .string(part.rawValue), "grade": .string(grade.rawValue), "sentence": .string(sentence),
            "cure": cure.map { .string($0) } ?? .null,
        ]
    }
}
