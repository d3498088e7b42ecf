/// The indices that panels read: a data view of Kibana's, an index pattern of OpenSearch Dashboards'.
public struct DataView: Sendable {
    /// The saved object's id.
    public var id: String
    /// The index, alias or pattern.
    public var title: String
    /// What a person sees.
    public var name: String
    /// The field that the time range applies to.
    public var timeField: String
    /// The fields that may be named, in the order of the file.
    public var fields: [Field]
    /// Whether these are all the fields of the index.
    public var isComplete: Bool

    /// One field of the indices.
    public struct Field: Sendable, Equatable {
        /// The field's path.
        public var name: String
        /// Its type.
        public var type: FieldType
    }

    /// The type of a field; `nil` when it is not among the fields.
    public func type(of field: String) -> FieldType? {
        fields.first { $0.name.utf8.elementsEqual(field.utf8) }?.type
    }
}

/// A list of documents with chosen columns.
struct SavedSearch: Sendable {
    var id: String
    var title: String
    var description: String
    var dataView: String
    /// KQL; empty for all documents.
    var query: String
    var columns: [String]
    /// The newest first by this field.
    var sort: String
}
