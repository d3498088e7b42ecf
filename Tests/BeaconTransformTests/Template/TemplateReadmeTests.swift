import BeaconScore
import Foundation
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite struct TemplateReadmeTests {
    private let text: String

    init() throws {
        text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: shippedFolder + "/README.md")), as: UTF8.self)
    }

    /// The examples by the file names in their first lines.
    private var examples: [String: String] {
        var examples: [String: String] = [:]
        for part in text.components(separatedBy: "```yaml\n# ").dropFirst() {
            let lines = part.components(separatedBy: "\n```")[0].split(separator: "\n", maxSplits: 1)
            examples[String(lines[0])] = String(lines[1])
        }
        return examples
    }

    @Test("Every example is a template")
    func examplesAreTemplates() throws {
        let examples = examples
        #expect(examples.count == text.components(separatedBy: "```yaml").count - 1)
        #expect(examples.count == 3)
        let folder = try TemplateFolder(examples)
        let catalog = TemplateCatalog(folders: [folder.path, shippedFolder])
        for name in examples.keys {
            #expect(catalog.problems(in: folder.path + "/" + name) == [], "\(name)")
        }
        #expect(try catalog.template("patient").groupBy.map(\.name) == ["host.name", "process.executable"])
        #expect(try catalog.template("patient").destination.index == "ml_beaconing-1.0.0-patient")
    }

    @Test("The tables name every key and every parameter with its default")
    func tables() {
        for key in TransformTemplate.keys {
            #expect(text.contains("| `\(key)` |") || text.contains("| `\(key)."), "\(key)")
        }
        for key in TransformTemplate.Metric.keys { #expect(text.contains("| `\(key)` |"), "\(key)") }
        for name in MetricParameters.names {
            let value = MetricParameters().value(of: name)?.text.replacing(",", with: ", ") ?? ""
            let shown = value.hasSuffix(".0") ? String(value.dropLast(2)) : value
            #expect(text.contains("| `\(name)` | \(shown) |"), "\(name) \(shown)")
        }
        for name in ShippedTemplatesTests.names { #expect(text.contains("| `\(name)` |"), "\(name)") }
    }
}
