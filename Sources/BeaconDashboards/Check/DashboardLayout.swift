/// What panels a dashboard has, to hold two products' versions of it against each other: rule 31.
struct DashboardLayout: Sendable {
    var product: DashboardProduct
    var file: String
    var line: Int
    var id: String
    var panels: [String]
    var hasControls: Bool

    /// The panel that stands for Kibana's controls.
    private static let controls = "controls"

    static func differences(_ layouts: [DashboardLayout]) -> [Finding] {
        let kibana = layouts.filter { $0.product == .kibana }
        let classic = layouts.filter { $0.product == .opensearch }
        if kibana.isEmpty || classic.isEmpty { return [] }
        var findings: [Finding] = []
        for (some, others) in [(kibana, classic), (classic, kibana)] {
            for layout in some {
                guard let other = others.first(where: { $0.id == layout.id }) else {
                    findings.append(layout.finding("the dashboard is missing for \(others[0].product.title)"))
                    continue
                }
                for panel in layout.panels where panel != controls && !other.panels.contains(panel) {
                    findings.append(layout.finding("the panel \(panel) is missing for \(other.product.title)"))
                }
                if layout.hasControls, !other.hasControls {
                    findings.append(layout.finding("the controls are missing for \(other.product.title)"))
                }
            }
        }
        return findings
    }

    private func finding(_ sentence: String) -> Finding {
        Finding(rule: 31, severity: .error, file: file, line: line, place: "dashboard:\(id)", sentence: sentence)
    }
}
