internal import SearchCluster

/// What is wrong with an input file, or with asking it this template's query.
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Code: Sendable, Equatable {
        /// The file cannot be opened or read.
        case unreadable
        /// The file is not what it should be: not JSON lines, not text, a broken archive.
        case malformed
        /// The query has a clause that is not evaluated on files.
        case unsupportedQuery
    }

    /// What kind of trouble it is.
    public var code: Code
    /// The file, as it was named; `nil` for a query.
    public var file: String?
    /// The line, from 1.
    public var line: Int?
    /// What happened and what to do, as one sentence without a full stop.
    public var sentence: String

    /// Something wrong with an input.
    public init(_ code: Code, file: String? = nil, line: Int? = nil, _ sentence: String) {
        self.code = code
        self.file = file
        self.line = line
        self.sentence = sentence
    }

    /// `file:line: sentence`; `-` is written out.
    public var description: String {
        let place = [file.map { $0 == "-" ? "standard input" : SafeText($0).description }, line.map(String.init)]
            .compactMap(\.self)
        return place.isEmpty ? sentence : place.joined(separator: ":") + ": " + sentence
    }
}
