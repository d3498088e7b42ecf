import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("What templates need in a cluster")
struct InstallationTests {
    private static func shipped() throws -> [TransformTemplate] {
        let catalog = try TemplateCatalog.standard(assets: nil, userFolders: [])
        return try catalog.entries().map { try catalog.template($0.name) }
    }

    @Test("The shipped templates share one index, one index template and two aliases")
    func shared() throws {
        let installation = Installation(try Self.shipped())
        #expect(installation.families.map(\.template) == ["beaconing-ml_beaconing"])
        #expect(installation.families.map(\.pattern) == ["ml_beaconing-*"])
        #expect(installation.families[0].aliases == ["ml_beaconing.all"])
        #expect(installation.destinations.map(\.index.name) == ["ml_beaconing-1.0.0"])
        let aliases = installation.destinations[0].index.aliases
        #expect(
            aliases == [.init(name: "ml_beaconing.latest", moves: true), .init(name: "ml_beaconing.all", moves: false)])
    }

    @Test("The index says who made it, the index template's mapping does not")
    func mark() throws {
        let installation = Installation(try Self.shipped())
        let meta: JSONValue = ["managed_by": "beaconing", "template_version": "1.0.0"]
        #expect(installation.destinations[0].index.mappings["_meta"] == meta)
        #expect(installation.families[0].mappings["_meta"] == nil)
        #expect(installation.families[0].mappings["properties"]?["beacon_stats"] != nil)
    }

    @Test("A field that only one template groups by is in the shared mapping")
    func fields() throws {
        var templates = try Self.shipped()
        templates[0].groupBy.append(.init(name: "user.name", field: "user.name"))
        let mappings = Installation(templates).destinations[0].index.mappings
        #expect(mappings["properties"]?["user"]?["properties"]?["name"]?["type"] == "keyword")
    }

    @Test(
        "An index whose name ends with the version has a pattern for all versions",
        arguments: [
            ("mine-1.0.0", "mine-*", "beaconing-mine"), ("mine", "mine", "beaconing-mine"),
            ("-1.0.0", "-1.0.0", "beaconing--1.0.0"),
        ])
    func pattern(index: String, pattern: String, name: String) throws {
        var template = try #require(try Self.shipped().first)
        template.destination.index = index
        let family = try #require(Installation([template]).families.first)
        #expect(family.pattern == pattern && family.template == name)
    }
}
