internal import BeaconTransform
internal import SearchCluster

/// What is wrong with a dashboard's source, or why nothing can be packed from it.
public struct DashboardError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file, as it was named.
    public var file: String
    /// The line, from 1; `nil` when the trouble is with the whole file.
    public var line: Int?
    /// What was found and what was expected, as one sentence without a full stop.
    public var sentence: String

    /// Something wrong with a file.
    public init(file: String, line: Int? = nil, sentence: String) {
        self.file = file
        self.line = line
        self.sentence = sentence
    }

    init(_ place: YAMLNode.Place, _ sentence: String) {
        self.init(file: place.file, line: place.line, sentence: sentence)
    }

    init(_ error: YAMLError) {
        self.init(file: error.file, line: error.line, sentence: error.sentence)
    }

    /// `file:line: sentence`.
    public var description: String {
        "\(SafeText(file))\(line.map { ":\($0)" } ?? ""): \(sentence)"
    }
}
