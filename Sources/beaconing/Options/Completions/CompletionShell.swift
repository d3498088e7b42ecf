/// A shell that fills in words by a script of its own kind.
enum CompletionShell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The script for this program; ends with a newline.
    var script: String {
        switch self {
        case .bash: BashCompletion.text()
        case .zsh: ZshCompletion.text()
        case .fish: FishCompletion.text()
        }
    }

    /// A comment that says where the script comes from.
    var origin: String { "# Completion in \(rawValue), made by: beaconing completions \(rawValue)" }

    /// Text in single quotes, as bash and zsh read them: nothing in it has a meaning.
    static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: #"'\''"#) + "'"
    }
}
