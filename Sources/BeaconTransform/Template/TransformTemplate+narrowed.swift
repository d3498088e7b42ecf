internal import SearchCluster

extension TransformTemplate {
    /// The template for one group alone: its query asks for the group's values as well.
    ///
    /// - Parameter values: one text for each group field, as the field's type takes it.
    public func narrowed(to values: [String]) -> TransformTemplate {
        narrowed(to: Array(zip(groupBy, values)))
    }

    /// The template for all groups that share everything but the first value, such as the host, with one group; `nil` where
    /// that would be all groups.
    ///
    /// - Parameter values: one text for each group field, as the field's type takes it.
    public func sharing(_ values: [String]) -> TransformTemplate? {
        guard groupBy.count > 1, values.count == groupBy.count else { return nil }
        return narrowed(to: Array(zip(groupBy, values).dropFirst()))
    }

    private func narrowed(to wanted: [(field: GroupField, value: String)]) -> TransformTemplate {
        var narrowed = self
        let terms = wanted.map { field, value -> JSONValue in
            ["term": .object([.init(field.field, .string(value))])]
        }
        narrowed.source.query = ["bool": ["filter": .array([source.query] + terms)]]
        return narrowed
    }
}
