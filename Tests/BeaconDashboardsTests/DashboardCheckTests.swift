import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("Check of import files")
struct DashboardCheckTests {
    @Test("Every rule finds what breaks it", arguments: RuleCase.all)
    func rule(_ broken: RuleCase) throws {
        var bundle = try EditedBundle(broken.product)
        broken.change(&bundle)
        let check = try Shipped.check(broken.product, broken.version)
        let findings = check.findings(in: [.init(name: bundle.name, bytes: bundle.bytes)])
        let found = findings.contains { $0.rule == broken.rule && $0.severity == broken.severity }
        #expect(found, "\(findings.map(\.description))")
    }

    @Test("Every rule has a case that it finds")
    func complete() {
        // 31 holds two files against each other and has its own test.
        #expect(Set(RuleCase.all.map(\.rule)).union([31]) == Set(1...33))
    }

    @Test("Unchanged, the files that the cases change pass", arguments: DashboardProduct.allCases)
    func unchanged(_ product: DashboardProduct) throws {
        let bundle = try EditedBundle(product)
        let file = DashboardCheck.File(name: bundle.name, bytes: bundle.bytes)
        #expect(try Shipped.check(product).findings(in: [file]).map(\.description) == [])
    }

    @Test(
        "A panel, controls or a dashboard that one product lacks is found",
        arguments: ["panel", "controls", "dashboard"])
    func coverage(_ what: String) throws {
        var kibana = try EditedBundle(.kibana)
        let classic = try EditedBundle(.opensearch)
        switch what {
        case "panel": kibana.set(RuleCase.main, RuleCase.panel("bytes", "panelIndex"), to: "bytes-2")
        case "controls": kibana.set(RuleCase.main, "attributes/controlGroupInput", to: nil)
        default: kibana.set(RuleCase.hosts, "id", to: "beaconing-hosts")
        }
        let findings = try Shipped.check().findings(in: [
            .init(name: "kibana.ndjson", bytes: kibana.bytes), .init(name: "opensearch.ndjson", bytes: classic.bytes),
        ])
        #expect(findings.contains { $0.rule == 31 && $0.severity == .error }, "\(findings.map(\.description))")
    }

    @Test("The product of a file is told by its content")
    func product() throws {
        let file = DashboardCheck.File(name: "x.ndjson", bytes: try Shipped.bytes(.opensearch))
        let asKibana = try Shipped.check(.kibana).findings(in: [file])
        #expect(asKibana.contains { $0.rule == 6 })
        #expect(try Shipped.check().findings(in: [file]).isEmpty)
    }

    @Test("Fields of an index that is not known are not judged")
    func unknownIndex() throws {
        var bundle = try EditedBundle(.kibana)
        bundle.set(RuleCase.main, RuleCase.layer("highest-score", "columns/score/sourceField"), to: "anything")
        let findings = DashboardCheck().findings(in: [.init(name: bundle.name, bytes: bundle.bytes)])
        #expect(findings.map(\.description) == [])
    }

    @Test("Hostile numbers and names neither end the program nor get through")
    func hostile() throws {
        var bundle = try EditedBundle(.kibana)
        bundle.set(RuleCase.main, RuleCase.panel("hosts", "gridData/x"), to: .integer(.max))
        bundle.set(RuleCase.main, RuleCase.panel("bytes", "gridData/h"), to: .integer(.max))
        bundle.set(RuleCase.main, RuleCase.layer("signal-table", "columns/process/params/size"), to: .integer(.max))
        bundle.set(RuleCase.hosts, "attributes/timeFrom", to: "now-99999999999999999999d")
        bundle.set(RuleCase.hosts, "attributes/title", to: "\u{1B}[2J")
        let findings = try Shipped.check().findings(in: [.init(name: bundle.name, bytes: bundle.bytes)])
        #expect(Set(findings.map(\.rule)).isSuperset(of: [11, 14, 24]))
        #expect(findings.allSatisfy { !$0.description.contains("\u{1B}") })
    }
}
