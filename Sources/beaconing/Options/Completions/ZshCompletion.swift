/// The completion script for zsh, from the description of the program; works from a folder of `fpath` and when it is read.
enum ZshCompletion {
    /// The script; ends with a newline.
    static func text() -> String {
        var lines = ["#compdef beaconing", CompletionShell.zsh.origin]
        for (path, verb) in Program.root.everything() { lines += [""] + function(verb, path: path) }
        lines += [
            "",
            "if [ \"$funcstack[1]\" = \"_beaconing\" ]; then",
            "    _beaconing \"$@\"",
            "else",
            "    compdef _beaconing beaconing",
            "fi",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func function(_ verb: Verb, path: [String]) -> [String] {
        let name = Self.name(path)
        var words = verb.options.flatMap(specifications)
        if verb.verbs.isEmpty {
            words += verb.arguments.map(specification)
            return ["\(name)() {", "    _arguments -s \\"] + continued(words) + ["}"]
        }
        words += [CompletionShell.quoted("1: :->verb"), CompletionShell.quoted("*:: :->rest")]
        var lines = [
            "\(name)() {", "    local curcontext=\"$curcontext\" context state line", "    typeset -A opt_args",
            "    _arguments -s -C \\",
        ]
        lines += continued(words)
        lines += ["    case \"$state\" in", "        verb)", "            local -a verbs", "            verbs=("]
        for below in verb.verbs {
            let entry = "\(below.name):\(below.summary.replacing(":", with: "\\:"))"
            lines.append("                \(CompletionShell.quoted(entry))")
        }
        lines += [
            "            )", "            _describe verb verbs", "            ;;", "        rest)",
            "            case \"$words[1]\" in",
        ]
        for below in verb.verbs { lines.append("                \(below.name)) \(Self.name(path + [below.name])) ;;") }
        return lines + ["            esac", "            ;;", "    esac", "}"]
    }

    /// One word of `_arguments` a line.
    private static func continued(_ words: [String]) -> [String] {
        words.enumerated().map { "        " + $1 + ($0 < words.count - 1 ? " \\" : "") }
    }

    /// The option under each of its names; one name keeps the other from being offered.
    private static func specifications(_ option: Option) -> [String] {
        let names = (option.short.map { ["-\($0)"] } ?? []) + [option.name.typed]
        return names.map { name in
            var text = option.isRepeatable ? "*" : names.count > 1 ? "(\(names.joined(separator: " ")))" : ""
            text += name + (option.offer == nil ? "" : "=") + "[\(escaped(option.brief))]"
            if let offer = option.offer, let value = option.value {
                text += ":\(escaped(value)):\(action(offer))"
            }
            return CompletionShell.quoted(text)
        } + following(option)
    }

    /// Words that belong to an option without following it at once are arguments to zsh, once the option is there.
    private static func following(_ option: Option) -> [String] {
        guard option.takesFollowingWords, let offer = option.offer, let value = option.value else { return [] }
        let condition = "(( $+opt_args[\(option.name.typed)] ))"
        return [CompletionShell.quoted("*:\(escaped(value)):{\(condition) && \(action(offer))}")]
    }

    private static func specification(_ argument: Verb.Argument) -> String {
        let colons = argument.isRepeatable ? "*:" : argument.isOptional ? "::" : ":"
        return CompletionShell.quoted("\(colons)\(escaped(argument.name)):\(action(argument.offer))")
    }

    private static func action(_ offer: CompletionOffer) -> String {
        switch offer {
        case .words(let words): "(\(words.joined(separator: " ")))"
        case .files: "_files"
        case .folders: "_files -/"
        case .nothing: " "
        }
    }

    /// The name of a verb's function.
    private static func name(_ path: [String]) -> String { "_" + path.joined(separator: "_") }

    /// Text in which `_arguments` finds nothing to act on.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, letter in
            if ["\\", "[", "]", ":"].contains(letter) { escaped.append("\\") }
            escaped.append(letter)
        }
    }
}
