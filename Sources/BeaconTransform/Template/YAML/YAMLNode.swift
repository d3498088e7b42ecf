public import SearchCluster

/// A value in a YAML file, with the place where it was written.
public struct YAMLNode: Sendable {
    /// The value.
    public var content: Content
    /// Where it was written.
    public var place: Place

    /// What a value can be.
    public enum Content: Sendable {
        /// A text, number, boolean or null.
        case scalar(YAMLScalar)
        /// A list.
        case sequence([YAMLNode])
        /// Values by name, in the order of the file; no name comes twice.
        case mapping([Entry])
    }

    /// One value of a mapping.
    public struct Entry: Sendable {
        /// The value's name.
        public var key: String
        /// Where the name was written.
        public var keyPlace: Place
        /// The value.
        public var value: YAMLNode

        /// A named value.
        public init(key: String, keyPlace: Place, value: YAMLNode) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    /// A line of a file.
    public struct Place: Sendable, Equatable {
        /// The file, as it was named.
        public var file: String
        /// The line, from 1.
        public var line: Int

        /// A line of a file.
        public init(file: String, line: Int) {
            self.file = file
            self.line = line
        }
    }

    /// A value at a place.
    public init(_ content: Content, at place: Place) {
        self.content = content
        self.place = place
    }
}

extension YAMLNode {
    /// The value of that name in a mapping; `nil` for anything else.
    ///
    /// Names are compared byte by byte.
    public subscript(key: String) -> YAMLNode? {
        entries?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// The scalar, when this is one.
    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The elements, when this is a sequence.
    public var elements: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The named values, when this is a mapping.
    public var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// Whether this is null: `null`, `~` or nothing at all.
    public var isNull: Bool {
        if case .null = scalar?.value { true } else { false }
    }

    /// The value as JSON; integers stay integers and mappings keep their order.
    public var json: JSONValue {
        switch content {
        case .scalar(let scalar): scalar.value
        case .sequence(let elements): .array(elements.map(\.json))
        case .mapping(let entries): .object(entries.map { JSONValue.Member($0.key, $0.value.json) })
        }
    }

    /// What this is, in words for a message: `the number 5`, `a list`, `nothing`.
    public var inWords: String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let scalar):
            switch scalar.value {
            case .null: return "nothing"
            case .boolean(let flag): return "\(flag)"
            case .integer, .number: return "the number \(SafeText(scalar.text).description.shortened)"
            default: return "the text \"\(SafeText(scalar.text).description.shortened)\""
            }
        }
    }
}

extension String {
    /// The first 60 characters, so that a message stays one line.
    var shortened: String { count > 60 ? prefix(60) + "…" : self }
}
