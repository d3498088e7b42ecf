/// `help`: the program, a verb, or the manual page.
struct HelpCommand: Sendable {
    /// What is around the program.
    let surroundings: Surroundings

    func perform(_ words: TypedWords) throws(Failure) -> ExitCode {
        if words.has(.man) {
            guard words.arguments.isEmpty else {
                throw Failure(.usage, "the manual page is of the whole program", cure: "leave out the verb")
            }
            return try print(ManualPage.text())
        }
        return try show(CommandLineParser().verb(at: words.arguments))
    }

    /// Prints help on the verb that this path leads to.
    func show(_ path: [String]) throws(Failure) -> ExitCode {
        try print(HelpPage(width: min(Terminal(surroundings).width, 80)).text(of: path))
    }

    private func print(_ text: String) throws(Failure) -> ExitCode {
        var output = try ResultOutput(file: nil)
        try output.write(text)
        try output.finish()
        return .done
    }
}
