internal import SearchCluster

/// Rules 8 to 10: JSON inside strings, and the names of references inside it.
extension CheckRun {
    /// The value of JSON inside a string; `nil` for anything else.
    static func parsed(_ value: JSONValue?) -> JSONValue? {
        value?.string.flatMap { JSONValue(parsing: Array($0.utf8)) }
    }

    mutating func checkStrings(_ object: Object) {
        let attributes = object.attributes
        let controls = attributes["controlGroupInput"]
        let members: [(name: String, value: JSONValue?, isList: Bool)] = [
            ("panelsJSON", attributes["panelsJSON"], true), ("optionsJSON", attributes["optionsJSON"], false),
            ("searchSourceJSON", attributes["kibanaSavedObjectMeta"]?["searchSourceJSON"], false),
            ("controlGroupInput.panelsJSON", controls?["panelsJSON"], false),
            ("controlGroupInput.ignoreParentSettingsJSON", controls?["ignoreParentSettingsJSON"], false),
            ("visState", attributes["visState"], false), ("uiStateJSON", attributes["uiStateJSON"], false),
        ]
        for (name, value, isList) in members {
            guard let value else { continue }
            guard value.string != nil else {
                error(8, "\(name) must be JSON inside a string, as the import takes it; packages keep it as an object")
                continue
            }
            guard let parsed = Self.parsed(value), isList ? parsed.array != nil : parsed.members != nil else {
                error(8, "\(name) does not hold a JSON \(isList ? "list" : "object")")
                continue
            }
            if let twice = Self.nameThatComesTwice(parsed) {
                error(8, "\(name) has the name \(twice) twice in one object; only the last one would be kept")
            }
            checkReferenceNames(parsed, object, name)
        }
        checkReferenceNames(attributes, object, "the attributes")
    }

    private static func nameThatComesTwice(_ value: JSONValue) -> String? {
        var seen: Set<[UInt8]> = []
        for member in value.members ?? [] {
            if !seen.insert(Array(member.name.utf8)).inserted { return member.name }
            if let found = nameThatComesTwice(member.value) { return found }
        }
        for element in value.array ?? [] {
            if let found = nameThatComesTwice(element) { return found }
        }
        return nil
    }

    /// Every name of a reference must be among the references; panels of Kibana's put their index before it.
    private mutating func checkReferenceNames(_ value: JSONValue, _ object: Object, _ place: String) {
        if place == "panelsJSON", let panels = value.array {
            for panel in panels {
                let prefix = product == .kibana ? (panel["panelIndex"]?.string ?? "") + ":" : ""
                find(panel, prefix, object, "the panel \(panel["panelIndex"]?.string ?? "")")
            }
        } else {
            find(value, "", object, place)
        }
    }

    private mutating func find(_ value: JSONValue, _ prefix: String, _ object: Object, _ place: String) {
        for member in value.members ?? [] {
            let isName = ["indexRefName", "panelRefName", "savedSearchRefName", "indexPatternRefName"].contains(
                member.name)
            if isName, let name = member.value.string {
                if object.reference(prefix + name) == nil {
                    error(
                        9,
                        "\(place) names the reference \(prefix)\(name), which is not among the references; add it or take the name away"
                    )
                } else {
                    used.insert(prefix + name)
                }
            } else {
                find(member.value, prefix, object, place)
            }
        }
        for element in value.array ?? [] { find(element, prefix, object, place) }
    }

    mutating func checkUnused(_ object: Object) {
        for reference in object.references where !used.contains(reference.name) {
            if reference.type == "tag" { continue }
            warn(10, "nothing uses the reference \(reference.name)")
        }
    }
}
