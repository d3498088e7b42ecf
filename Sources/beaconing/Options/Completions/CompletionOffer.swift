/// What a shell can offer for a value or a word, as its description tells.
enum CompletionOffer: Equatable, Sendable {
    /// These words.
    case words([String])
    /// Names of files, and of the folders on the way to them.
    case files
    /// Names of folders.
    case folders
    /// Nothing, because anything may be typed.
    case nothing

    /// What is called FILE is a file and what is called DIR a folder, unless the words are known.
    fileprivate init(name: String, words: [String]) {
        if !words.isEmpty {
            self = .words(words)
        } else if name.contains("FILE") {
            self = .files
        } else if name.contains("DIR") {
            self = .folders
        } else {
            self = .nothing
        }
    }
}

extension Option {
    /// What is offered for its value; `nil` for a flag.
    var offer: CompletionOffer? { value.map { CompletionOffer(name: $0, words: choices) } }

    /// The first sentence of its help without the full stop: a list of completions has a line for each.
    var brief: String {
        let sentence = help.firstRange(of: ". ").map { String(help[..<$0.lowerBound]) } ?? help
        return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}

extension Verb.Argument {
    /// What is offered for it.
    var offer: CompletionOffer {
        CompletionOffer(name: name, words: name == "VERB" ? Program.root.verbs.map(\.name) : choices)
    }
}

extension Verb {
    /// What is offered for a word that is no option: what its last argument is, since that may be repeated.
    var offer: CompletionOffer { arguments.last?.offer ?? .nothing }
}
