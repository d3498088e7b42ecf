internal import SearchCluster

/// For which version saved objects are written, and what each version knows at most.
///
/// A file without stamps goes through every migration since version 7, which throws on today's Lens state or blanks it. One
/// with newer stamps than the server knows is refused. So the oldest stamp that holds what is written is the best.
struct VersionStamps: Sendable {
    let product: DashboardProduct
    let version: ProductVersion?

    init(_ product: DashboardProduct, _ version: ProductVersion?) {
        self.product = product
        self.version = version
    }

    /// The members to put into an object.
    func members(for type: String) -> [JSONValue.Member] {
        switch product {
        case .kibana:
            let stamp =
                switch type {
                case "dashboard", "lens": version.map { $0 < ProductVersion(8, 9) } == true ? "8.7.0" : "8.9.0"
                default: "8.0.0"
                }
            return [.init("coreMigrationVersion", "8.8.0"), .init("typeMigrationVersion", .string(stamp))]
        case .opensearch:
            guard let stamp = Self.classic[type] else { return [] }
            return [.init("migrationVersion", .object([.init(type, .string(stamp))]))]
        }
    }

    /// The version of each panel; Kibana 9 writes none.
    var panel: String? {
        switch product {
        case .kibana: version.map { $0.major >= 9 } == true ? nil : "8.8.0"
        case .opensearch: "2.9.0"
        }
    }

    /// The only stamps that OpenSearch Dashboards knows: those of its fork and the ones it never went beyond.
    static let classic = [
        "visualization": "7.10.0", "dashboard": "7.9.3", "search": "7.9.3", "index-pattern": "7.6.0",
    ]

    /// The newest stamp of a type that a version of Kibana takes; `nil` when the type is not known.
    static func newest(_ type: String, in version: ProductVersion) -> ProductVersion? {
        let models = version >= ProductVersion(8, 10)
        switch type {
        case "dashboard":
            if !models { return version < ProductVersion(8, 9) ? ProductVersion(8, 7) : ProductVersion(8, 9) }
            // Sections came in 8.19 and 9.1.
            let sections =
                version.major > 9 || version >= ProductVersion(9, 1)
                || (version.major == 8 && version >= ProductVersion(8, 19))
            return ProductVersion(10, sections ? 4 : 2)
        case "lens": return models ? ProductVersion(10, 9) : ProductVersion(8, 9)
        case "index-pattern": return models ? ProductVersion(10, 9) : ProductVersion(8, 0)
        case "search": return models ? ProductVersion(10, 9) : ProductVersion(8, 0)
        case "visualization": return models ? ProductVersion(10, 9) : ProductVersion(8, 5)
        case "map", "tag", "links": return models ? ProductVersion(10, 9) : ProductVersion(8, 9)
        default: return nil
        }
    }
}
