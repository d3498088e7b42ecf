import Testing

@testable import BeaconDashboards
@testable import SearchCluster

/// One way to break a shipped file, and the rule that must find it.
struct RuleCase: Sendable, CustomTestStringConvertible {
    var rule: Int
    var severity: Finding.Severity
    var what: String
    var product: DashboardProduct
    var version: ProductVersion?
    var change: @Sendable (inout EditedBundle) -> Void

    var testDescription: String { "rule \(rule), \(product.rawValue): \(what)" }

    static func kibana(
        _ rule: Int, _ what: String, _ severity: Finding.Severity = .error, version: ProductVersion? = nil,
        _ change: @escaping @Sendable (inout EditedBundle) -> Void
    ) -> RuleCase {
        RuleCase(rule: rule, severity: severity, what: what, product: .kibana, version: version, change: change)
    }

    static func classic(
        _ rule: Int, _ what: String, _ severity: Finding.Severity = .error,
        _ change: @escaping @Sendable (inout EditedBundle) -> Void
    ) -> RuleCase {
        RuleCase(rule: rule, severity: severity, what: what, product: .opensearch, version: nil, change: change)
    }

    // Where things are.
    static let main = "dashboard:beaconing-network"
    static let drilldown = "dashboard:beaconing-drilldown"
    static let hosts = "dashboard:beaconing-hosts-over-time"
    static let signals = "index-pattern:beaconing-signals"
    static let panels = "attributes/panelsJSON"
    static let source = "attributes/kibanaSavedObjectMeta/searchSourceJSON"

    static func panel(_ id: String, _ rest: String) -> String { "\(panels)/@\(id)/\(rest)" }
    static func state(_ id: String, _ rest: String) -> String {
        panel(id, "embeddableConfig/attributes/state/\(rest)")
    }
    static func layer(_ id: String, _ rest: String) -> String {
        state(id, "datasourceStates/formBased/layers/\(id)/\(rest)")
    }
    static func event(_ id: String, _ rest: String) -> String {
        panel(id, "embeddableConfig/enhancements/dynamicActions/events/\(rest)")
    }

    static let all = file + objects + stamps + strings + grid + links + lens + columns + classicOnes
}
