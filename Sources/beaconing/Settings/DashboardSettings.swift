import BeaconDashboards
import BeaconTransform

/// The dashboards that come with the program, and the product that was named.
struct DashboardSettings: Sendable {
    /// The described dashboards.
    let source: DashboardSource
    /// The product; `nil` when none was named.
    let product: DashboardProduct?
    /// The product's version; `nil` when none was named.
    let version: ProductVersion?

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        product = words.last(.product).flatMap(DashboardProduct.init)
        version = try words.last(.productVersion).map { text throws(Failure) in
            guard let version = ProductVersion(text) else {
                throw Failure(.usage, "--version is one such as 8.17, not \"\(text)\"")
            }
            return version
        }
        if version != nil, product == nil {
            throw Failure(
                .usage, "--version needs the product that it is of", cure: "add --for kibana or --for opensearch")
        }
        let assets = words.last(.assets) ?? surroundings[.assets]
        guard let folder = AssetFolder.dashboards.path(assets: assets) else {
            let place =
                assets.map { "there is no folder dashboards in \($0)" } ?? "the folder of dashboards was not found"
            throw Failure(.configuration, place, cure: "name the folder that holds it with --assets")
        }
        source = try DashboardSource(folder: folder)
    }
}
