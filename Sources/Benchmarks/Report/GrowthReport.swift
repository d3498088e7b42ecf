import Foundation

/// How cost grows, point by point.
struct GrowthReport {
    let curves: [GrowthCurve]

    var text: String {
        var table = MarkdownTable(["groups × 12 events", "wall", "a group", "client CPU", "memory"])
        for curve in curves {
            for point in curve.points {
                table.add([
                    "\(point.groups) \(curve.name)", point.wallSeconds.seconds,
                    String(format: "%.1f µs", point.wallSeconds / Double(point.groups) * 1e6),
                    point.processorSeconds.seconds, "\(point.peakBytes / 1_000_000) MB",
                ])
            }
        }
        let summaries = curves.map { curve in
            String(
                format:
                    "%@: time grows as groups to the power %.2f (%.2f from 10,000 on), %.0f bytes a further group\n",
                curve.name, curve.exponent, curve.upperExponent, curve.bytesPerGroup)
        }
        return table.text + "\n" + summaries.joined()
    }

    var goals: [Goal] {
        curves.flatMap { curve -> [Goal] in
            [
                .atMost("growth \(curve.name): exponent", curve.exponent, 1.05),
                .atMost("growth \(curve.name): exponent from 10,000 on", curve.upperExponent, 1.05),
            ]
        }
    }
}
