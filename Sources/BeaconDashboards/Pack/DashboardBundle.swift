internal import SearchCluster

/// The saved objects of one product as an import file: NDJSON, the same bytes for the same source every time.
public struct DashboardBundle: Sendable {
    /// The product that the file is for.
    public let product: DashboardProduct
    /// The number of saved objects.
    public let count: Int
    /// The file's content; each line ends with a newline.
    public let bytes: [UInt8]

    /// The oldest version of each product that takes the file.
    public static func oldest(_ product: DashboardProduct) -> ProductVersion {
        switch product {
        case .kibana: ProductVersion(8, 8)
        case .opensearch: ProductVersion(1, 0)
        }
    }

    /// Packs the described dashboards.
    ///
    /// - Parameters:
    ///   - version: the version that the file is for; `nil` makes one that imports from Kibana 8.9 to 9, or from OpenSearch
    ///     Dashboards 1 to 3.
    /// - Throws: ``DashboardError`` when the version is too old for these dashboards.
    public init(
        _ source: DashboardSource, for product: DashboardProduct, version: ProductVersion? = nil
    ) throws(DashboardError) {
        let stamps = VersionStamps(product, version)
        if let version, version < Self.oldest(product) {
            let oldest = Self.oldest(product)
            throw DashboardError(
                file: "\(product.title) \(version)",
                sentence: "these dashboards need \(product.title) \(oldest.major).\(oldest.minor) or newer")
        }
        let packer = SourcePacker(source: source, product: product, stamps: stamps)
        let objects = try packer.objects()
        var writer = JSONWriter()
        for object in objects {
            writer.append(object.json)
            writer.append(byte: UInt8(ascii: "\n"))
        }
        // The line that the products' own exports end with, and that their imports leave out.
        writer.append([
            "excludedObjects": [], "excludedObjectsCount": 0, "exportedCount": .integer(Int64(objects.count)),
            "missingRefCount": 0, "missingReferences": [],
        ])
        writer.append(byte: UInt8(ascii: "\n"))
        self.product = product
        count = objects.count
        bytes = writer.bytes
    }
}
