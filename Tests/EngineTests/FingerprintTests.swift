import Foundation
import HTTPTransport
import SearchCluster
import TestSupport
import Testing

@Suite("The fingerprint of a certificate", .enabled(if: Engine.named.contains { $0.caFile != nil }, Engine.howToRun))
struct FingerprintTests {
    @Test("The right one is enough, and with a wrong one nothing is sent", arguments: Engine.named)
    func fingerprint(_ engine: Engine) async throws {
        guard engine.caFile != nil else { return }
        let port = try #require(URL(string: engine.url)?.port.flatMap { UInt16($0) })
        // The last that is presented: the authority, where the server sends it.
        let right = try #require(TLSProbe.fingerprints(at: port).last)
        var program = try BuiltProgram()
        program.environment = engine.environment
        program.environment["BEACONING_CA_FILE"] = nil
        // Digits in pairs with colons between them, as openssl prints them.
        let pairs = stride(from: 0, to: 64, by: 2).map { start in right.dropFirst(start).prefix(2).uppercased() }
        for typed in [right, pairs.joined(separator: ":")] {
            let outcome = try await program.run("install", "--dry-run", "--ca-fingerprint", typed)
            #expect(outcome.code == 0, "\(outcome.messages)")
        }
        let wrong = String(right.map { $0 == "0" ? "1" : "0" })
        let outcome = try await program.run("install", "--dry-run", "--ca-fingerprint", wrong, "-v")
        #expect(outcome.code == 69 && outcome.output.isEmpty)
        // With -v each answer is a line: there was none.
        #expect(outcome.messages.contains("fingerprint") && !outcome.messages.contains(" ms, "), "\(outcome.messages)")
    }
}
