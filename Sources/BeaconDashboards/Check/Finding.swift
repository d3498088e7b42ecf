internal import SearchCluster

/// Something wrong with an import file.
public struct Finding: Sendable, Equatable, CustomStringConvertible {
    /// How bad it is.
    public enum Severity: String, Sendable {
        /// The import fails, or a panel shows an error or nothing.
        case error
        /// It works, and is likely not what was meant.
        case warning
    }

    /// The rule's number; docs/dashboards.md lists the rules.
    public var rule: Int
    /// How bad it is.
    public var severity: Severity
    /// The file, as it was named.
    public var file: String
    /// The line, from 1; `nil` for the whole file.
    public var line: Int?
    /// The object, `type:id`, and the panel inside it; empty for the file.
    public var place: String
    /// What is wrong and what to do, without a full stop.
    public var sentence: String

    /// `file:line: severity: place: sentence (rule N)`, safe to print.
    public var description: String {
        let line = line.map { ":\($0)" } ?? ""
        let place = place.isEmpty ? "" : "\(SafeText(place)): "
        return "\(SafeText(file))\(line): \(severity.rawValue): \(place)\(SafeText(sentence)) (rule \(rule))"
    }
}
