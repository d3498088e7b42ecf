import BeaconTransform
import SearchCluster
import Testing

@testable import beaconing

@Suite("Errors become words and numbers")
struct FailureTests {
    @Test(
        "Each trouble with a cluster has its number",
        arguments: [
            (.unreachable, .unreachable), (.untrusted, .unreachable), (.unauthenticated, .notAllowed),
            (.forbidden, .notAllowed), (.noSuchIndex, .configuration), (.refused, .configuration),
            (.configuration, .configuration), (.incomplete, .incomplete), (.malformed, .incomplete),
            (.tooManyBuckets, .incomplete), (.cancelled, .interrupted),
        ] as [(ClusterError.Code, ExitCode)])
    func cluster(_ code: ClusterError.Code, _ exit: ExitCode) {
        let failure = Failure(explaining: ClusterError(code, "what happened", cure: "what to do"))
        #expect(failure.code == exit)
        #expect(failure.description == "what happened; what to do")
    }

    @Test(
        "Each trouble with a file has its number",
        arguments: [
            (.unreadable, .file), (.malformed, .badData), (.unsupportedQuery, .configuration),
        ] as [(InputError.Code, ExitCode)])
    func input(_ code: InputError.Code, _ exit: ExitCode) {
        #expect(Failure(explaining: InputError(code, file: "f", line: 3, "why")).code == exit)
    }

    @Test("Templates, cancellation, and what nobody expected")
    func others() {
        struct Odd: Error {}
        #expect(Failure(explaining: TemplateError(file: "f", line: 1, sentence: "why")).code == .configuration)
        #expect(Failure(explaining: CancellationError()).code == .interrupted)
        #expect(Failure(explaining: Odd()).code == .defect)
    }

    @Test("What others wrote cannot act on a terminal, and is not made safe twice")
    func safeText() {
        #expect(Console.safe("a\u{1B}[2J\nb\u{202E}") == "a\\u{1B}[2J\\u{A}b\\u{202E}")
        #expect(Console.safe(Console.safe("\u{1B}\\")) == "\\u{1B}\\")
    }
}
