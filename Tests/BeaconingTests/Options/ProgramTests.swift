import Testing

@testable import beaconing

@Suite("Description of the command line")
struct ProgramTests {
    private var verbs: [(path: [String], verb: Verb)] { Program.root.everything() }

    @Test("Every verb, argument, option, variable and exit code has its help")
    func help() {
        for (path, verb) in verbs {
            #expect(!verb.summary.isEmpty && !verb.summary.hasSuffix("."), "\(path)")
            for argument in verb.arguments { #expect(argument.help.hasSuffix("."), "\(path) \(argument.name)") }
            #expect(verb.action != nil || !verb.verbs.isEmpty, "\(path)")
        }
        for name in OptionName.allCases {
            let option = Option.described(name)
            #expect(option.name == name)
            #expect(option.help.hasSuffix("."), "\(name)")
        }
        for variable in EnvironmentVariable.allCases { #expect(variable.help.hasSuffix("."), "\(variable)") }
        for code in ExitCode.allCases { #expect(code.meaning.hasSuffix("."), "\(code)") }
    }

    @Test("Every option belongs to a verb, and a verb names none twice")
    func options() {
        for name in OptionName.allCases { #expect(verbs.contains { $0.verb.option(name) != nil }, "\(name)") }
        for (path, verb) in verbs {
            #expect(Set(verb.options.map(\.name)).count == verb.options.count, "\(path)")
            let letters = verb.options.compactMap(\.short)
            #expect(Set(letters).count == letters.count, "\(path)")
        }
    }

    @Test("Every action has one verb")
    func actions() {
        for action in Verb.Action.allCases { #expect(verbs.count { $0.verb.action == action } == 1, "\(action)") }
    }

    @Test("Every example can be typed")
    func examples() throws {
        for (_, verb) in verbs {
            for example in verb.examples {
                for line in example.line.split(separator: "&&") {
                    let command = line.prefix { $0 != "|" && $0 != ">" }.split(separator: " ").map(String.init)
                    #expect(command.first == "beaconing")
                    #expect(throws: Never.self) { try CommandLineParser().parse(Array(command.dropFirst())) }
                }
            }
        }
    }

    @Test("Help names every verb and option and fits its width", arguments: [40, 60, 80])
    func helpPages(_ width: Int) {
        for (path, verb) in verbs {
            let text = HelpPage(width: width).text(of: path)
            for option in verb.options { #expect(text.contains(option.name.typed), "\(path) \(option.name)") }
            for below in verb.verbs { #expect(text.contains("  \(below.name)"), "\(path) \(below.name)") }
            // Below 80 a single long word, such as the name of a variable or a file, may need more.
            let longest = text.split(separator: "\n").map(\.count).max() ?? 0
            #expect(longest <= max(width, 80), "\(path)")
            #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        }
    }

    @Test("The manual page names every verb, option, variable and exit code")
    func manualPage() {
        let page = ManualPage.text()
        for (path, _) in verbs where path.count > 1 {
            #expect(page.contains("\n.SS \(path.dropFirst().joined(separator: " "))\n"), "\(path)")
        }
        for name in OptionName.allCases {
            let form = ManualPage.escaped(Option.described(name).form)
            #expect(page.contains("\n.B \(form)\n"), "\(name)")
        }
        for variable in EnvironmentVariable.allCases { #expect(page.contains("\n.B \(variable.rawValue)\n")) }
        for code in ExitCode.allCases { #expect(page.contains("\n.B \(code.rawValue)\n")) }
        #expect(!page.contains("\n\n"))
    }

    @Test("The manual page has nothing that troff would take for a request")
    func escaping() {
        #expect(ManualPage.escaped(".so /etc/passwd") == "\\&.so /etc/passwd")
        #expect(ManualPage.escaped("'tis a \\ and --x") == "\\&'tis a \\e and \\-\\-x")
    }
}
