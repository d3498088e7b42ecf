internal import SearchCluster

/// What is wrong with a YAML file, and where.
public struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file, as it was named.
    public var file: String
    /// The line, from 1; `nil` when the trouble is with the whole file.
    public var line: Int?
    /// What was found and what was expected, as one sentence without a full stop.
    public var sentence: String

    /// Something wrong with a YAML file.
    public init(file: String, line: Int?, sentence: String) {
        self.file = file
        self.line = line
        self.sentence = sentence
    }

    /// `file:line: sentence`.
    public var description: String {
        "\(SafeText(file))\(line.map { ":\($0)" } ?? ""): \(sentence)"
    }
}
