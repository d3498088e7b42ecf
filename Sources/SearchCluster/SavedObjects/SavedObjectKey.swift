/// What names a saved object: its type and its id.
public struct SavedObjectKey: Sendable, Hashable {
    /// The type, such as `dashboard`.
    public var type: String
    /// The id.
    public var id: String

    /// The name of a saved object.
    public init(type: String, id: String) {
        self.type = type
        self.id = id
    }

    /// The name that JSON carries in `type` and `id`; `nil` where one is missing.
    init?(_ json: JSONValue) {
        guard let type = json["type"]?.string, let id = json["id"]?.string else { return nil }
        self.init(type: type, id: id)
    }

    var json: JSONValue { ["type": .string(type), "id": .string(id)] }

    /// What people call it, shown safely, such as `dashboard beaconing-network`.
    public func name(on family: ClusterProduct.Family) -> String {
        let kind =
            switch type {
            case "index-pattern": family == .elasticsearch ? "data view" : "index pattern"
            case "search": "saved search"
            default: SafeText(type).description
            }
        return "\(kind) \(SafeText(id))"
    }
}
