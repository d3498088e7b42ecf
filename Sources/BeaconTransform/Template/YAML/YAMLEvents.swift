internal import CYAML

/// The events of one YAML text, from libyaml; every C structure is freed before the event is handed on.
///
/// The text must outlive this value.
struct YAMLEvents: ~Copyable {
    /// One step through a text.
    enum Event {
        case streamStart, streamEnd, documentStart, documentEnd, sequenceEnd, mappingEnd
        case alias(String)
        case scalar(String, Style)
        case sequenceStart(Style)
        case mappingStart(Style)
    }

    /// What stands around a node's content.
    struct Style {
        var anchor: String?
        var tag: String?
        var isPlain: Bool
    }

    // libyaml keeps the parser's own address inside it, so it must not move.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let file: String
    /// The line of the event that came last, from 1.
    private(set) var line = 1

    /// `nil` when libyaml has no memory for a parser.
    init?(_ text: UnsafeBufferPointer<UInt8>, file: String) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) != 0 else {
            parser.deallocate()
            return nil
        }
        self.parser = parser
        self.file = file
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event.
    ///
    /// - Throws: ``YAMLError`` where the text is not YAML.
    mutating func next() throws(YAMLError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) != 0 else { throw failure }
        defer { yaml_event_delete(&event) }
        line = event.start_mark.line + 1
        switch event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT: return .alias(Self.text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(
                decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return .scalar(
                text,
                Style(
                    anchor: Self.text(scalar.anchor), tag: Self.text(scalar.tag),
                    isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE))
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return .sequenceStart(Style(anchor: Self.text(start.anchor), tag: Self.text(start.tag), isPlain: false))
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return .mappingStart(Style(anchor: Self.text(start.anchor), tag: Self.text(start.tag), isPlain: false))
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        // libyaml gives no event at all once the stream has ended.
        default: return .streamEnd
        }
    }

    /// What libyaml objects to, as a sentence; its own words name the rule, the hint names the usual slip.
    private var failure: YAMLError {
        let failed = parser.pointee
        if failed.error == YAML_MEMORY_ERROR {
            return YAMLError(file: file, line: nil, sentence: "not enough memory to read it")
        }
        let problem = failed.problem.map { String(cString: $0) } ?? "it cannot be read"
        var sentence = "not valid YAML: \(problem)"
        if let context = failed.context.map({ String(cString: $0) }) {
            sentence += " \(context)"
            if failed.context_mark.line < failed.problem_mark.line {
                sentence += " that starts on line \(failed.context_mark.line + 1)"
            }
        }
        if problem.contains("cannot start any token") {
            sentence += "; a text that starts with @, ` or % needs quotes, and indents are spaces, not tabs"
        } else if failed.context.map({ String(cString: $0) })?.contains("alias") == true {
            sentence += "; a text that starts with * needs quotes"
        }
        return YAMLError(file: file, line: failed.problem_mark.line + 1, sentence: sentence)
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
