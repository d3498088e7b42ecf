public import BeaconTransform
internal import SearchCluster

/// The detection rules of a template for one product, as a file: the same bytes for the same template every time.
public struct RuleSet: Sendable {
    /// A rule that the product or the template cannot have.
    public struct LeftOut: Sendable, Equatable {
        /// Which.
        public var kind: DetectionRule.Kind
        /// Why, as the rest of a sentence.
        public var reason: String
    }

    /// The product.
    public let product: RuleProduct
    /// The rules that there are.
    public let rules: [DetectionRule]
    /// Those that there are not.
    public let leftOut: [LeftOut]
    /// The file's content.
    public let bytes: [UInt8]
    /// What a person should know before relying on them, one sentence each.
    public let warnings: [String]

    /// Writes the rules of a template.
    ///
    /// - Parameter name: what the template is called by on a command line, for the guides that travel with the rules.
    public init(_ template: TransformTemplate, named name: String, for product: RuleProduct) {
        self.product = product
        var rules: [DetectionRule] = []
        var leftOut: [LeftOut] = []
        for kind in DetectionRule.Kind.allCases {
            if let reason = Self.obstacle(to: kind, of: template, for: product) {
                leftOut.append(LeftOut(kind: kind, reason: reason))
            } else {
                rules.append(DetectionRule(kind, template, name: name))
            }
        }
        self.rules = rules
        self.leftOut = leftOut
        bytes =
            switch product {
            case .elastic: Self.lines(rules.map { ElasticRule($0, template).json })
            case .opensearch: Self.lines(rules.flatMap { AlertingMonitor.all(of: $0) }.map(\.json))
            case .sigma: Array(SigmaText(rules).text.utf8)
            }
        warnings = Self.warnings(about: rules, template)
    }

    private static func lines(_ values: [JSONValue]) -> [UInt8] {
        var writer = JSONWriter()
        for value in values {
            writer.append(value)
            writer.append(byte: UInt8(ascii: "\n"))
        }
        return writer.bytes
    }

    private static func obstacle(
        to kind: DetectionRule.Kind, of template: TransformTemplate, for product: RuleProduct
    ) -> String? {
        switch kind {
        case .highPriority: return nil
        case .newBeacon:
            if product == .sigma { return "Sigma cannot say that something was not there before" }
            if product == .elastic, template.groupBy.count > ElasticRule.mostTerms {
                return "new terms are at most \(ElasticRule.mostTerms) fields, and a group of \(template.id) has "
                    + "\(template.groupBy.count)"
            }
            return nil
        case .sharedDestination:
            guard let destination = template.metric.destinationField else {
                return "\(template.id) reads no destinations"
            }
            return template.groupBy.first?.field == destination
                ? "the groups of \(template.id) begin with no host" : nil
        case .systemTool:
            // The same question that decides whether a signal gets the points.
            return template.groupBy.contains { $0.field.hasSuffix("process.name") }
                ? nil : "the groups of \(template.id) have no process"
        }
    }

    private static func warnings(about rules: [DetectionRule], _ template: TransformTemplate) -> [String] {
        guard let rule = rules.first(where: { $0.kind == .newBeacon }), let kept = template.retention?.maxAgeSeconds,
            kept < rule.schedule.historySeconds
        else { return [] }
        return [
            "signals of \(template.id) are kept for \(TimeSpan(seconds: kept)), and \(rule.kind.rawValue) looks back "
                + "\((rule.schedule.historySeconds + 86_399) / 86_400) days: what pauses for longer than that is new again"
        ]
    }
}
