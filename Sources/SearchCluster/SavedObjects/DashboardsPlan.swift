/// What has to change on a server of dashboards.
public struct DashboardsPlan: Sendable {
    /// The changes, in the order in which they are told.
    public let changes: [Change]
    /// The objects to import: those that change, or all where others that they refer to have ids of their own in the space.
    public let file: ImportFile

    /// One change to a saved object.
    public struct Change: Sendable {
        /// What is done to it.
        public var action: Action
        /// The object as it is written, or was.
        public var object: ImportFile.Object
        /// The name under which the server has it; differs from the file's where another space has that.
        public var stored: SavedObjectKey

        /// What is done, in the infinitive.
        public func sentence(on family: ClusterProduct.Family) -> String {
            let title = object.json["attributes"]?["title"]?.string.map { ", \"\(SafeText($0))\"" } ?? ""
            return "\(action.rawValue) \(object.key.name(on: family))\(title)"
        }
    }

    /// What is done to an object.
    public enum Action: String, Sendable {
        /// It is new.
        case create
        /// It replaces one that differs.
        case update
        /// It is removed.
        case delete
    }

    /// What it takes to have all objects of a file as the file has them.
    ///
    /// - Parameter present: the objects of the file that the server has.
    public init(installing file: ImportFile, on present: [SavedObjectKey: JSONValue]) {
        changes = file.objects.compactMap { object in
            guard let stored = present[object.key] else {
                return Change(action: .create, object: object, stored: object.key)
            }
            if SavedObjectMatch.holds(stored, all: object.json) { return nil }
            return Change(action: .update, object: object, stored: SavedObjectKey(stored) ?? object.key)
        }
        let hasCopies = present.contains { $0.key != SavedObjectKey($0.value) }
        self.file = changes.isEmpty || !hasCopies ? ImportFile(objects: changes.map(\.object)) : file
    }

    /// What it takes to have none of a file's objects; what refers to others goes before them.
    public init(uninstalling file: ImportFile, on present: [SavedObjectKey: JSONValue]) {
        changes = file.objects.reversed().compactMap { object in
            guard let stored = present[object.key] else { return nil }
            return Change(action: .delete, object: object, stored: SavedObjectKey(stored) ?? object.key)
        }
        self.file = ImportFile(objects: [])
    }
}
