/// The completion script for fish, from the description of the program.
enum FishCompletion {
    /// The script; ends with a newline.
    static func text() -> String {
        let everything = Program.root.everything()
        // A path begins with a space here, since fish joins no words and one word with a space between them.
        let paths = everything.filter { $0.path.count > 1 }.map { path, _ in
            quoted(path.count == 2 ? " " + path[1] : path.dropFirst().joined(separator: " "))
        }
        var lines = [
            CompletionShell.fish.origin, "",
            "function __beaconing_at --description 'Whether the words so far lead to this verb'",
            "    set -l path",
            "    for word in (commandline -opc)[2..-1]",
            "        switch \"$path $word\"",
            "            case \(paths.joined(separator: " "))",
            "                set path $path $word",
            "            case '*'",
            "                break",
            "        end",
            "    end",
            "    test \"$path\" = \"$argv\"",
            "end",
            "",
            "function __beaconing_after --description 'Whether this is the last option so far'",
            "    set -l options (string match -r -- '^-.+' (commandline -opc))",
            "    test \"$options[-1]\" = \"$argv\"",
            "end",
            "",
            "complete -c beaconing -f",
        ]
        for (path, verb) in everything { lines += self.verb(verb, path: Array(path.dropFirst())) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func verb(_ verb: Verb, path: [String]) -> [String] {
        let here = (["__beaconing_at"] + path).joined(separator: " ")
        var lines = [""]
        for below in verb.verbs {
            lines.append("\(start(here)) -a \(below.name) -d \(quoted(below.summary))")
        }
        if verb.offer != .nothing { lines.append(start(here) + argument(verb.offer)) }
        for option in verb.options {
            var line = start(here) + option.name.typed.replacing("--", with: " -l ")
            if let short = option.short { line += " -s \(short)" }
            if let offer = option.offer { line += value(offer) }
            lines.append("\(line) -d \(quoted(option.brief))")
            if option.takesFollowingWords, let offer = option.offer {
                lines.append(start("\(here); and __beaconing_after \(option.name.typed)") + argument(offer))
            }
        }
        return lines
    }

    private static func start(_ condition: String) -> String { "complete -c beaconing -n \(quoted(condition))" }

    private static func argument(_ offer: CompletionOffer) -> String {
        switch offer {
        case .words(let words): " -a \(quoted(words.joined(separator: " ")))"
        case .files: " -F"
        case .folders: " -a '(__fish_complete_directories)'"
        case .nothing: ""
        }
    }

    private static func value(_ offer: CompletionOffer) -> String {
        offer == .files ? " -r -F" : " -x" + argument(offer)
    }

    /// Text in single quotes, in which fish knows an escaped quote and an escaped backslash.
    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#) + "'"
    }
}
