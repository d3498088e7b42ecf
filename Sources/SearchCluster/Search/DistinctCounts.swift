/// Counts, for some values of one field, how many values of another field occur beside them, up to a limit.
///
/// Pairs of values are counted one by one, as long as they are few. A value with many documents may make for any number of them: of
/// such the engine's own estimate is asked for first, and settles those that are well above the limit.
public struct DistinctCounts: Sendable {
    /// Which documents are looked at.
    public var query: JSONValue
    /// The field whose values are asked for.
    public var field: String
    /// The field whose values are counted.
    public var counted: String
    /// Where counting stops, 1 and above.
    public var limit: Int

    /// Counts values of one field beside those of another.
    public init(query: JSONValue, field: String, counted: String, limit: Int) {
        self.query = query
        self.field = field
        self.counted = counted
        self.limit = limit
    }

    /// Values in one request at most.
    public static let mostValues = 500

    /// The estimate that settles a value.
    ///
    /// Up to its threshold the engines' estimate is the number of different hashes, which is never above that of different values, and
    /// beyond it off by some percent; a tenth more than the limit is more than it needs.
    private var settled: Int64 { Int64(limit + (limit + 9) / 10) }

    fileprivate func query(for values: [String]) -> JSONValue {
        ["bool": ["filter": [query, ["terms": [field: .array(values.map(JSONValue.string))]]]]]
    }

    /// What the engine is asked to say of each value.
    fileprivate enum Figure {
        case documents
        case estimate
    }

    fileprivate func search(_ figure: Figure, for values: [String]) -> AggregationSearch {
        var aggregation: [JSONValue.Member] = [
            .init(
                "terms",
                [
                    "field": .string(field), "include": .array(values.map(JSONValue.string)),
                    "size": .integer(Int64(values.count)),
                ])
        ]
        if figure == .estimate {
            let threshold = JSONValue.integer(mostPairs)
            let estimate: JSONValue = ["cardinality": ["field": .string(counted), "precision_threshold": threshold]]
            aggregation.append(.init("aggs", ["n": estimate]))
        }
        return AggregationSearch(
            query: query(for: values), aggregation: .object(aggregation), canAskForLess: values.count > 1)
    }

    /// Up to so many pairs are counted without an estimate.
    fileprivate var mostPairs: Int64 { 4 * settled }

    fileprivate func isSettled(_ estimate: Int64) -> Bool { estimate >= settled }

    fileprivate func pairs(of values: [String]) -> CompositeSearch {
        CompositeSearch(
            query: query(for: values), sources: [.terms(field: field), .terms(field: counted)], metrics: [])
    }
}

extension ClusterClient {
    /// Counts for values that fit one answer, in as many requests as the cluster's limit on buckets wants.
    ///
    /// - Parameters:
    ///   - values: texts as the engine writes the field's values, each once.
    ///   - indices: what to search; the point in time names them by itself, so they matter only without one.
    ///   - pageSize: buckets in a page, at most ``CompositeSearch/mostBuckets``.
    /// - Returns: one count a value, in the order of `values`; 0 where no document has it.
    /// - Throws: `.incomplete` when an answer leaves something out, `.malformed`, `.tooManyBuckets`, and whatever ``send(_:)``
    ///   throws.
    public func counts(
        of search: DistinctCounts, for values: [String], on indices: [String], at view: PointInTime?, pageSize: Int
    ) async throws(ClusterError) -> [Int] {
        guard !values.isEmpty else { return [] }
        var places: [[UInt8]: Int] = [:]
        for (place, value) in values.enumerated() { places[Array(value.utf8)] = place }
        var counts = values.map { _ in 0 }
        let documents = try await figures(.documents, of: search, for: values, on: indices, at: view)
        var open = documents.indices.filter { documents[$0] > 0 && documents[$0] <= search.mostPairs }
        let large = documents.indices.filter { documents[$0] > search.mostPairs }
        if !large.isEmpty {
            let names = large.map { values[$0] }
            let estimates = try await figures(.estimate, of: search, for: names, on: indices, at: view)
            for (place, estimate) in zip(large, estimates) {
                if search.isSettled(estimate) { counts[place] = search.limit } else { open.append(place) }
            }
        }
        // What fits one page is gone through once.
        while !open.isEmpty {
            var most = 0
            let part = open.prefix { place in
                most += Int(min(documents[place], search.mostPairs))
                return most <= pageSize || place == open.first
            }
            open.removeFirst(part.count)
            let isAsked = Set(part)
            var pages = try CompositePages(
                of: search.pairs(of: part.map { values[$0] }), on: indices, at: view, with: self, pageSize: pageSize)
            repeat {
                try await pages.next { row in
                    // Others come along where a document has several.
                    guard case .string(let text) = row.value(0), let place = places[text], isAsked.contains(place)
                    else { return }
                    counts[place] = min(counts[place] + 1, search.limit)
                }
            } while !pages.isFinished
        }
        return counts
    }

    private func figures(
        _ figure: DistinctCounts.Figure, of search: DistinctCounts, for values: [String], on indices: [String],
        at view: PointInTime?
    ) async throws(ClusterError) -> [Int64] {
        switch try await answer(to: search.search(figure, for: values), on: indices, at: view) {
        case .tooMuch:
            let half = values.count / 2
            let first = try await figures(figure, of: search, for: Array(values[..<half]), on: indices, at: view)
            return first
                + (try await figures(figure, of: search, for: Array(values[half...]), on: indices, at: view))
        case .buckets(let buckets):
            let malformed = ClusterError(.malformed, "the cluster's answer to a count of values could not be read")
            var places: [[UInt8]: Int] = [:]
            for (place, value) in values.enumerated() { places[Array(value.utf8)] = place }
            var figures = values.map { _ in Int64?.none }
            for bucket in buckets {
                let found = figure == .documents ? bucket["doc_count"]?.integer : bucket["n"]?["value"]?.integer
                guard let key = bucket["key"]?.string, let place = places[Array(key.utf8)], figures[place] == nil,
                    let found, found >= 0
                else { throw malformed }
                figures[place] = found
            }
            return figures.map { $0 ?? 0 }
        }
    }
}
