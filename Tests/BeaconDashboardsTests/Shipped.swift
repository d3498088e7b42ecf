import BeaconTransform
import Foundation
import Testing

@testable import BeaconDashboards
@testable import SearchCluster

/// The dashboards that come with the program.
enum Shipped {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = root.appendingPathComponent("dashboards").path

    /// Read once: a hundred tests change what is packed of it.
    private static let read = Result { try DashboardSource(folder: folder) }
    private static let packed = Result {
        try [
            DashboardProduct.kibana: DashboardBundle(source(), for: .kibana).bytes,
            .opensearch: DashboardBundle(source(), for: .opensearch).bytes,
        ].mapValues { SavedObjects($0).all.filter { $0["type"] != nil } }
    }

    static func source() throws -> DashboardSource { try read.get() }

    static func bytes(_ product: DashboardProduct, _ version: ProductVersion? = nil) throws -> [UInt8] {
        try DashboardBundle(source(), for: product, version: version).bytes
    }

    static func check(_ product: DashboardProduct? = nil, _ version: ProductVersion? = nil) throws -> DashboardCheck {
        DashboardCheck(product: product, version: version, dataViews: try source().dataViews)
    }

    /// The objects of a product's file, without the summary line.
    static func objects(_ product: DashboardProduct) throws -> [JSONValue] {
        try packed.get()[product] ?? []
    }
}
