import Foundation
import SearchCluster
import TestSupport
import Testing

@testable import beaconing

@Suite("Detection rules at the command line")
struct RulesTests {
    @Test("Every rule has a line, and it says where there is none")
    func list() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run("rules", "list")
        #expect(outcome.code == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        let names = outcome.lines.compactMap { $0.split(separator: " ").first }
        #expect(names == ["high-priority", "new-beacon", "shared-destination", "system-tool"])
        #expect(outcome.lines[1].hasSuffix(" (not for Sigma)"))
        let flows = try await program.run("rules", "list", "--template", "beaconing-flows")
        #expect(flows.lines[3].hasSuffix(" (not of beaconing-flows)"))
    }

    @Test("Standard output has the rules alone, the same every time", arguments: ["elastic", "opensearch", "sigma"])
    func export(_ product: String) async throws {
        let program = try BuiltProgram()
        let first = try await program.run("rules", "export", "--for", product, "-q")
        #expect(first.code == 0 && first.messages.isEmpty, "\(first.messages)")
        #expect(!first.output.isEmpty && first.output.hasSuffix("\n"))
        #expect(try await program.run("rules", "export", "--for", product, "-q").output == first.output)
        if product != "sigma" {
            for line in first.lines.dropLast() { #expect(JSONValue(parsing: Array(line.utf8))?.members != nil) }
        }
        let written = try await program.run("rules", "export", "--for", product, "--output", "rules.ndjson")
        #expect(written.code == 0 && written.output.isEmpty)
        #expect(program.text(of: "rules.ndjson") == first.output)
        #expect(written.messages.contains(" rules for "))
        #expect(written.messages.contains("new-beacon is left out: Sigma") == (product == "sigma"))
    }

    @Test(
        "A name that Kibana refuses, a product that is missing and a parameter that is wrong are told with their cure")
    func mistakes() async throws {
        let program = try BuiltProgram()
        let name = try await program.run("rules", "export", "--for", "elastic", "--output", "rules.json")
        #expect(name.code == 0 && name.messages.contains("warning: rules.json does not end in .ndjson"))
        let missing = try await program.run("rules", "export")
        #expect(missing.code == 64)
        #expect(
            missing.messages
                == "beaconing: --for is missing; add --for elastic or --for opensearch or --for sigma\n")
        let unknown = try await program.run("rules", "export", "--for", "splunk")
        #expect(unknown.code == 64 && unknown.messages.contains("elastic"))
        let parameter = try await program.run("rules", "export", "--for", "sigma", "--set", "max_jiter=0.2")
        #expect(parameter.code == 64 && parameter.messages.contains("max_jitter"), "\(parameter.messages)")
        let template = try await program.run("rules", "export", "--for", "sigma", "--template", "no-such")
        #expect(template.code == 78)
    }
}
