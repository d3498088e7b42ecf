import BeaconTransform

/// Sorts the words of a command line by the description of the program.
struct CommandLineParser: Sendable {
    /// The program.
    var root = Program.root

    /// What a command line asks for.
    enum Request: Sendable {
        /// To do something.
        case words(TypedWords)
        /// Help on the verb that this path leads to.
        case help([String])
    }

    /// Sorts the words after the program's name.
    ///
    /// - Throws: a usage failure that names what was not understood and what was probably meant.
    func parse(_ words: [String]) throws(Failure) -> Request {
        var rest = words[...]
        var verb = root
        var path = [root.name]
        while !verb.verbs.isEmpty {
            // A verb that does something by itself takes what is none of its own verbs.
            if verb.action != nil, !verb.verbs.contains(where: { $0.name == rest.first }) { break }
            guard let word = rest.first else {
                throw Failure(.usage, "a verb is missing", cure: "see \(Self.helpLine(path))")
            }
            if word == "--help" || word == "-h" { return .help(path) }
            if word == "--version", path.count == 1 { return .words(TypedWords(.version)) }
            if word.hasPrefix("-") { throw misplaced(word, verb: verb, path: path) }
            guard let next = verb.verbs.first(where: { $0.name == word }) else {
                throw Self.unknownVerb(word, in: verb, path: path)
            }
            verb = next
            path.append(word)
            rest.removeFirst()
        }
        let ownWords = rest.prefix { $0 != "--" }
        if ownWords.contains("--help") || ownWords.contains("-h") { return .help(path) }
        guard let action = verb.action else { return .help(path) }
        return .words(try sort(rest, of: verb, doing: action, path: path))
    }

    /// The verb that these words lead to.
    func verb(at words: [String]) throws(Failure) -> [String] {
        var verb = root
        var path = [root.name]
        for word in words {
            guard let next = verb.verbs.first(where: { $0.name == word }) else {
                throw Self.unknownVerb(word, in: verb, path: path)
            }
            verb = next
            path.append(word)
        }
        return path
    }

    private func sort(
        _ words: ArraySlice<String>, of verb: Verb, doing action: Verb.Action, path: [String]
    ) throws(Failure) -> TypedWords {
        var typed = TypedWords(action)
        var rest = words
        while let word = rest.popFirst() {
            if word == "--" {
                typed.arguments += rest
                break
            }
            if verb.arguments.first?.isSignalID == true, typed.arguments.isEmpty, Self.looksLikeID(word) {
                typed.arguments.append(word)
            } else if word.hasPrefix("--") {
                let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(parts[0])
                guard let option = verb.options.first(where: { $0.name.typed == "--" + name }) else {
                    throw unknownOption("--" + name, of: verb, path: path)
                }
                try add(option, attached: parts.count > 1 ? String(parts[1]) : nil, from: &rest, to: &typed)
            } else if word.hasPrefix("-"), word != "-" {
                for letter in word.dropFirst() {
                    guard let option = verb.options.first(where: { $0.short == letter }) else {
                        throw unknownOption("-\(letter)", of: verb, path: path)
                    }
                    typed.add(option.name)
                }
            } else {
                typed.arguments.append(word)
            }
        }
        try check(typed.arguments, of: verb, path: path)
        return typed
    }

    private func add(
        _ option: Option, attached: String?, from rest: inout ArraySlice<String>, to typed: inout TypedWords
    ) throws(Failure) {
        let name = option.name.typed
        guard let placeholder = option.value else {
            guard attached == nil else { throw Failure(.usage, "\(name) takes no value") }
            typed.add(option.name)
            return
        }
        let value: String
        if let attached {
            value = attached
        } else if let next = rest.first, !Self.isOption(next) {
            value = next
            rest.removeFirst()
        } else {
            let cure = rest.isEmpty ? nil : "write \(name)=VALUE for one that begins with a dash"
            throw Failure(.usage, "\(name) needs a value (\(placeholder))", cure: cure)
        }
        guard !value.isEmpty else { throw Failure(.usage, "\(name) needs a value (\(placeholder)), and it is empty") }
        if !option.choices.isEmpty, !option.choices.contains(value) {
            throw Failure(
                .usage, "\(name) is \(option.choices.joined(separator: ", ")), not \"\(value)\"",
                cure: NearestName.meant(by: value, among: option.choices).map { "did you mean \($0)?" })
        }
        typed.add(option.name, value: value)
        guard option.takesFollowingWords else { return }
        while let next = rest.first, !Self.isOption(next) {
            guard !next.isEmpty else { throw Failure(.usage, "\(name) has an empty value") }
            typed.add(option.name, value: next)
            rest.removeFirst()
        }
    }

    /// Whether a word has the form of a signal's id: 32 bytes in the alphabet for file names, in which a dash may come first.
    private static func looksLikeID(_ word: String) -> Bool {
        word.utf8.count == 43
            && word.utf8.allSatisfy { byte in
                let character = Character(Unicode.Scalar(byte))
                return character.isASCII
                    && (character.isLetter || character.isNumber || character == "-" || character == "_")
            }
    }

    /// A lone dash is standard input, not an option.
    private static func isOption(_ word: String) -> Bool { word.hasPrefix("-") && word != "-" }

    private func check(_ arguments: [String], of verb: Verb, path: [String]) throws(Failure) {
        let required = verb.arguments.count { !$0.isOptional }
        if arguments.count < required {
            throw Failure(
                .usage, "\(verb.arguments[arguments.count].name) is missing", cure: "see \(Self.helpLine(path))")
        }
        let isOpen = verb.arguments.contains(where: \.isRepeatable)
        if !isOpen, arguments.count > verb.arguments.count {
            throw Failure(
                .usage, "\(path.joined(separator: " ")) does not take the word \"\(arguments[verb.arguments.count])\"",
                cure: "see \(Self.helpLine(path))")
        }
    }
}

extension CommandLineParser {
    /// What to type for help on a verb.
    static func helpLine(_ path: [String]) -> String { path.joined(separator: " ") + " --help" }

    private static func unknownVerb(_ word: String, in verb: Verb, path: [String]) -> Failure {
        let nearest = NearestName.meant(by: word, among: verb.verbs.map(\.name))
        let place = path.count == 1 ? "there is no verb" : "\(path.joined(separator: " ")) has no verb"
        return Failure(
            .usage, "\(place) \"\(word)\"",
            cure: nearest.map { "did you mean \($0)?" } ?? "see \(helpLine(path))")
    }

    /// An option where a verb was expected.
    private func misplaced(_ word: String, verb: Verb, path: [String]) -> Failure {
        let name = String(word.prefix { $0 != "=" })
        let known = OptionName(rawValue: String(name.drop { $0 == "-" }))
        guard let known, let owner = owners(of: known).first else { return unknownOption(name, of: verb, path: path) }
        return Failure(.usage, "\(name) comes after the verb", cure: "write \(owner) \(name)")
    }

    private func unknownOption(_ name: String, of verb: Verb, path: [String]) -> Failure {
        let line = path.joined(separator: " ")
        if let refusal = SecretOption.refusal(of: name) { return refusal }
        if name.hasPrefix("--"), let known = OptionName(rawValue: String(name.dropFirst(2))) {
            let owners = owners(of: known)
            return Failure(
                .usage, "\(line) has no option \(name)",
                cure: owners.isEmpty ? "see \(Self.helpLine(path))" : "it belongs to \(owners.joined(separator: ", "))")
        }
        let nearest = NearestName.meant(
            by: String(name.drop { $0 == "-" }), among: verb.options.map { String($0.name.typed.dropFirst(2)) })
        return Failure(
            .usage, "\(line) has no option \(name)",
            cure: nearest.map { "did you mean --\($0)?" } ?? "see \(Self.helpLine(path))")
    }

    /// The verbs that take an option, as they are typed.
    private func owners(of name: OptionName) -> [String] {
        root.everything().filter { $0.verb.option(name) != nil && $0.path.count > 1 }
            .map { $0.path.joined(separator: " ") }
    }
}
