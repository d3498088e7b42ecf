import Foundation
import TestSupport
import Testing

@Suite("Stopping the program")
struct SignalsTests {
    @Test(
        "A signal ends a run that waits for the cluster, with its own code, and leaves nothing",
        arguments: [
            (SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129),
        ] as [(Int32, Int32)])
    func stopped(_ signal: Int32, _ code: Int32) async throws {
        let server = try RudeServer(.stall)
        let program = try BuiltProgram()
        let running = try program.start(["preview", "--url", server.url, "--output", "result", "-v"])
        await server.requests(reach: 1)
        kill(running.process.processIdentifier, signal)
        let outcome = try await program.end(of: running)
        #expect(outcome.code == code, "\(outcome.messages)")
        #expect(outcome.messages.hasSuffix("beaconing: stopped\n"), "\(outcome.messages)")
        #expect(try program.names == [])
    }

    @Test("The second signal ends at once what cannot be cancelled")
    func secondSignal() async throws {
        let program = try BuiltProgram()
        // Nobody writes to the other end of this pipe, so that reading standard input never returns.
        let line = "mkfifo pipe; exec 3<>pipe; \"$0\" preview --input - --output result <&3 & echo $! > pid; wait $!"
        let running = try program.start(shell: line)
        // The program holds its result's place while it reads.
        while try program.names.filter({ $0.hasSuffix(".part") }).isEmpty { await Task.yield() }
        let identifier = try #require(program.text(of: "pid").flatMap { pid_t($0.dropLast()) })
        kill(identifier, SIGINT)
        kill(identifier, SIGTERM)
        let outcome = try await program.end(of: running)
        #expect(outcome.code == 130)
        #expect(try program.names == ["pid", "pipe"])
    }
}
