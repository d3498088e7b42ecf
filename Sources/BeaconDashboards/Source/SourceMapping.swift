internal import BeaconTransform
internal import SearchCluster

/// A mapping of a source file, read strictly: what is not asked for is an error.
struct SourceMapping {
    let place: YAMLNode.Place
    private let entries: [YAMLNode.Entry]
    private var known: [String] = []

    init(_ node: YAMLNode, _ what: String) throws(DashboardError) {
        guard let entries = node.entries else {
            throw DashboardError(node.place, "\(what) must be a mapping, found \(node.inWords)")
        }
        place = node.place
        self.entries = entries
    }

    /// The value of a name, `nil` when it does not stand there.
    mutating func node(_ key: String) -> YAMLNode? {
        known.append(key)
        return entries.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    mutating func required(_ key: String) throws(DashboardError) -> YAMLNode {
        guard let node = node(key) else { throw DashboardError(place, "\(key) is missing") }
        return node
    }

    mutating func text(_ key: String) throws(DashboardError) -> String {
        try Self.text(try required(key), key)
    }

    mutating func text(_ key: String, default value: String) throws(DashboardError) -> String {
        guard let node = node(key) else { return value }
        return try Self.text(node, key)
    }

    mutating func optionalText(_ key: String) throws(DashboardError) -> String? {
        guard let node = node(key) else { return nil }
        return try Self.text(node, key)
    }

    mutating func flag(_ key: String, default value: Bool) throws(DashboardError) -> Bool {
        guard let node = node(key) else { return value }
        guard let flag = node.scalar?.value.boolean else {
            throw DashboardError(node.place, "\(key) must be true or false, found \(node.inWords)")
        }
        return flag
    }

    mutating func elements(_ key: String) throws(DashboardError) -> [YAMLNode] {
        guard let node = node(key) else { return [] }
        guard let elements = node.elements else {
            throw DashboardError(node.place, "\(key) must be a list, found \(node.inWords)")
        }
        return elements
    }

    mutating func texts(_ key: String) throws(DashboardError) -> [String] {
        var texts: [String] = []
        for node in try elements(key) { texts.append(try Self.text(node, "an element of \(key)")) }
        return texts
    }

    /// One of the words of an enumeration.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Word.Type
    ) throws(DashboardError) -> Word where Word.RawValue == String {
        let node = try required(key)
        return try Self.word(node, key, type)
    }

    /// Refuses the names that nobody asked for.
    func finish() throws(DashboardError) {
        for entry in entries where !known.contains(where: { $0.utf8.elementsEqual(entry.key.utf8) }) {
            let hint = NearestName.of(entry.key, among: known).map { "; did you mean \($0)?" } ?? ""
            throw DashboardError(
                entry.keyPlace,
                "\(SafeText(entry.key)) is not known here\(hint); known are \(known.joined(separator: ", "))")
        }
    }

    static func text(_ node: YAMLNode, _ what: String) throws(DashboardError) -> String {
        guard case .string(let text) = node.scalar?.value, !text.isEmpty else {
            throw DashboardError(node.place, "\(what) must be a text, found \(node.inWords)")
        }
        return text
    }

    static func whole(_ node: YAMLNode, _ what: String) throws(DashboardError) -> Int {
        guard let number = node.scalar?.value.integer, (0...1_000_000).contains(number) else {
            throw DashboardError(node.place, "\(what) must be a whole number, found \(node.inWords)")
        }
        return Int(number)
    }

    static func word<Word: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, _ what: String, _ type: Word.Type
    ) throws(DashboardError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text(node, what)) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw DashboardError(node.place, "\(what) must be one of \(known), found \(node.inWords)")
        }
        return word
    }
}
