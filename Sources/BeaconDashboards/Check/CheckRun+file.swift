internal import SearchCluster

/// Rules 1 to 5: the file, its lines, its objects and where they lead.
extension CheckRun {
    private static let mostObjects = 10_000
    private static let types: [DashboardProduct: Set<String>] = [
        .kibana: [
            "index-pattern", "search", "visualization", "lens", "dashboard", "map", "tag", "links", "query", "url",
            "config", "canvas-workpad", "event-annotation-group",
        ],
        .opensearch: [
            "index-pattern", "search", "visualization", "dashboard", "query", "url", "config",
            "visualization-visbuilder",
            "map", "observability-search", "observability-panel", "observability-visualization", "data-source",
            "augment-vis",
        ],
    ]

    /// Reads the lines; `false` when nothing of the file can be judged.
    mutating func readLines(_ bytes: [UInt8]) -> Bool {
        if !file.hasSuffix(".ndjson") { error(1, "the name must end in .ndjson, or the import refuses the file") }
        if bytes.count > DashboardCheck.mostBytes {
            error(1, "the file is larger than 25 MiB, which the import refuses")
            return false
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            error(1, "the file starts with a byte order mark; save it as UTF-8 without one")
            return false
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            error(1, "these bytes are not UTF-8 text")
            return false
        }
        var hasSummary = false
        for (position, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            object = Object(
                line: position + 1, type: "line", id: "\(position + 1)", json: .null, attributes: .null, references: [])
            guard let json = JSONValue(parsing: Array(line)), json.members != nil else {
                error(1, "this line is not a JSON object; each line holds one, without a list around them")
                continue
            }
            if hasSummary { error(2, "something follows the summary line") }
            if json["exportedCount"] != nil, json["type"] == nil {
                hasSummary = true
            } else {
                readObject(json, line: position + 1)
            }
        }
        object = nil
        if objects.count > Self.mostObjects {
            error(1, "more than \(Self.mostObjects) objects, which the import refuses")
            return false
        }
        if objects.isEmpty, findings.isEmpty { error(1, "there is no saved object in the file") }
        return !objects.isEmpty
    }

    private mutating func readObject(_ json: JSONValue, line: Int) {
        for name in ["type", "id"] where json[name]?.string?.isEmpty != false {
            error(2, "the object has no \(name)")
        }
        if json["attributes"]?.members == nil { error(2, "the object has no attributes; some versions fail on it") }
        if json["references"]?.array == nil { error(2, "the object has no list of references") }
        guard let type = json["type"]?.string, let id = json["id"]?.string, let attributes = json["attributes"] else {
            return
        }
        var references: [SavedObject.Reference] = []
        for reference in json["references"]?.array ?? [] {
            guard let name = reference["name"]?.string, let type = reference["type"]?.string,
                let id = reference["id"]?.string
            else {
                error(4, "a reference lacks name, type or id")
                continue
            }
            references.append(.init(name: name, type: type, id: id))
        }
        let read = Object(
            line: line, type: type, id: id, json: json, attributes: attributes, references: references)
        object = read
        if attributes["title"]?.string?.isEmpty != false { error(2, "the title is missing or empty") }
        if !keys.insert(read.key).inserted {
            error(3, "the object comes twice in the file; the import refuses all of it")
        }
        objects.append(read)
    }

    /// Types, ids, references and order.
    mutating func checkObjects() {
        let known = Set(objects.map(\.key))
        let order = ["index-pattern": 0, "search": 1, "visualization": 1, "lens": 1, "dashboard": 2]
        var highest = 0
        for object in objects {
            self.object = object
            if Self.types[product]?.contains(object.type) != true {
                error(3, "\(product.title) has no type \(object.type)")
            }
            if Self.isRandom(object.id) {
                warn(3, "the id is random; a name of its own, with a prefix, stays the same in every export")
            }
            var targets: [String: SavedObject.Reference] = [:]
            for reference in object.references {
                if !known.contains("\(reference.type):\(reference.id)"), !check.expected.contains(reference.id) {
                    error(
                        4,
                        "the reference \(reference.name) leads to \(reference.type):\(reference.id), which the file lacks"
                    )
                }
                if let other = targets.updateValue(reference, forKey: reference.name) {
                    if other == reference {
                        warn(4, "the reference \(reference.name) comes twice")
                    } else {
                        error(
                            4, "the reference \(reference.name) leads to two objects, \(other.id) and \(reference.id)")
                    }
                }
            }
            let place = order[object.type] ?? 1
            if place < highest { warn(5, "data views come first, then searches and visualisations, then dashboards") }
            highest = max(highest, place)
        }
        object = nil
    }

    /// Whether an id is nothing but a UUID.
    private static func isRandom(_ id: String) -> Bool {
        id.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [8, 4, 4, 4, 12]
            && id.allSatisfy { $0 == "-" || $0.isHexDigit }
    }
}
