/// What was typed, sorted into verb, options and arguments, and not yet understood.
struct TypedWords: Sendable {
    /// What is to be done.
    let action: Verb.Action
    /// The values of each option in the order in which they were typed; empty for a flag.
    private(set) var values: [OptionName: [String]] = [:]
    /// The words beside options.
    var arguments: [String] = []

    init(_ action: Verb.Action) {
        self.action = action
    }

    /// Whether an option was typed.
    func has(_ name: OptionName) -> Bool { values[name] != nil }

    /// The last value of an option; `nil` when it was not typed.
    func last(_ name: OptionName) -> String? { values[name]?.last }

    /// All values of an option.
    func all(_ name: OptionName) -> [String] { values[name] ?? [] }

    mutating func add(_ name: OptionName, value: String? = nil) {
        values[name, default: []] += value.map { [$0] } ?? []
    }
}
