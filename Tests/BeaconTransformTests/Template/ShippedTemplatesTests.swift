import BeaconScore
import Foundation
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite struct ShippedTemplatesTests {
    private static let catalog = TemplateCatalog(folders: [shippedFolder])
    static let names = ["beaconing", "beaconing-fast", "beaconing-flows", "beaconing-slow", "beaconing-sysmon"]
    private static let shared = ProcessInfo.processInfo.environment["BEACONING_SHARED"]

    @Test("Five templates are shipped, each with its own id and a sentence that says what it asks")
    func list() throws {
        let entries = try Self.catalog.entries()
        #expect(entries.map(\.name) == Self.names)
        #expect(entries.compactMap(\.problem) == [])
        #expect(entries.allSatisfy { $0.description.count > 40 && $0.description.count < 120 })
        #expect(try Self.names.map { try Self.catalog.template($0).id } == Self.names)
    }

    @Test("Each states its window, and reads back from its resolved JSON", arguments: names)
    func window(name: String) throws {
        let template = try Self.catalog.template(name)
        let file = try YAMLNode(file: "\(shippedFolder)/\(name).yml")
        let stated = try #require(file["window"]?.scalar?.text)
        #expect(try TimeSpan(stated).seconds == template.metric.parameters.windowSeconds)
        let folder = try TemplateFolder(["\(name).json": template.json.text])
        #expect(try folder.catalog.template(name) == template)
    }

    @Test("The windows are those that the table of templates promises")
    func windows() throws {
        let found = try Self.names.map { name in
            let parameters = try Self.catalog.template(name).metric.parameters
            return [parameters.numberBucketsInRange, parameters.timeBucketLength]
        }
        #expect(found == [[360, 60], [360, 10], [360, 60], [288, 600], [360, 60]])
    }

    @Test("The default has the published parameters, groups, fields and destination")
    func published() throws {
        let template = try Self.catalog.template("beaconing")
        #expect(template.metric.parameters == MetricParameters())
        // Stated in the file one by one, so that a reader sees what can be changed.
        let file = try YAMLNode(file: "\(shippedFolder)/beaconing.yml")
        let params = file["pivot"]?["aggregations"]?["beacon_stats"]?["beaconing"]?["params"]?.entries
        #expect(params?.map(\.key) == MetricParameters.names)
        #expect(template.groupBy.map(\.name) == ["host.name", "process.name"])
        #expect(template.largest.map(\.name) == ["@timestamp", "event.ingested"])
        #expect(template.source.indices == ["logs-*"])
        #expect(template.frequencySeconds == 3_600)
        #expect(template.sync == .init(field: "@timestamp", delaySeconds: 120))
        #expect(template.destination.index == "ml_beaconing-1.0.0")
        #expect(template.destination.aliases == TransformTemplate.standardAliases)
        #expect(template.destination.documents == .signals)
    }

    @Test("Sysmon's template has no byte fields and keeps the inherited direction and exclusions")
    func sysmon() throws {
        let (base, template) = (try Self.catalog.template("beaconing"), try Self.catalog.template("beaconing-sysmon"))
        #expect(template.metric.sourceBytesField == nil)
        #expect(template.metric.destinationBytesField == nil)
        let (inherited, own) = (DefaultQuery(base), DefaultQuery(template))
        #expect(own.inner?["should"] == inherited.inner?["should"])
        #expect(own.inner?["must_not"] == inherited.inner?["must_not"])
        #expect(own.reserved == inherited.reserved)
        #expect(
            own.inner?["filter"] == [
                ["term": ["event.provider": "Microsoft-Windows-Sysmon"]], ["term": ["event.code": "3"]],
                ["exists": ["field": "destination.ip"]],
            ])
    }

    @Test("Flows group by addresses and port, do not wait for an endpoint's event, and share the reserved blocks")
    func flows() throws {
        let template = try Self.catalog.template("beaconing-flows")
        #expect(template.groupBy.map(\.field) == ["source.ip", "destination.ip", "destination.port"])
        #expect(!template.source.query.text.contains("disconnect_received"))
        let query = DefaultQuery(template)
        #expect(query.reserved == DefaultQuery(try Self.catalog.template("beaconing")).reserved)
    }

    @Test("The default query has as many blocks and names as its description, none twice")
    func counts() throws {
        let query = DefaultQuery(try Self.catalog.template("beaconing"))
        #expect(query.privateSources == ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"])
        #expect(query.reserved.count == 21)
        #expect(query.microsoftBlocks.count == 32)
        #expect(query.microsoftProcesses.count == 9)
        #expect(query.excludedProcesses.map(\.count) == [10, 25, 7, 11, 24, 12, 8, 18, 10])
        for list in [
            query.reserved, query.microsoftBlocks, query.microsoftProcesses, query.excludedProcesses.flatMap { $0 },
        ] {
            #expect(Set(list).count == list.count)
        }
        #expect(query.inner?["minimum_should_match"] == 1)
        #expect(
            query.inner?["filter"] == [
                ["term": ["event.category": "network"]], ["exists": ["field": "destination.ip"]],
                ["term": ["event.action": "disconnect_received"]],
            ])
    }

    @Test("The default query lists exactly what its description lists", .enabled(if: shared != nil))
    func described() throws {
        let path = try #require(Self.shared) + "/design/filters.md"
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        let query = DefaultQuery(try Self.catalog.template("beaconing"))
        func words(_ list: some StringProtocol) -> Set<String> {
            Set(list.split(separator: ",").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " .")) })
        }
        // A paragraph is a title in bold, perhaps more words, a colon, the list, and perhaps a remark in brackets.
        func listed(_ title: String) throws -> Set<String> {
            let paragraph = try #require(text.components(separatedBy: "\n\n").first { $0.hasPrefix("**\(title)") })
            let line = paragraph.replacing("\n", with: " ")
            let list = try #require(line.split(separator: ": ", maxSplits: 1).last)
            return words(list.components(separatedBy: ". (")[0])
        }
        // The remark there names the one block that the published default leaves out.
        #expect(try listed("Reserved").union(["fc00::/7"]) == Set(query.reserved))
        #expect(try listed("Microsoft blocks") == Set(query.microsoftBlocks))
        #expect(try listed("Microsoft processes") == Set(query.microsoftProcesses))
        let items = text.replacing("\n  ", with: " ").split(separator: "\n").filter { $0.hasPrefix("- ") }
        #expect(
            items.compactMap { $0.split(separator: ": ", maxSplits: 1).last }.map { words($0) }
                == query.excludedProcesses.map { Set($0) })
    }

    @Test("A template cut off anywhere is a template or an error, never a crash", arguments: names)
    func truncated(name: String) throws {
        let bytes = Array(try Self.catalog.text(of: name).utf8)
        let folder = try TemplateFolder()
        let catalog = TemplateCatalog(folders: [folder.path, shippedFolder])
        var generator = SmallGenerator(state: UInt64(bytes.count))
        var offsets = Array(stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)))
        offsets += (0..<20).map { _ in Int.random(in: 0..<bytes.count, using: &generator) }
        for offset in offsets {
            try folder.write(String(decoding: bytes[..<offset], as: UTF8.self), to: "cut.yml")
            for problem in catalog.problems(in: "cut") { #expect(!problem.sentence.isEmpty) }
        }
    }

    @Test("A template with bytes changed anywhere is a template or an error, never a crash", arguments: names)
    func damaged(name: String) throws {
        let bytes = Array(try Self.catalog.text(of: name).utf8)
        let folder = try TemplateFolder()
        let catalog = TemplateCatalog(folders: [folder.path, shippedFolder])
        var generator = SmallGenerator(state: UInt64(bytes.count) + 1)
        for _ in 0..<40 {
            var changed = bytes
            for _ in 0..<3 {
                changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            try Data(changed).write(to: URL(fileURLWithPath: folder.path + "/cut.yml"))
            for problem in catalog.problems(in: "cut") { #expect(!problem.sentence.isEmpty) }
        }
    }
}

/// The lists in the query of the default template and those that extend it.
struct DefaultQuery {
    let inner: JSONValue?
    let reserved: [String]

    init(_ template: TransformTemplate) {
        inner = template.source.query["bool"]?["filter"]?.array?.first?["bool"]
        reserved = Self.strings(template.source.query["bool"]?["must_not"]?.array?.first?["terms"]?["destination.ip"])
    }

    private var microsoft: JSONValue? { inner?["should"]?.array?.last?["bool"] }

    var privateSources: [String] { Self.strings(inner?["should"]?.array?.first?["terms"]?["source.ip"]) }

    var microsoftProcesses: [String] { Self.strings(microsoft?["filter"]?.array?.first?["terms"]?["process.name"]) }

    var microsoftBlocks: [String] { Self.strings(microsoft?["must_not"]?.array?.first?["terms"]?["destination.ip"]) }

    var excludedProcesses: [[String]] {
        (inner?["must_not"]?.array ?? []).map { Self.strings($0["terms"]?["process.name"]) }
    }

    private static func strings(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap(\.string) }
}
