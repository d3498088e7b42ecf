public import SearchCluster

/// The answer to a panel's search as a table: a row for each innermost bucket, or for each document.
public struct PanelRows: Sendable, Equatable {
    /// One value of a row.
    public enum Cell: Sendable, Equatable {
        /// No value, such as the largest of no documents.
        case none
        /// A text, of a term or of a field.
        case text(String)
        /// A count or another figure.
        case number(Double)
        /// A point of time, in milliseconds since 1970.
        case date(Int64)
        /// Yes or no.
        case flag(Bool)
        /// A range of numbers without a label of its own, from included, to excluded; `nil` is no bound.
        case range(from: Double?, to: Double?)
        /// Several values of one field.
        case list([Cell])
    }

    /// A cell for each column of the search, in their order.
    public var rows: [[Cell]]
    /// How many documents matched query and time range.
    public var documents: Int64

    /// Rows that are known already.
    public init(rows: [[Cell]], documents: Int64) {
        self.rows = rows
        self.documents = documents
    }

    /// Reads an answer; `nil` when it is not one to this search.
    ///
    /// Whether the answer is complete is for whoever asked to see.
    public init?(_ answer: JSONValue, to search: PanelSearch) {
        let total = answer["hits"]?["total"]
        guard let documents = total?["value"]?.integer ?? total?.integer else { return nil }
        self.documents = documents
        rows = []
        guard search.body["aggs"] != nil else {
            guard let hits = answer["hits"]?["hits"]?.array else { return nil }
            rows = hits.map { hit in search.columns.map { Self.field($0.id[...], of: hit["_source"] ?? .null) } }
            return
        }
        let groups = search.columns.filter(\.isGroup)
        let isWhole = read(
            Bucket(content: answer["aggregations"] ?? .object([]), documents: documents), groups[...],
            figures: search.columns.filter { !$0.isGroup }, request: search.body, keys: [])
        if !isWhole { return nil }
    }

    private struct Bucket {
        var content: JSONValue
        var documents: Int64
    }

    /// Appends the rows of a bucket; `false` when something is missing.
    private mutating func read(
        _ bucket: Bucket, _ groups: ArraySlice<PanelSearch.Column>, figures: [PanelSearch.Column], request: JSONValue,
        keys: [Cell]
    ) -> Bool {
        guard let group = groups.first else {
            rows.append(keys + figures.map { Self.figure($0, of: bucket) })
            return true
        }
        let asked = request["aggs"]?[group.id] ?? .null
        guard let found = bucket.content[group.id]?["buckets"] else {
            // Where no index has matched, there are no aggregations either.
            return bucket.documents == 0
        }
        for (key, inner) in Self.buckets(found, of: group, asked) {
            guard let documents = inner["doc_count"]?.integer else { return false }
            let isRead = read(
                Bucket(content: inner, documents: documents), groups.dropFirst(), figures: figures, request: asked,
                keys: keys + [key])
            guard isRead else { return false }
        }
        return true
    }

    /// Buckets with their keys.
    ///
    /// Engines sort named filters by name; here they have the order in which they were asked for.
    private static func buckets(
        _ found: JSONValue, of group: PanelSearch.Column, _ asked: JSONValue
    ) -> [(Cell, JSONValue)] {
        if let members = found.members {
            let names = asked["filters"]?["filters"]?.members?.map(\.name) ?? members.map(\.name)
            return names.compactMap { name in found[name].map { (.text(name), $0) } }
        }
        let hasLabels = asked["range"]?["ranges"]?.array?.contains { $0["key"] != nil } ?? false
        return (found.array ?? []).map { bucket in
            switch group.kind {
            case .time: (bucket["key"]?.integer.map { .date($0) } ?? .none, bucket)
            case .range where !hasLabels:
                (.range(from: bucket["from"]?.number, to: bucket["to"]?.number), bucket)
            // A boolean's key is a number beside which its name stands.
            default: (cell(bucket["key_as_string"] ?? bucket["key"]), bucket)
            }
        }
    }

    private static func figure(_ column: PanelSearch.Column, of bucket: Bucket) -> Cell {
        let own = column.isFiltered ? bucket.content[column.id] : nil
        if column.isCount {
            let documents = column.isFiltered ? own?["doc_count"]?.integer : bucket.documents
            return documents.map { .number(Double($0)) } ?? .none
        }
        let value = own.map { $0[column.id] } ?? bucket.content[column.id]
        guard let number = value?["value"]?.number else { return .none }
        if let text = value?["value_as_string"]?.string, DateMath.date(text) != nil,
            let millis = Int64(exactly: number.rounded())
        {
            return .date(millis)
        }
        return .number(number)
    }

    /// A field of a document, whether its name is nested, dotted or half of each.
    private static func field(_ path: Substring, of source: JSONValue) -> Cell {
        if let value = source[String(path)] { return cell(value) }
        var end = path.startIndex
        while let dot = path[end...].firstIndex(of: ".") {
            end = path.index(after: dot)
            if let inner = source[String(path[..<dot])] {
                let found = field(path[end...], of: inner)
                if found != .none { return found }
            }
        }
        return .none
    }

    private static func cell(_ value: JSONValue?) -> Cell {
        switch value {
        case .string(let text): .text(text)
        case .integer(let number): .number(Double(number))
        case .number(let number): .number(number)
        case .boolean(let flag): .flag(flag)
        case .array(let values): .list(values.map(cell))
        case .object: .text(value?.text ?? "")
        case .null, nil: .none
        }
    }
}
