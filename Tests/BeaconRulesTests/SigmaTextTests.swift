import BeaconTransform
import SearchCluster
import Testing

@testable import BeaconRules

@Suite("Rules for Sigma")
struct SigmaTextTests {
    private static func documents(_ name: String) throws -> [JSONValue] {
        let text = String(decoding: try ShippedRules.set(name, .sigma).bytes, as: UTF8.self)
        return try text.split(separator: "---\n").map { try YAMLNode(utf8: Array($0.utf8), file: "rules.yml").json }
    }

    /// What the JSON schemas of SigmaHQ/sigma-specification 2.0 ask of a rule and of a correlation.
    private static let levels = ["informational", "low", "medium", "high", "critical"]

    @Test("Each document has what the specification asks for", arguments: ShippedRules.names)
    func required(_ name: String) throws {
        let documents = try Self.documents(name)
        #expect(documents.count >= 3)
        #expect(Set(documents.compactMap { $0["id"]?.string }).count == documents.count)
        for document in documents {
            #expect((1...256).contains(document["title"]?.string?.count ?? 0))
            #expect(document["id"]?.string?.count == 36)
            #expect(document["level"]?.string.map(Self.levels.contains) == true)
            #expect(document["status"] == "experimental")
            #expect(document["date"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil)
            let tags = (document["tags"]?.array ?? []).compactMap(\.string)
            #expect(!tags.isEmpty && Set(tags).count == tags.count)
            for tag in tags { #expect(tag.wholeMatch(of: /[a-z0-9_-]+\.[a-z0-9._-]+/) != nil, "\(tag)") }
            if document["correlation"] == nil {
                #expect(document["logsource"]?["product"] == "beaconing")
                #expect(document["detection"]?["condition"] == "selection")
                #expect(document["detection"]?["selection"]?["beaconing.template.id"]?.string == name)
            } else {
                #expect(document["detection"] == nil && document["logsource"] == nil)
            }
        }
    }

    @Test("The selection says what the other products ask", arguments: ShippedRules.names)
    func selections(_ name: String) throws {
        let template = try ShippedRules.template(name)
        let documents = try Self.documents(name)
        for document in documents {
            for member in document["detection"]?["selection"]?.members ?? [] {
                let parts = member.name.split(separator: "|")
                #expect(ShippedRules.type(of: String(parts[0]), in: template) != nil, "\(member.name)")
                #expect(parts.count == 1 || ["gte", "startswith"].contains(parts[1]), "\(member.name)")
            }
        }
        #expect(documents[0]["detection"]?["selection"]?["beaconing.priority|gte"] == 70)
    }

    @Test("The correlation counts the hosts of the rule before it")
    func correlation() throws {
        let documents = try Self.documents("beaconing")
        let place = try #require(documents.firstIndex { $0["correlation"] != nil })
        let correlation = try #require(documents[place]["correlation"])
        let name = try #require(documents[place - 1]["name"])
        #expect(correlation["rules"]?.array == [name])
        #expect(correlation["type"] == "value_count" && correlation["group-by"] == ["beaconing.destination.ip"])
        #expect(correlation["timespan"] == "24h" && correlation["condition"] == ["field": "host.name", "gte": 3])
    }

    @Test("What Sigma would take for a wildcard is escaped, and a quote stays within the text")
    func escaping() {
        #expect(SigmaText.value("a*b?c\\d'e") == #"'a\*b\?c\\d''e'"#)
    }
}
