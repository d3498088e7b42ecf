/// The members of a signal document as a tree: dotted field names become nested objects, and no name occurs twice.
///
/// It is made once for a template, and followed for each of its documents.
struct DocumentShape: Sendable {
    /// What stands under a name.
    enum Content: Sendable {
        case field(SignalDocument.Field)
        case object(DocumentShape)
    }

    /// A name with what stands under it.
    struct Node: Sendable {
        var name: String
        var content: Content
    }

    /// The members, in the order in which they were first named.
    private(set) var nodes: [Node] = []

    /// Adds a field by its dotted name; a field that is there already stays what it is.
    ///
    /// A name that is a field and the beginning of another field (`host` and `host.name`) cannot be an object as well:
    /// what would be below it keeps its dots.
    mutating func add(_ dottedName: String, _ field: SignalDocument.Field) {
        add(dottedName.split(separator: ".", omittingEmptySubsequences: false).map(String.init)[...], field)
    }

    private mutating func add(_ path: ArraySlice<String>, _ field: SignalDocument.Field) {
        guard let first = path.first else { return }
        let rest = path.dropFirst()
        guard let position = nodes.firstIndex(where: { $0.name.utf8.elementsEqual(first.utf8) }) else {
            var content = Content.field(field)
            if !rest.isEmpty {
                var below = DocumentShape()
                below.add(rest, field)
                content = .object(below)
            }
            nodes.append(Node(name: first, content: content))
            return
        }
        switch nodes[position].content {
        case .object(var below) where !rest.isEmpty:
            below.add(rest, field)
            nodes[position].content = .object(below)
        case .object(let below):
            nodes[position].content = .field(field)
            for (path, inner) in below.paths { add([first + "." + path], inner) }
        case .field where !rest.isEmpty:
            add([path.joined(separator: ".")], field)
        case .field:
            break
        }
    }

    /// Every field with its dotted name.
    var paths: [(String, SignalDocument.Field)] {
        nodes.flatMap { node in
            switch node.content {
            case .field(let field): [(node.name, field)]
            case .object(let below): below.paths.map { (node.name + "." + $0, $1) }
            }
        }
    }
}
