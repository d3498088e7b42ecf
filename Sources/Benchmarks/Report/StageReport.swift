import Foundation

/// Each stage of the client alone.
struct StageReport {
    private(set) var goals: [Goal] = []
    private var table = MarkdownTable(["stage, one core", "median", "slowest batch", "fastest batch", "a second"])

    /// Measures all that needs no cluster.
    init() throws {
        for stage in JudgingStage.all {
            let rate = stage.measured()
            add(stage.name, rate, unit: "groups")
            if let goal = stage.goal { goals.append(.atLeast(stage.name, rate.median, goal)) }
        }
        let decoding = DecodingStage()
        let rate = try decoding.measured()
        add(decoding.name, rate, unit: "MB", scale: 1e-6)
        goals.append(.atLeast("decoding, MB/s", rate.median * 1e-6, 800))
    }

    /// Adds what writing to a cluster came to.
    mutating func add(writing: (wall: Double, processor: Double)) {
        table.add([
            "writing \(WritingStage.documents) documents, over the wall clock", "\(Int(writing.wall))", "", "",
            "documents",
        ])
        table.add([
            "writing \(WritingStage.documents) documents, over the client's CPU", "\(Int(writing.processor))", "", "",
            "documents",
        ])
    }

    private mutating func add(_ name: String, _ rate: TimedWork.Rate, unit: String, scale: Double = 1) {
        func number(_ value: Double) -> String { "\(Int((value * scale).rounded()))" }
        table.add([name, number(rate.median), number(rate.slowest), number(rate.fastest), unit])
    }

    var text: String { table.text }
}
