import BeaconTransform
import SearchCluster

/// `completions`: the completion script for a shell.
struct CompletionsCommand: Sendable {
    private let shell: CompletionShell

    init(_ words: TypedWords) throws(Failure) {
        let typed = words.arguments[0]
        guard let shell = CompletionShell(rawValue: typed) else {
            let names = CompletionShell.allCases.map(\.rawValue)
            throw Failure(
                .usage, "there is no completion script for \"\(SafeText(typed))\"",
                cure: NearestName.meant(by: typed, among: names).map { "did you mean \($0)?" }
                    ?? "the shells are \(names.joined(separator: ", "))")
        }
        self.shell = shell
    }

    func perform() throws(Failure) -> ExitCode {
        var output = try ResultOutput(file: nil)
        try output.write(shell.script)
        try output.finish()
        return .done
    }
}
