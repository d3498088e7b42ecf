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
    let destinations: [String]

    /// A role for these indices.
    public init(_ user: User, sources: [String], installation: Installation) {
        self.user = user
        self.sources = sources
        destinations = installation.families.map(\.pattern) + installation.aliases
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
                    Self.grant("names", destinations, "privileges", ["create_doc", "view_index_metadata"]),
                ],
            ]
        case (.elasticsearch, .installer):
            [
                "cluster": ["manage_index_templates"],
                "indices": [
                    Self.grant("names", destinations, "privileges", ["read", "view_index_metadata", "manage"])
                ],
            ]
        case (.opensearch, .runner):
            [
                "cluster_permissions": ["indices:data/write/bulk"],
                "index_permissions": [
                    Self.grant("index_patterns", sources, "allowed_actions", ["read"]),
                    Self.grant(
                        "index_patterns", destinations, "allowed_actions",
                        ["indices:admin/get", "indices:data/write/index", "indices:data/write/bulk*"]),
                ],
            ]
        case (.opensearch, .installer):
            [
                "cluster_permissions": ["cluster_manage_index_templates"],
                "index_permissions": [
                    Self.grant(
                        "index_patterns", destinations, "allowed_actions",
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
