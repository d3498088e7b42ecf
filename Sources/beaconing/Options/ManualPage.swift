/// The manual page, from the description of the program, as troff with the man macros.
enum ManualPage {
    /// The page; ends with a newline.
    static func text() -> String {
        let root = Program.root
        var lines = [
            ".TH BEACONING 1 \"\" \"beaconing \(Program.version)\" \"User Commands\"",
            ".SH NAME", "beaconing \\- \(escaped(root.summary))",
            ".SH SYNOPSIS", ".B beaconing", "VERB [options]",
            ".SH DESCRIPTION",
        ]
        lines += root.discussion.map(escaped)
        lines += [".SH VERBS"]
        for (path, verb) in root.everything() where path.count > 1 { lines += self.verb(verb, path: path) }
        lines += [".SH OPTIONS", "Each is followed by the verbs that take it."]
        for name in OptionName.allCases { lines += option(Option.described(name), of: root) }
        lines += [".SH ENVIRONMENT", "A variable that is empty counts as not set."]
        for variable in EnvironmentVariable.allCases {
            lines += [".TP", ".B \(escaped(variable.rawValue))", escaped(variable.help)]
        }
        lines += [".SH EXIT STATUS"]
        for code in ExitCode.allCases { lines += [".TP", ".B \(code.rawValue)", escaped(code.meaning)] }
        lines += [".SH EXAMPLES"]
        for (_, verb) in root.everything() {
            for example in verb.examples {
                lines += [".TP", escaped(example.purpose), ".B \(escaped(example.line))"]
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How a verb is typed.
    static func synopsis(of verb: Verb, path: [String]) -> String {
        var words = path
        if !verb.verbs.isEmpty { words.append(verb.action == nil ? "VERB" : "[VERB]") }
        if verb.options.contains(where: { $0.name != .help }) || !verb.verbs.isEmpty { words.append("[options]") }
        return (words + verb.arguments.map(\.form)).joined(separator: " ")
    }

    private static func verb(_ verb: Verb, path: [String]) -> [String] {
        let typed = path.dropFirst().joined(separator: " ")
        var lines = [".SS \(escaped(typed))", ".B \(escaped(synopsis(of: verb, path: path)))", ".PP"]
        lines.append(escaped(verb.summary.prefix(1).uppercased() + verb.summary.dropFirst() + "."))
        for paragraph in verb.discussion { lines += [".PP", escaped(paragraph)] }
        for argument in verb.arguments { lines += [".TP", ".I \(escaped(argument.name))", escaped(argument.help)] }
        return lines
    }

    private static func option(_ option: Option, of root: Verb) -> [String] {
        let owners = root.everything().filter { $0.verb.option(option.name) != nil }
        let names = owners.map { $0.path.count == 1 ? "beaconing" : $0.path.dropFirst().joined(separator: " ") }
        // Every verb takes --help; a list of all of them would say less than the word.
        let list = owners.count == root.everything().count ? "all verbs" : names.joined(separator: ", ")
        return [".TP", ".B \(escaped(option.form))", escaped(option.help), "(\(escaped(list)))"]
    }

    /// Text in which troff finds nothing to act on.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for letter in text {
            switch letter {
            case "\\": escaped += "\\e"
            case "-": escaped += "\\-"
            case "\n": escaped += " "
            default: escaped.append(letter)
            }
        }
        // A dot or an apostrophe at the beginning of a line would be a request.
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
}
