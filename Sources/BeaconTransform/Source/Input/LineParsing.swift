internal import SearchCluster

/// Reads the lines of one format into the values of the fields that are wanted.
protocol LineParsing: ~Copyable {
    /// Reads one line; behind it there must be `EVENT_PADDING` readable bytes.
    ///
    /// - Returns: false for a line that is no event and should not be one, such as a heading.
    mutating func read(_ line: UnsafeRawBufferPointer, into values: inout EventValues) throws(LineFault) -> Bool
}

/// What is wrong with a line, as a sentence without the file and the line.
struct LineFault: Error, Equatable {
    var sentence: String
    /// Whether the line ends inside a document, as lines of pretty-printed JSON do.
    var goesOn = false

    init(_ sentence: String, goesOn: Bool = false) {
        self.sentence = sentence
        self.goesOn = goesOn
    }

    static let notUTF8 = LineFault("the line is not UTF-8; if it is Latin-1: iconv -f LATIN1 -t UTF-8")

    /// A value that a field cannot be.
    static func refusal(of text: UnsafeRawBufferPointer, in field: EventFields.Field) -> LineFault {
        let expected =
            switch field.kind {
            case .text: "text"
            case .address: "an IPv4 or IPv6 address"
            case .integer: "a whole number of 64 bits"
            case .date: "a time such as 2024-02-29T12:00:00Z, or milliseconds since 1970"
            }
        return LineFault("\(SafeText(field.name)) is \"\(SafeText(utf8: text.prefix(60)))\", expected \(expected)")
    }
}
