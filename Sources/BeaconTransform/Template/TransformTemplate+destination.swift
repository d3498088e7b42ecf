internal import SearchCluster

extension TransformTemplate {
    /// The aliases that dashboards and rules made for the published package read.
    static let standardAliases = [
        Destination.Alias(name: "ml_beaconing.latest", moves: true),
        Destination.Alias(name: "ml_beaconing.all", moves: false),
    ]

    /// Reads `dest`; without an index it is `ml_beaconing-` and the version, so that a new version makes a new index.
    static func readDestination(
        _ node: YAMLNode?, version: String, into reading: inout TemplateReading
    ) -> Destination? {
        var dest = Destination(index: "ml_beaconing-\(version)", aliases: standardAliases, documents: .signals)
        guard let node else { return dest }
        guard let fields = reading.fields(node, of: "dest", known: ["index", "aliases", "documents"]) else {
            return nil
        }
        if let index = fields["index"], let name = reading.text(index, "dest.index") {
            if let objection = IndexName.objection(toIndex: name) {
                reading.report("dest.index \(objection), found \(index.inWords)", at: index.place)
            }
            dest.index = name
        }
        if let aliases = fields["aliases"] {
            dest.aliases = readAliases(aliases, index: dest.index, into: &reading)
        }
        if let documents = fields["documents"], let text = reading.text(documents, "dest.documents") {
            let known = Destination.Documents.allCases.map(\.rawValue)
            if let which = Destination.Documents(rawValue: text) {
                dest.documents = which
            } else {
                reading.report(
                    "dest.documents must be \(known.joined(separator: " or ")), not \(documents.inWords)"
                        + NearestName.hint(for: text, among: known), at: documents.place)
            }
        }
        return dest
    }

    private static func readAliases(
        _ node: YAMLNode, index: String, into reading: inout TemplateReading
    ) -> [Destination.Alias] {
        guard let elements = node.elements else {
            reading.report(
                "dest.aliases must be a list of alias and move_on_creation, not \(node.inWords)", at: node.place)
            return []
        }
        var aliases: [Destination.Alias] = []
        for element in elements {
            guard let fields = reading.fields(element, of: "an alias", known: ["alias", "move_on_creation"]),
                let nameNode = reading.required("alias", in: fields), let name = reading.text(nameNode, "alias")
            else { continue }
            if let objection = IndexName.objection(toAlias: name) {
                reading.report("alias \(objection), found \(nameNode.inWords)", at: nameNode.place)
            } else if name == index {
                reading.report("alias \(SafeText(name)) is the name of the index itself", at: nameNode.place)
            } else if aliases.contains(where: { $0.name == name }) {
                reading.report("alias \(SafeText(name)) stands here twice", at: nameNode.place)
            }
            var moves = false
            if let flag = fields["move_on_creation"] {
                if let value = flag.scalar?.value.boolean {
                    moves = value
                } else {
                    reading.report("move_on_creation must be true or false, not \(flag.inWords)", at: flag.place)
                }
            }
            aliases.append(Destination.Alias(name: name, moves: moves))
        }
        return aliases
    }
}
