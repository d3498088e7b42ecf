import BeaconRules

extension Option {
    /// The options of `rules export`.
    static func rules(_ name: OptionName) -> Option {
        Option(
            name, value: RuleProduct.allCases.map(\.rawValue).joined(separator: "|"),
            choices: RuleProduct.allCases.map(\.rawValue),
            help: """
                What the rules are for: the rule import of Elastic Security, the alerting plugin of OpenSearch, or Sigma.
                """)
    }
}
