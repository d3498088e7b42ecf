internal import SearchCluster

extension TransformTemplate {
    /// The template for one group alone: its query asks for the group's values as well.
    ///
    /// - Parameter values: one text for each group field, as the field's type takes it.
    public func narrowed(to values: [String]) -> TransformTemplate {
        var narrowed = self
        let terms = zip(groupBy, values).map { field, value -> JSONValue in
            ["term": .object([.init(field.field, .string(value))])]
        }
        narrowed.source.query = ["bool": ["filter": .array([source.query] + terms)]]
        return narrowed
    }
}
