import Foundation

/// Runs the program on more and more groups.
struct GrowthStudy {
    let bench: BenchPlace
    static let fileSizes = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000]
    static let clusterSizes = [1_000, 3_000, 10_000, 30_000, 80_000]

    /// From a file: reading, grouping and judging.
    func files(sizes: [Int] = fileSizes) throws -> GrowthCurve {
        var curve = GrowthCurve(name: "from a file")
        let log = bench.folder + "/groups.csv"
        defer { try? FileManager.default.removeItem(atPath: log) }
        for groups in sizes {
            _ = try bench.own(["log", "\(groups)", log]).run()
            let figures = try bench.program([
                "preview", "--input", log, "--template", "beaconing", "--now", "\(GroupTraffic.nowSeconds)", "--output",
                bench.folder + "/signals.txt",
            ]).run()
            curve.add(figures.point(groups))
            bench.say("growth, file of \(groups) groups: \(figures.wallSeconds.seconds)")
        }
        return curve
    }

    /// From a cluster: a first pass.
    func cluster(sizes: [Int] = clusterSizes) async throws -> GrowthCurve {
        var curve = GrowthCurve(name: "from a cluster")
        for groups in sizes {
            let traffic = GroupTraffic(groups: groups, documents: 12)
            let comparison = Comparison(traffic: traffic, bench: bench, rounds: 3)
            guard let median = try await comparison.outcome(of: [.first]).median(.first) else { continue }
            curve.add(
                GrowthCurve.Point(
                    groups: groups, wallSeconds: median.wallSeconds, processorSeconds: median.processorSeconds,
                    peakBytes: median.peakBytes))
        }
        return curve
    }
}

extension MeasuredProcess.Figures {
    /// The figures as a point of a curve.
    fileprivate func point(_ groups: Int) -> GrowthCurve.Point {
        GrowthCurve.Point(
            groups: groups, wallSeconds: wallSeconds, processorSeconds: processorSeconds, peakBytes: peakBytes)
    }
}
