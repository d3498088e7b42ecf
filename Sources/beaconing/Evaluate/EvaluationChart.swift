/// What an evaluation found, drawn: for each sleep a panel, over the jitter the share that each way of looking finds.
///
/// The drawing stands alone: no script, no font and no picture from elsewhere, and colours that light and dark pages show.
struct EvaluationChart: Sendable {
    private let agents: [EvaluationRow]
    private let foot: String

    /// A chart of an evaluation's agents.
    init(_ evaluation: EvaluationText) {
        agents = evaluation.agents.filter { $0.judged > 0 }
        foot =
            "Made traffic with seed \(evaluation.evaluation.seed), \(evaluation.evaluation.groups) groups of each combination; "
            + "bands are 95 % intervals."
    }

    /// One way of looking: its line and how many of how many groups it finds.
    private struct Way: Sendable {
        var name: String
        var style: String
        var counts: @Sendable (EvaluationRow) -> (hits: Int, trials: Int)
    }

    private static let ways = [
        Way(name: "strict metric", style: "strict", counts: { ($0.strict, $0.judged) }),
        Way(name: "second opinion", style: "second", counts: { ($0.regular, $0.judged) }),
        Way(name: "second opinion, in a busy process", style: "busy", counts: { ($0.split, $0.mixed) }),
    ]

    // Pixels.
    private static let width = 860.0
    private static let panel = (width: 224.0, height: 150.0)
    private static let margin = (left: 44.0, top: 74.0, between: 64.0)
    private static let columns = 3

    /// The drawing as a file of its own.
    var svg: String {
        let sleeps = agents.compactMap(\.sleep).reduce(into: [Double]()) { if $0.last != $1 { $0.append($1) } }
        let rows = (sleeps.count + Self.columns - 1) / Self.columns
        let height = Self.margin.top + Double(rows) * (Self.panel.height + Self.margin.between) + 24
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.text(Self.width)) \(Self.text(height))" role="img" \
            aria-label="Share of agents found, by sleep and jitter">
            <style>
            text { font: 12px system-ui, sans-serif; fill: #69707d } .head { font-size: 16px; font-weight: 600 }
            .name { font-weight: 600 } .grid { stroke: #98a2b3; stroke-opacity: .35 } .line { fill: none; stroke-width: 2 }
            .band { fill-opacity: .18 } .strict { stroke: #c4407c; fill: #c4407c }
            .second { stroke: #0b7bb8; fill: #0b7bb8 } .busy { stroke: #b9770e; fill: #b9770e; stroke-dasharray: 5 3 }
            .line.strict, .line.second, .line.busy { fill: none } path.band { stroke: none }
            </style>
            <text class="head" x="8" y="22">Share of agents found, by sleep and jitter</text>
            """
        ]
        var x = 8.0
        for way in Self.ways {
            parts.append("<path class=\"line \(way.style)\" d=\"M\(Self.text(x)) 42h22\"/>")
            parts.append("<text x=\"\(Self.text(x + 28))\" y=\"46\">\(way.name)</text>")
            x += 60 + Double(way.name.count) * 6.2
        }
        for (place, sleep) in sleeps.enumerated() {
            let left = Self.margin.left + Double(place % Self.columns) * (Self.panel.width + 56)
            let top = Self.margin.top + Double(place / Self.columns) * (Self.panel.height + Self.margin.between)
            draw(agents.filter { $0.sleep == sleep }, sleep: sleep, left: left, top: top, into: &parts)
        }
        parts.append("<text x=\"8\" y=\"\(Self.text(height - 8))\">\(foot)</text>")
        return parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private func draw(_ rows: [EvaluationRow], sleep: Double, left: Double, top: Double, into parts: inout [String]) {
        let most = agents.compactMap(\.jitter).max() ?? 1
        func x(_ row: EvaluationRow) -> String {
            Self.text(left + (most > 0 ? (row.jitter ?? 0) / most : 0) * Self.panel.width)
        }
        func y(_ share: Double) -> String { Self.text(top + 16 + (1 - share) * Self.panel.height) }
        parts.append(
            "<text class=\"name\" x=\"\(Self.text(left))\" y=\"\(Self.text(top + 4))\">"
                + "every \(Int(sleep)) s, by jitter</text>")
        for share in [0, 0.5, 1] {
            parts.append("<path class=\"grid\" d=\"M\(Self.text(left)) \(y(share))h\(Self.text(Self.panel.width))\"/>")
            parts.append(
                "<text x=\"\(Self.text(left - 6))\" y=\"\(y(share))\" dy=\"4\" text-anchor=\"end\">"
                    + "\(Int(share * 100)) %</text>")
        }
        for row in rows {
            parts.append(
                "<text x=\"\(x(row))\" y=\"\(y(0))\" dy=\"16\" text-anchor=\"middle\">"
                    + "\(Int(((row.jitter ?? 0) * 100).rounded())) %</text>")
        }
        for way in Self.ways {
            let points = rows.map { (x: x($0), counts: way.counts($0)) }.filter { $0.counts.trials > 0 }
            guard !points.isEmpty else { continue }
            let bounds = points.map { WilsonInterval($0.counts.hits, of: $0.counts.trials).bounds }
            let upper = zip(points, bounds).map { "\($0.x) \(y($1[1]))" }
            let lower = zip(points, bounds).map { "\($0.x) \(y($1[0]))" }.reversed()
            parts.append("<path class=\"band \(way.style)\" d=\"M\((upper + lower).joined(separator: "L"))Z\"/>")
            let line = points.map { "\($0.x) \(y(Double($0.counts.hits) / Double($0.counts.trials)))" }
            parts.append("<path class=\"line \(way.style)\" d=\"M\(line.joined(separator: "L"))\"/>")
        }
    }

    /// A number of pixels to a tenth.
    private static func text(_ pixels: Double) -> String { ((pixels * 10).rounded() / 10).description }
}
