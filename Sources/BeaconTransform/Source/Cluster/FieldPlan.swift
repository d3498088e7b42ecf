internal import SearchCluster

/// The fields that a run asks for, by the names that this cluster knows them under.
struct FieldPlan: Sendable, Equatable {
    /// A field by its name on the cluster, with what kind of value it holds.
    struct Field: Sendable, Equatable {
        var name: String
        var kind: FieldKind
    }

    /// The indices to search.
    var indices: [String]
    /// The group fields, in the template's order.
    var groupBy: [Field]
    /// The event's time.
    var time: Field
    /// The bytes fields that are mapped at all; a field that no index has adds nothing.
    var sourceBytes: Field?
    var destinationBytes: Field?
    /// The destination's and the source's address, where mapped.
    var destination: Field?
    /// The destination's port, where mapped.
    var port: Field?
    var sourceAddress: Field?
    /// The template's `largest` fields, where mapped.
    var largest: [Field?]
    /// The template's query with every field under the name to ask for.
    var query: JSONValue
    /// What a person should know before believing the result.
    var warnings: [String]
}

extension FieldKind {
    /// The kind of an engine's field type; `nil` for a type that cannot be grouped by or compared.
    init?(engineType: String) {
        switch engineType {
        case "keyword", "constant_keyword", "wildcard", "flattened", "version": self = .keyword
        case "ip": self = .address
        case "long", "integer", "short", "byte", "unsigned_long": self = .integer
        case "double", "float", "half_float", "scaled_float": self = .number
        case "date", "date_nanos": self = .date
        case "boolean": self = .boolean
        default: return nil
        }
    }
}
