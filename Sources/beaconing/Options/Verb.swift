/// One verb as parsing, help, completions and the manual page need it.
struct Verb: Sendable {
    /// As it is typed.
    let name: String
    /// One line for a list, without a full stop.
    let summary: String
    /// What it does, a paragraph each.
    let discussion: [String]
    /// The words that it takes beside options.
    let arguments: [Argument]
    /// Its options in the order of the help, under headings.
    let sections: [Section]
    /// Lines that can be typed, each with what it does.
    let examples: [Example]
    /// Its own verbs.
    let verbs: [Verb]
    /// What it does by itself; `nil` for one that only holds others.
    let action: Action?

    init(
        _ name: String, _ action: Action? = nil, summary: String, discussion: [String] = [], arguments: [Argument] = [],
        sections: [Section] = [], examples: [Example] = [], verbs: [Verb] = []
    ) {
        self.name = name
        self.action = action
        self.summary = summary
        self.discussion = discussion
        self.arguments = arguments
        // Help is asked for in the same way everywhere.
        self.sections = sections + [Section("Help", [.help])]
        self.examples = examples
        self.verbs = verbs
    }

    /// What a verb does.
    enum Action: Sendable, CaseIterable {
        case demo, run, preview, simulate, templatesList, templatesShow, templatesCheck, dashboardsExport,
            dashboardsCheck, dashboardsDraw
        case install, installRoles, uninstall
        case replay, watch, status, doctor, evaluate, explain, report, tune
        case allowList, allowCheck, mark, verdicts, rulesList, rulesExport
        case configShow, configContexts
        case completions
        case version, help
    }

    /// A word that a verb takes beside options.
    struct Argument: Sendable {
        /// What it is called.
        let name: String
        /// What it is.
        let help: String
        /// Whether it may be left out.
        let isOptional: Bool
        /// Whether there may be several.
        let isRepeatable: Bool
        /// The only words it is; empty when it is any.
        var choices: [String] = []
        /// Whether it is a signal's id, which may begin with a dash.
        var isSignalID = false

        /// The argument as a usage line shows it.
        var form: String {
            let several = isRepeatable ? name + " ..." : name
            return isOptional ? "[\(several)]" : several
        }
    }

    /// Options under a heading.
    struct Section: Sendable {
        /// The heading.
        let title: String
        /// The options.
        let options: [Option]

        init(_ title: String, _ names: [OptionName]) {
            self.title = title
            options = names.map(Option.described)
        }
    }

    /// A line that can be typed.
    struct Example: Sendable {
        /// What it does.
        let purpose: String
        /// The line.
        let line: String

        init(_ purpose: String, _ line: String) {
            self.purpose = purpose
            self.line = line
        }
    }

    /// All its options.
    var options: [Option] { sections.flatMap(\.options) }

    /// Its option of that name.
    func option(_ name: OptionName) -> Option? {
        options.first { $0.name == name }
    }

    /// The verb, this or one below it, that does something.
    func verb(doing action: Action) -> Verb? {
        if self.action == action { return self }
        return verbs.lazy.compactMap { $0.verb(doing: action) }.first
    }

    /// This verb and all below it, each with the words that lead to it.
    func everything(under path: [String] = []) -> [(path: [String], verb: Verb)] {
        let here = path + [name]
        return [(here, self)] + verbs.flatMap { $0.everything(under: here) }
    }
}
