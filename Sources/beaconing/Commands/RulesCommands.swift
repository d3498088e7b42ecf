import BeaconRules
import BeaconTransform
import SearchCluster

/// `rules list`: what each rule finds, and where a template or a product cannot have it.
struct RulesListCommand: Sendable {
    private let template: TransformTemplate
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        template = try TemplateSettings(words, in: surroundings).template()
        terminal = Terminal(surroundings)
    }

    func perform() throws -> ExitCode {
        let column = (DetectionRule.Kind.allCases.map(\.rawValue.count).max() ?? 0) + 2
        var output = try ResultOutput(file: nil)
        for kind in DetectionRule.Kind.allCases {
            let name = kind.rawValue.padding(to: column)
            try output.write(Console.safe(name + kind.summary + missing(kind)) + "\n")
        }
        try output.finish()
        return .done
    }

    private func missing(_ kind: DetectionRule.Kind) -> String {
        let products = RuleProduct.allCases.filter { product in
            RuleSet(template, named: template.id, for: product).leftOut.contains { $0.kind == kind }
        }
        switch products.count {
        case 0: return ""
        case RuleProduct.allCases.count: return " (not of \(template.id))"
        default: return " (not for \(products.map(\.title).joined(separator: ", ")))"
        }
    }
}

/// `rules export`: the rules of a template as a file for a product.
struct RulesExportCommand: Sendable {
    private let rules: RuleSet
    private let output: String?
    private let console: Console

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        guard let product = words.last(.ruleProduct).flatMap(RuleProduct.init) else {
            let products = RuleProduct.allCases.map { "--for \($0.rawValue)" }
            throw Failure(.usage, "--for is missing", cure: "add " + products.joined(separator: " or "))
        }
        let template = try TemplateSettings(words, in: surroundings).template()
        rules = RuleSet(template, named: words.last(.template) ?? template.id, for: product)
        output = words.last(.output)
        console = Console(try MessageSettings(words), terminal: Terminal(surroundings))
        if product == .elastic, let output, !output.hasSuffix(product.fileExtension), !output.hasPrefix("/dev/") {
            console.warn("\(output) does not end in \(product.fileExtension); \(product.title) refuses such a file")
        }
    }

    func perform() throws -> ExitCode {
        var output = try ResultOutput(file: output)
        try output.write(rules.bytes)
        try output.finish()
        for warning in rules.warnings { console.warn(warning) }
        for left in rules.leftOut { console.remark("\(left.kind.rawValue) is left out: \(left.reason)") }
        let count = rules.rules.count
        console.remark(
            "\(count) \(count == 1 ? "rule" : "rules") for \(rules.product.title); docs/rules.md says how to import "
                + (count == 1 ? "it" : "them"))
        return .done
    }
}

extension String {
    /// The text with spaces after it, up to so many characters of ASCII.
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - utf8.count))
    }
}
