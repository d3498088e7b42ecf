/// One option as parsing, help, completions and the manual page need it.
struct Option: Sendable {
    /// Its long name.
    let name: OptionName
    /// Its one-letter name.
    let short: Character?
    /// What its value is called; `nil` for a flag.
    let value: String?
    /// Whether each use adds a value; otherwise the last one counts.
    let isRepeatable: Bool
    /// Whether further words belong to it until the next option, as when a shell has filled in file names.
    let takesFollowingWords: Bool
    /// The only values it takes; empty when it takes any.
    let choices: [String]
    /// What it does, in sentences.
    let help: String

    init(
        _ name: OptionName, short: Character? = nil, value: String? = nil, isRepeatable: Bool = false,
        takesFollowingWords: Bool = false, choices: [String] = [], help: String
    ) {
        self.name = name
        self.short = short
        self.value = value
        self.isRepeatable = isRepeatable
        self.takesFollowingWords = takesFollowingWords
        self.choices = choices
        self.help = help
    }

    /// The option with its value, as help shows it: `-v, --verbose` or `--format table|csv`.
    var form: String {
        let names = short.map { "-\($0), \(name.typed)" } ?? name.typed
        return value.map { "\(names) \($0)" } ?? names
    }
}
