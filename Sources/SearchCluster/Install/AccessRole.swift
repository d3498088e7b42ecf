/// A role with what one of the two who use a cluster needs, and no more.
public struct AccessRole: Sendable {
    /// Who has the role.
    public enum User: String, Sendable, CaseIterable {
        /// Who installs, upgrades and uninstalls, by hand.
        case installer = "beaconing-installer"
        /// What runs on a schedule.
        case runner = "beaconing-runner"
    }

    /// Who has it.
    public let user: User
    /// Names and patterns of the indices that events are read from.
    let sources: [String]
    /// Names and patterns of the destination indices and their aliases.
    var destinations: [String]
    /// The destination indices by their own names.
    let indices: [String]
    /// The state index; none where nobody wants one.
    let states: [String]
    /// Whether the runner deletes signals that have become too old.
    let deletes: Bool

    /// A role for these indices.
    ///
    /// - Parameter deletes: whether the runner deletes signals that have become too old.
    public init(_ user: User, sources: [String], installation: Installation, deletes: Bool = false) {
        self.user = user
        self.deletes = deletes
        states = [installation.state?.name].compactMap(\.self)
        self.sources = sources
        destinations = installation.families.map(\.pattern) + installation.aliases
        indices = installation.destinations.map(\.index.name)
    }

    /// The role's name.
    public var name: String { user.rawValue }

    /// The role as a product's security takes it.
    public func json(for family: ClusterProduct.Family) -> JSONValue {
        switch (family, user) {
        case (.elasticsearch, .runner):
            [
                "cluster": [],
                "indices": [
                    Self.grant("names", sources, "privileges", ["read"]),
                    Self.grant(
                        "names", destinations, "privileges",
                        ["create_doc", "view_index_metadata"] + (deletes ? ["read", "delete"] : [])),
                    // One index whose documents are replaced, and deleted when they are old.
                    Self.grant("names", states, "privileges", ["read", "index", "delete"]),
                ],
            ]
        case (.elasticsearch, .installer):
            [
                "cluster": ["manage_index_templates"],
                "indices": [
                    Self.grant(
                        "names", destinations + states, "privileges", ["read", "view_index_metadata", "manage"])
                ],
            ]
        case (.opensearch, .runner):
            [
                "cluster_permissions": ["indices:data/write/bulk"],
                "index_permissions": [
                    Self.grant("index_patterns", sources, "allowed_actions", ["read"]),
                    Self.grant(
                        "index_patterns", destinations, "allowed_actions",
                        ["indices:admin/get", "indices:data/write/index", "indices:data/write/bulk*"]
                            + (deletes ? ["indices:data/read/search", "indices:data/write/delete"] : [])),
                    Self.grant(
                        "index_patterns", states, "allowed_actions",
                        [
                            "indices:data/read/get", "indices:data/read/search", "indices:data/write/index",
                            "indices:data/write/delete", "indices:data/write/bulk*",
                        ]),
                ],
            ]
        case (.opensearch, .installer):
            [
                "cluster_permissions": ["cluster_manage_index_templates"],
                "index_permissions": [
                    Self.grant(
                        "index_patterns", destinations + states, "allowed_actions",
                        [
                            "read", "indices:admin/create", "indices:admin/delete", "indices:admin/get",
                            "indices:admin/aliases*", "indices:admin/mapping/put", "indices:admin/refresh*",
                        ])
                ],
            ]
        }
    }

    private static func grant(
        _ namesKey: String, _ names: [String], _ rightsKey: String, _ rights: [String]
    ) -> JSONValue {
        .object([
            .init(namesKey, .array(names.map(JSONValue.string))),
            .init(rightsKey, .array(rights.map(JSONValue.string))),
        ])
    }
}
