import Foundation

/// All measurements in one sitting on one machine, and one report.
struct BenchSitting {
    private let traffic: [GroupTraffic]
    private let folder: String

    /// - Parameter words: names of traffic; none takes all, and how cost grows besides.
    init(_ words: [String]) throws {
        traffic = try words.map { word in
            guard let found = GroupTraffic(name: word) else { throw BenchFailure("no such traffic: \(word)") }
            return found
        }
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("beaconing-bench-\(getpid())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Measures and prints.
    ///
    /// - Parameter url: the cluster; `nil` measures what needs none.
    func run(url: String?) async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bench = try BenchPlace(url: url ?? "http://127.0.0.1:9", folder: folder)
        let isWhole = traffic.isEmpty
        print("Times and rates compare only within this sitting: \(machine). Seed \(GroupTraffic.seed).\n")
        var goals: [Goal] = []
        if url != nil {
            var outcomes: [Comparison.Outcome] = []
            for traffic in isWhole ? GroupTraffic.compared : traffic {
                outcomes.append(try await Comparison(traffic: traffic, bench: bench, rounds: 3).outcome())
            }
            let report = ComparisonReport(outcomes: outcomes)
            let compared = outcomes.reduce(0) { $0 + $1.verdicts }
            print(
                report.text
                    + "\nMedians of turns. The verdicts of (a), (b) and (c) equal ours on all \(compared) groups.\n")
            goals += report.goals
        }
        if isWhole || url == nil {
            bench.say("stages")
            var stages = try StageReport()
            if url != nil { stages.add(writing: try await WritingStage.measured(at: bench)) }
            print(stages.text)
            let study = GrowthStudy(bench: bench)
            var curves = [try study.files()]
            if url != nil { curves.append(try await study.cluster()) }
            let growth = GrowthReport(curves: curves)
            print(growth.text)
            goals += stages.goals + growth.goals
            if let file = ProcessInfo.processInfo.environment["BEACONING_BENCH_CHART"] {
                try GrowthChart(curves: curves).svg.write(toFile: file, atomically: true, encoding: .utf8)
            }
        }
        if url != nil { try await bench.removeSignals() }
        print(Goal.text(goals))
    }

    private var machine: String {
        "\(ProcessInfo.processInfo.activeProcessorCount) processors, \(ProcessInfo.processInfo.operatingSystemVersionString)"
    }
}
