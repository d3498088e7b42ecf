/// How much is said on standard error.
struct MessageSettings: Sendable, Equatable {
    /// Whether details are said.
    let isVerbose: Bool
    /// Whether summaries and remarks are left out.
    let isQuiet: Bool
    /// Whether progress may be drawn, where there is a person to see it.
    let showsProgress: Bool

    init(_ words: TypedWords) throws(Failure) {
        isVerbose = words.has(.verbose)
        isQuiet = words.has(.quiet)
        showsProgress = !isQuiet && !words.has(.noProgress)
        if isVerbose, isQuiet { throw Failure(.usage, "--verbose and --quiet contradict each other") }
    }
}
