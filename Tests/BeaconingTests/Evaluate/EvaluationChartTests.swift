import SearchCluster
import TestSupport
import Testing

@Suite("What is found, as a table, as JSON and drawn")
struct EvaluationChartTests {
    @Test("The three hold the same rows, and the drawing needs nothing else")
    func same() async throws {
        let program = try BuiltProgram()
        let words = ["evaluate", "--groups", "1", "--seed", "5"]
        let json = try await program.run(words + ["--format", "json"])
        #expect(json.code == 0, "\(json.messages)")
        let agents = JSONValue(parsing: Array(json.output.utf8))?["agents"]?.array ?? []
        let judged = agents.filter { ($0["judged"]?.integer ?? 0) > 0 }
        let sleeps = Set(judged.compactMap { $0["sleep_seconds"]?.text }).count
        #expect(sleeps > 3)

        let text = try await program.run(words)
        #expect(text.lines.count { $0.contains(" s ") && $0.contains(" % ") } == judged.count)

        let drawn = try await program.run(words + ["--format", "svg", "--output", "chart.svg"])
        #expect(drawn.code == 0 && drawn.output.isEmpty, "\(drawn.messages)")
        let svg = program.text(of: "chart.svg") ?? ""
        func count(_ part: String) -> Int { svg.split(separator: part, omittingEmptySubsequences: false).count - 1 }
        #expect(svg.hasPrefix("<svg xmlns=") && svg.hasSuffix("</svg>\n"))
        #expect(count("<text") == count("</text>") && count("<path") == count("/>"))
        #expect(count("<script") + count("<image") + count("href") + count("url(") == 0)
        #expect(count("class=\"name\"") == sleeps)
        // One more of each is the key.
        for way in ["strict", "second", "busy"] { #expect(count("class=\"line \(way)\"") == sleeps + 1) }
    }
}
