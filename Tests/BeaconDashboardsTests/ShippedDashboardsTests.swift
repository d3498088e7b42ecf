import BeaconTransform
import Foundation
import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("The shipped dashboards")
struct ShippedDashboardsTests {
    static let versions: [(DashboardProduct, String?)] = [
        (.kibana, nil), (.kibana, "8.8"), (.kibana, "8.9"), (.kibana, "8.12"), (.kibana, "8.17"), (.kibana, "8.19"),
        (.kibana, "9.0"), (.kibana, "9.2"), (.opensearch, nil), (.opensearch, "1.3"), (.opensearch, "2.19"),
        (.opensearch, "3.3"),
    ]

    @Test("pass the check for each version", arguments: versions)
    func pass(_ product: DashboardProduct, _ text: String?) throws {
        let version = text.flatMap(ProductVersion.init)
        // Without a version they are for all of them, the oldest included.
        let checked = version ?? (product == .kibana ? ProductVersion(8, 9) : nil)
        let file = DashboardCheck.File(name: "dashboards.ndjson", bytes: try Shipped.bytes(product, version))
        let findings = try Shipped.check(product, checked).findings(in: [file])
        #expect(findings.map(\.description) == [])
    }

    @Test("have the same panels for both products")
    func same() throws {
        let files = try DashboardProduct.allCases.map {
            DashboardCheck.File(name: "\($0.rawValue).ndjson", bytes: try Shipped.bytes($0))
        }
        #expect(try Shipped.check().findings(in: files).map(\.description) == [])
    }
}
