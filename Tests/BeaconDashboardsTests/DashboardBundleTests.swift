import BeaconTransform
import Foundation
import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("Packing of dashboards")
struct DashboardBundleTests {
    /// FNV-1a, 64 bits: changes with every byte.
    private func fingerprint(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }

    /// Pinned so that a change of what is imported is seen in a review: whoever changes a dashboard or the packing on
    /// purpose writes the new value here.
    @Test(
        "The bytes are the same every time",
        arguments: [(DashboardProduct.kibana, "555e83b2f3970553"), (.opensearch, "3cbe49c2fe3d1fe7")])
    func bytes(_ product: DashboardProduct, _ pinned: String) throws {
        let bytes = try Shipped.bytes(product)
        #expect(try Shipped.bytes(product) == bytes)
        #expect(fingerprint(bytes) == pinned)
    }

    @Test("Ids stay what they are, since links and imports over older ones rest on them")
    func ids() throws {
        let kibana = try Shipped.objects(.kibana).map { "\($0["type"]?.string ?? ""):\($0["id"]?.string ?? "")" }
        #expect(
            kibana == [
                "index-pattern:beaconing-events", "index-pattern:beaconing-signals", "search:beaconing-network-events",
                "search:beaconing-signal-documents", "dashboard:beaconing-drilldown",
                "dashboard:beaconing-hosts-over-time", "dashboard:beaconing-network",
            ])
        let classic = try Shipped.objects(.opensearch)
        let visualizations = classic.filter { $0["type"]?.string == "visualization" }.compactMap { $0["id"]?.string }
        #expect(visualizations.allSatisfy { $0.hasPrefix("beaconing-") })
        #expect(visualizations.contains("beaconing-network-signal-table"))
        #expect(classic.count == 4 + visualizations.count + 3)
    }

    @Test("Versions get their stamps; Kibana 8.8 an older one")
    func stamps() throws {
        func stamp(_ version: ProductVersion?) throws -> String? {
            SavedObjects(try Shipped.bytes(.kibana, version)).object("dashboard", "beaconing-network")?[
                "typeMigrationVersion"]?.string
        }
        #expect(try stamp(ProductVersion(8, 8)) == "8.7.0")
        #expect(try stamp(ProductVersion(8, 17)) == "8.9.0")
        #expect(try stamp(nil) == "8.9.0")
        let classic = SavedObjects(try Shipped.bytes(.opensearch)).object("dashboard", "beaconing-network")
        #expect(classic?["migrationVersion"] == ["dashboard": "7.9.3"])
        #expect(classic?["coreMigrationVersion"] == nil)
    }

    @Test("A version that cannot show them is refused with the one that can")
    func old() throws {
        let source = try Shipped.source()
        let error = #expect(throws: DashboardError.self) {
            _ = try DashboardBundle(source, for: .kibana, version: ProductVersion(7, 17))
        }
        #expect(error?.description.contains("Kibana 8.8 or newer") == true)
    }

    @Test("The last line counts the others", arguments: DashboardProduct.allCases)
    func summary(_ product: DashboardProduct) throws {
        let bundle = try DashboardBundle(Shipped.source(), for: product)
        let lines = bundle.bytes.split(separator: 0x0A)
        #expect(JSONValue(parsing: Array(lines[lines.count - 1]))?["exportedCount"]?.integer == Int64(lines.count - 1))
        #expect(bundle.count == lines.count - 1)
        #expect(bundle.bytes.last == 0x0A)
    }

    @Test("Every panel has a title", arguments: DashboardProduct.allCases)
    func titles(_ product: DashboardProduct) throws {
        for dashboard in try Shipped.objects(product) where dashboard["type"]?.string == "dashboard" {
            let panels = try #require(CheckRun.parsed(dashboard["attributes"]?["panelsJSON"])?.array)
            #expect(panels.count > 2)
            for panel in panels { #expect(panel["title"]?.string?.isEmpty == false) }
        }
    }

    @Test("The fields are those of the signals' mapping, none less and none more")
    func mapping() throws {
        let templates = Shipped.root.appendingPathComponent("transform-templates").path
        let catalog = TemplateCatalog(folders: [templates])
        var mapped: Set<String> = []
        for entry in try catalog.entries() {
            let mapping = try catalog.template(entry.name).signalMapping
            mapped.formUnion(flattened(mapping["properties"], ""))
        }
        let view = try #require(try Shipped.source().dataViews.first { $0.id == "beaconing-signals" })
        #expect(Set(view.fields.map { "\($0.name) \($0.type.rawValue)" }) == mapped)
    }

    private func flattened(_ properties: JSONValue?, _ prefix: String) -> [String] {
        (properties?.members ?? []).flatMap { member -> [String] in
            let inner = member.value["properties"]
            if inner != nil { return flattened(inner, prefix + member.name + ".") }
            return ["\(prefix)\(member.name) \(member.value["type"]?.string ?? "")"]
        }
    }
}
