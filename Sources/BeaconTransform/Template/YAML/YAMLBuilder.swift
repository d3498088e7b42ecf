/// Builds the tree of one YAML document from its events.
struct YAMLBuilder: ~Copyable {
    /// Mappings and lists inside each other.
    static let mostLevels = 64
    /// Values in a document, those that aliases repeat counted each time: a few lines of aliases can stand for billions.
    static let mostNodes = 100_000

    private var events: YAMLEvents
    private let file: String
    private let hidesTexts: Bool
    private var nodes = 0
    /// What anchors stand for, and how many values that is.
    private var anchored: [String: (node: YAMLNode, nodes: Int)] = [:]

    init(_ events: consuming YAMLEvents, file: String, hidesTexts: Bool = false) {
        self.events = events
        self.hidesTexts = hidesTexts
        self.file = file
    }

    /// The only document of the text.
    ///
    /// - Throws: ``YAMLError`` where there is none, or a second one, or what no template needs.
    mutating func document() throws(YAMLError) -> YAMLNode {
        _ = try events.next()
        guard case .documentStart = try events.next() else {
            throw YAMLError(file: file, line: nil, sentence: "the file is empty")
        }
        let root = try node(after: try events.next(), level: 1)
        _ = try events.next()
        if case .documentStart = try events.next() {
            throw error("a second document starts here; one file holds one document")
        }
        return root
    }

    private mutating func node(after event: YAMLEvents.Event, level: Int) throws(YAMLError) -> YAMLNode {
        let place = YAMLNode.Place(file: file, line: events.line)
        let nodesBefore = nodes
        try count(1)
        guard level <= Self.mostLevels else {
            throw error("more than \(Self.mostLevels) lists and mappings inside each other")
        }
        let style: YAMLEvents.Style
        let built: YAMLNode
        switch event {
        case .scalar(let text, let written):
            style = written
            built = YAMLNode(.scalar(try scalar(text, written)), at: place)
        case .sequenceStart(let written):
            style = written
            try check(tag: written.tag, allowed: "seq")
            built = YAMLNode(.sequence(try elements(level: level)), at: place)
        case .mappingStart(let written):
            style = written
            try check(tag: written.tag, allowed: "map")
            built = YAMLNode(.mapping(try entries(level: level)), at: place)
        case .alias(let name):
            guard let found = anchored[name] else {
                guard !hidesTexts else { throw error("a text that starts with * needs quotes") }
                throw error("the alias *\(name) names no anchor that is complete above it")
            }
            try count(found.nodes - 1)
            return found.node
        default:
            throw error("a value was expected here")
        }
        if let anchor = style.anchor { anchored[anchor] = (built, nodes - nodesBefore) }
        return built
    }

    private mutating func elements(level: Int) throws(YAMLError) -> [YAMLNode] {
        var elements: [YAMLNode] = []
        while true {
            let event = try events.next()
            if case .sequenceEnd = event { return elements }
            elements.append(try node(after: event, level: level + 1))
        }
    }

    private mutating func entries(level: Int) throws(YAMLError) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var lines: [[UInt8]: Int] = [:]
        while true {
            let event = try events.next()
            if case .mappingEnd = event { return entries }
            guard case .scalar(let key, let style) = event else {
                throw error("a name was expected here, found a list, a mapping or an alias")
            }
            let place = YAMLNode.Place(file: file, line: events.line)
            if style.isPlain, key == "<<" {
                throw error("merge keys (<<) are not read; write the names out")
            }
            if let first = lines.updateValue(place.line, forKey: Array(key.utf8)) {
                let name = YAMLNode(.scalar(YAMLScalar(quoted: key)), at: place).inWords.dropFirst("the text ".count)
                throw error("\(name) stands here and on line \(first); a name may come only once")
            }
            let value = try node(after: try events.next(), level: level + 1)
            entries.append(YAMLNode.Entry(key: key, keyPlace: place, value: value))
        }
    }

    private func scalar(_ text: String, _ style: YAMLEvents.Style) throws(YAMLError) -> YAMLScalar {
        if let tag = style.tag {
            try check(tag: tag, allowed: "str")
            return YAMLScalar(quoted: text)
        }
        guard style.isPlain else { return YAMLScalar(quoted: text) }
        guard let scalar = YAMLScalar(plain: text) else { throw error("the number is too large to be held") }
        return scalar
    }

    private func check(tag: String?, allowed: String) throws(YAMLError) {
        guard let tag, tag != "!", tag != "tag:yaml.org,2002:\(allowed)" else { return }
        guard !hidesTexts else { throw error("a text that starts with ! needs quotes") }
        throw error("the tag \(tag.shortened) is not read; quotes make a text, and nothing else needs a tag")
    }

    private mutating func count(_ more: Int) throws(YAMLError) {
        nodes += more
        if nodes > Self.mostNodes {
            throw error("more than \(Self.mostNodes) values, those that aliases repeat included")
        }
    }

    private func error(_ sentence: String) -> YAMLError {
        YAMLError(file: file, line: events.line, sentence: sentence)
    }
}
