import Foundation
import SearchCluster
import TestSupport
import Testing

@Suite("Demo")
struct DemoTests {
    @Test("Every hidden beacon has its verdict, and two runs print the same, and so does its file")
    func verdicts() async throws {
        let program = try BuiltProgram()
        let kept = try await program.run("demo", "--hosts", "10", "--keep", "made", "-q")
        #expect(kept.code == 0, "\(kept.messages)")
        #expect(kept.messages.isEmpty)
        let made = program.text(of: "made/labels.ndjson")
        let labels = try #require(made).split(separator: "\n").compactMap { JSONValue(parsing: Array($0.utf8)) }
        let beacons = labels.filter { $0["is_beacon"]?.boolean == true }
        #expect(beacons.count >= 5)
        for beacon in beacons {
            let host = try #require(beacon["host"]?.string)
            let process = try #require(beacon["process"]?.string)
            let line = kept.lines.first { line in
                let words = line.split(separator: " ").map(String.init)
                return words.contains(host) && words.contains(process) && line.contains("every ")
            }
            let verdict = try #require(line, "\(host) \(process)")
            #expect(
                ["found", "missed", "not judged", "left out"].contains { verdict.hasPrefix("  \($0)") }, "\(verdict)")
        }
        #expect(kept.output.contains("of \(beacons.count) beacons found"))
        let again = try await program.run("demo", "--hosts", "10")
        // Only where the events were kept is there something else to do next.
        let answers = { (text: String) in text.split(separator: "What to do next:").first }
        #expect(answers(again.output) == answers(kept.output))
        #expect(try program.names == ["made"])
        // What it says to do next gives the same table, from the events that were kept.
        let next = kept.lines.first { $0.contains("made/events.ndjson") }
        let command = try #require(next).split(separator: " ").dropFirst().map(String.init)
        let preview = try await program.run(command + ["-q"])
        #expect(preview.code == 0, "\(preview.messages)")
        #expect(!preview.output.isEmpty && kept.output.hasPrefix(preview.output))
    }
}
