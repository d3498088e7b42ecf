/// How much is said on standard error.
struct MessageSettings: Sendable, Equatable {
    /// Whether details are said.
    let isVerbose: Bool
    /// Whether summaries and remarks are left out.
    let isQuiet: Bool
    /// Whether progress may be drawn, where there is a person to see it.
    let showsProgress: Bool
    /// How messages are written.
    let format: LogFormat
    /// Whether each line says when it was written and of which run it speaks, as in the log of what stays.
    let isDated: Bool

    init(_ words: TypedWords) throws(Failure) {
        isVerbose = words.has(.verbose)
        isQuiet = words.has(.quiet)
        format = words.last(.logFormat).flatMap(LogFormat.init) ?? .text
        isDated = words.has(.every)
        showsProgress = !isQuiet && !words.has(.noProgress) && format == .text
        if isVerbose, isQuiet { throw Failure(.usage, "--verbose and --quiet contradict each other") }
    }
}
