import BeaconTransform
import Foundation
import SearchCluster

@testable import BeaconRules

/// The rules of the templates that come with the program.
enum ShippedRules {
    static let names = ["beaconing", "beaconing-fast", "beaconing-flows", "beaconing-slow", "beaconing-sysmon"]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("transform-templates").path

    static func template(_ name: String) throws -> TransformTemplate {
        try TemplateCatalog(folders: [folder]).template(name)
    }

    static func set(_ name: String, _ product: RuleProduct) throws -> RuleSet {
        RuleSet(try template(name), named: name, for: product)
    }

    /// The lines of a file as JSON.
    static func lines(_ set: RuleSet) -> [JSONValue] {
        set.bytes.split(separator: 0x0A).compactMap { JSONValue(parsing: Array($0)) }
    }

    /// The type that a template's signals have for a field; `nil` where it is not mapped.
    static func type(of field: String, in template: TransformTemplate) -> String? {
        field.split(separator: ".").reduce(Optional(template.signalMapping)) { $0?["properties"]?[String($1)] }?[
            "type"]?
            .string
    }
}
