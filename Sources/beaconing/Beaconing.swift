import CProcess
import Foundation

/// The program: words to a verb, the verb's end to an exit code.
@main
enum Beaconing {
    /// Starts the work and waits for signals.
    ///
    /// It is not an asynchronous `main`: with one, the first thread takes signals as it likes, and they would end the
    /// program before anything could be cleaned up.
    static func main() {
        // Credentials lie in the environment from the beginning. Where it is not allowed, the system's own settings hold.
        _ = cprocess_hide_memory()
        Interruption.prepare()
        let words = Array(CommandLine.arguments.dropFirst())
        let work = Task.detached {
            let code = await end(of: words, in: .ofThisProcess())
            TemporaryFiles.removeAll()
            exit(code.rawValue)
        }
        Interruption.wait { work.cancel() }
    }

    /// Does what the words ask for, and says why when it cannot.
    private static func end(of words: [String], in surroundings: Surroundings) async -> ExitCode {
        do {
            return try await Dispatch(surroundings: surroundings).perform(words)
        } catch {
            var failure = Failure(explaining: error)
            if let code = Interruption.code { failure = Failure(code, "stopped", cure: failure.cure) }
            // The words may be what is wrong, so they are not parsed to know how to say so.
            let isECS = zip(words, words.dropFirst()).contains { $0 == "--log-format" && $1 == "ecs" }
            Console.say(failure, format: isECS || words.contains("--log-format=ecs") ? .ecs : .text)
            return failure.code
        }
    }
}
