internal import Foundation
internal import SearchCluster

/// Rules 26 and 30: queries and data views.
extension CheckRun {
    /// The query and the filters of an object's own search source.
    mutating func checkQuery(_ object: Object) {
        guard let source = Self.parsed(object.attributes["kibanaSavedObjectMeta"]?["searchSourceJSON"]) else { return }
        if object.type == "dashboard" {
            // It applies to every panel, so every data view of the dashboard has to know the fields.
            let views = Set(reach(of: object)).sorted()
            for id in views { checkQueryText(source["query"], dataView(id), "the dashboard's query") }
            checkFilters(source, views.compactMap(dataView))
            if views.isEmpty { checkQueryText(source["query"], nil, "the dashboard's query") }
        } else {
            let name = source["indexRefName"]?.string
            let view = dataView(name.flatMap { object.reference($0)?.id })
            checkQueryText(source["query"], view, "the query")
            checkFilters(source, view.map { [$0] } ?? [])
        }
    }

    /// The data views that the panels of a dashboard read, through saved searches and visualisations as well.
    private func reach(of object: Object) -> [String] {
        object.references.flatMap { reference -> [String] in
            if reference.type == "index-pattern" { return [reference.id] }
            guard ["search", "visualization", "lens"].contains(reference.type),
                let target = objects.first(where: { $0.type == reference.type && $0.id == reference.id })
            else { return [] }
            return target.references.filter { $0.type == "index-pattern" }.map(\.id)
        }
    }

    private mutating func checkFilters(_ source: JSONValue, _ views: [DataView]) {
        for filter in source["filter"]?.array ?? [] {
            let field = filter["meta"]?["key"]?.string ?? filter["meta"]?["field"]?.string
            guard let field, !field.contains("*"), !views.isEmpty else { continue }
            let without = views.filter { $0.type(of: field) == nil }
            if without.count == views.count {
                error(26, "a filter names \(field), which is in none of the data views")
            } else if let view = without.first {
                warn(26, "a filter names \(field), which \(view.title) lacks; its panels will be empty")
            }
        }
    }

    /// A query must parse, and name only fields of the data view.
    mutating func checkQueryText(_ query: JSONValue?, _ view: DataView?, _ what: String) {
        guard let text = query?["query"]?.string, !text.isEmpty else { return }
        var fields: [String]
        if query?["language"]?.string == "lucene" {
            fields = Self.luceneFields(text)
        } else {
            do throws(KQL.Failure) {
                fields = try KQL(text).fields
            } catch {
                self.error(26, "\(what) is not KQL: \(error.sentence)")
                return
            }
        }
        guard let view else { return }
        fields.removeAll { $0.contains("*") || ["_index", "_id", "_exists_"].contains($0) }
        for field in fields where view.type(of: field) == nil {
            error(26, "\(what) names \(field), which \(view.title) lacks")
        }
    }

    /// The words before colons, outside quotes; `_exists_` names a field after it.
    private static func luceneFields(_ text: String) -> [String] {
        let bare = text.replacingOccurrences(of: "\"[^\"]*\"", with: "_", options: .regularExpression)
        let exists = bare.replacingOccurrences(of: "_exists_:([^ )]+)", with: "$1:_", options: .regularExpression)
        var fields: [String] = []
        for piece in exists.components(separatedBy: ":").dropLast() {
            let field = piece.split { " ()+-!<>=[]{}".contains($0) }.last.map(String.init)
            if let field, !fields.contains(field) { fields.append(field) }
        }
        return fields
    }

    mutating func checkSearch(_ object: Object) {
        let view = dataView(object.references.first { $0.type == "index-pattern" }?.id)
        guard let view else { return }
        let columns = object.attributes["columns"]?.array?.compactMap(\.string) ?? []
        let sorted = object.attributes["sort"]?.array?.compactMap { $0.array?.first?.string ?? $0.string } ?? []
        for field in columns + sorted.filter({ !["asc", "desc"].contains($0) }) {
            if field == "_source" || field == "_score" || view.type(of: field) != nil { continue }
            error(25, "there is no field \(field) in \(view.title)")
        }
    }

    mutating func checkDataView(_ object: Object) {
        let title = object.attributes["title"]?.string ?? ""
        let time = object.attributes["timeFieldName"]?.string
        let view = dataView(object.id)
        if let time, let view, view.type(of: time) != .date {
            error(30, "timeFieldName \(time) is not a date of \(title)")
        } else if time == nil {
            error(30, "there is no timeFieldName, so no time range applies")
        }
        guard title.hasPrefix("ml_") || title.contains("beaconing") else { return }
        let signals = check.dataViews.first { $0.isComplete }?.title ?? "ml_beaconing.all"
        let matches = Self.matches(title, signals) || Self.matches(title, "ml_beaconing-1.0.0")
        if !matches, title != "ml_beaconing.latest" {
            error(30, "\(title) matches neither \(signals) nor the indices behind it")
        }
        if title.contains("*") {
            if Self.matches(title, "ml_other-1.0.0") {
                warn(30, "\(title) also matches indices of others; name \(signals)")
            }
            if object.attributes["allowHidden"]?.boolean != true || version < ProductVersion(8, 12) {
                warn(30, "\(title) misses hidden indices; an alias such as \(signals) reaches them")
            }
        }
    }

    /// Whether an index is among those of a title: names and patterns, separated by commas.
    private static func matches(_ title: String, _ index: String) -> Bool {
        title.split(separator: ",").contains { pattern in
            let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false).map {
                NSRegularExpression.escapedPattern(for: String($0))
            }
            return index.range(of: "^\(pieces.joined(separator: ".*"))$", options: .regularExpression) != nil
        }
    }
}
