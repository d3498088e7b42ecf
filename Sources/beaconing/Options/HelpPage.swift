/// Help on the program or one of its verbs, from their description.
struct HelpPage: Sendable {
    /// Columns that a line may take.
    let width: Int
    /// The column at which explanations begin.
    private let explanations = 28

    /// A page of this width, 40 to 100 columns: longer lines are hard to read.
    init(width: Int) {
        self.width = min(max(width, 40), 100)
    }

    /// The page of the verb that these words lead to, the program's own name first; ends with a newline.
    func text(of path: [String]) -> String {
        var verb = Program.root
        for word in path.dropFirst() {
            verb = verb.verbs.first { $0.name == word } ?? verb
        }
        let isProgram = path.count <= 1
        var lines = usage(of: verb, path: path)
        lines += [""] + Paragraph.lines(sentence(verb.summary), width: width)
        for paragraph in verb.discussion { lines += [""] + Paragraph.lines(paragraph, width: width) }
        lines += entries("Verbs", verb.verbs.map { ($0.name, sentence($0.summary)) })
        lines += entries("Arguments", verb.arguments.map { ($0.form, $0.help) })
        for section in verb.sections {
            lines += entries(section.title, section.options.map { ($0.form, $0.help) })
        }
        if isProgram {
            lines += entries("Environment", EnvironmentVariable.allCases.map { ($0.rawValue, $0.help) })
            lines += entries("Exit codes", ExitCode.allCases.map { (String($0.rawValue), $0.meaning) })
        }
        if !verb.examples.isEmpty {
            lines += ["", "Examples:"]
            for example in verb.examples {
                lines += Paragraph.lines("# " + example.purpose, width: width, indent: 2)
                lines += command(example.line)
            }
        }
        if !verb.verbs.isEmpty {
            lines += ["", "Help on a verb: \(path.joined(separator: " ")) VERB --help"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func usage(of verb: Verb, path: [String]) -> [String] {
        ["Usage: " + ManualPage.synopsis(of: verb, path: path)]
    }

    private func entries(_ title: String, _ entries: [(form: String, help: String)]) -> [String] {
        guard !entries.isEmpty else { return [] }
        let column = min(explanations, 4 + (entries.map(\.form.count).max() ?? 0))
        var lines = ["", title + ":"]
        for entry in entries {
            let form = "  " + entry.form
            var explanation = Paragraph.lines(entry.help, width: width, indent: column)
            if form.count + 2 <= column, let first = explanation.first {
                explanation[0] = form + first.dropFirst(form.count)
                lines += explanation
            } else {
                lines += [form] + explanation
            }
        }
        return lines
    }

    /// A command, on several lines where it is long, so that it can be pasted all the same.
    private func command(_ line: String) -> [String] {
        let lines = Paragraph.lines(line, width: width - 2, indent: 2)
        return lines.enumerated().map { index, line in
            (index == 0 ? "" : "  ") + line + (index < lines.count - 1 ? " \\" : "")
        }
    }

    private func sentence(_ summary: String) -> String {
        summary.prefix(1).uppercased() + summary.dropFirst() + "."
    }
}
