/// Bars or lines along an axis of time or of names.
struct AxisChart {
    let series: ChartSeries
    let shape: PanelForm.Shape
    let format: ValueText.Format
    let xTitle, yTitle: String
    let label: String

    private struct Plot {
        var left, top, width, height: Double
        var bottom: Double { top + height }
    }

    func drawn(width: Double, height: Double) -> String {
        var drawing = SVGDrawing(width: width, height: height)
        let largest = series.largest(stacked: shape == .stackedBars)
        let isWhole = series.series.allSatisfy { $0.values.allSatisfy { ($0 ?? 0) == ($0 ?? 0).rounded() } }
        let axis = ValueAxis(largest: largest, isWhole: isWhole && format != .bytes, most: height < 220 ? 4 : 5)
        let ticks = axis.ticks.map { ValueText(.number($0), format == .bytes ? .bytes : .plain).description }
        let left = 26 + Double(ticks.map(\.count).max() ?? 1) * SVGDrawing.characterWidth
        let band = (drawing.width - left - 10) / Double(max(series.steps.count, 1))
        let names = series.stepSeconds == nil ? series.steps.map { ValueText($0).description } : []
        let under = NameLabels(names, band: band)
        let foot = series.stepSeconds == nil ? under.height : 28
        let plot = Plot(left: left, top: 10, width: drawing.width - left - 10, height: drawing.height - 10 - foot - 20)
        for (tick, text) in zip(axis.ticks, ticks) {
            let y = plot.bottom - tick / axis.top * plot.height
            drawing.line(plot.left, y, plot.left + plot.width, y, tick == 0 ? "axis" : "rule")
            drawing.text(text, plot.left - 6, y + 4, .end)
        }
        drawing.text(yTitle, 12, plot.top + plot.height / 2, style: "title", within: plot.height, turn: -90)
        if let seconds = series.stepSeconds {
            label(times: &drawing, plot, band, seconds)
        } else {
            under.draw(on: &drawing, left: plot.left, y: plot.bottom)
            drawing.text(xTitle, plot.left + plot.width / 2, drawing.height - 5, style: "title", within: plot.width)
        }
        if shape == .line {
            lines(&drawing, plot, band, axis.top)
        } else {
            bars(&drawing, plot, band, axis.top)
        }
        return drawing.element(label: label)
    }

    private func label(times drawing: inout SVGDrawing, _ plot: Plot, _ band: Double, _ seconds: Int) {
        for label in StepAxis(times: series.steps, stepSeconds: seconds, band: band).labels {
            let x = plot.left + (Double(label.step) + 0.5) * band
            drawing.line(x, plot.bottom, x, plot.bottom + 4, "axis")
            drawing.text(label.text, x, plot.bottom + 15)
            if let day = label.day { drawing.text(day, x, plot.bottom + 27) }
        }
        let length = StepLength(seconds: seconds)
        drawing.text(
            "\(xTitle) (UTC), in steps of \(length)", plot.left + plot.width / 2, drawing.height - 5, style: "title",
            within: plot.width)
    }

    private func hint(_ name: String, _ step: Int, _ value: Double) -> String {
        let end = "\(ValueText(series.steps[step])): \(ValueText(.number(value), format))"
        return "\(name), \(end)"
    }

    private func bars(_ drawing: inout SVGDrawing, _ plot: Plot, _ band: Double, _ top: Double) {
        let isStacked = shape == .stackedBars
        let room = min(band * 0.84, isStacked || series.series.count == 1 ? 64 : 64 * Double(series.series.count))
        let width = isStacked ? room : room / Double(max(series.series.count, 1))
        for step in series.steps.indices {
            let start = plot.left + (Double(step) + 0.5) * band - room / 2
            var height = 0.0
            for (place, one) in series.series.enumerated() {
                guard let value = one.values[step], value > 0 else { continue }
                let tall = value / top * plot.height
                drawing.box(
                    isStacked ? start : start + Double(place) * width, plot.bottom - height - tall, width, tall,
                    "fill s\(place % 20)", hint: hint(one.name, step, value))
                if isStacked { height += tall }
            }
        }
    }

    /// Lines with a dot for each value; where there is none the line ends.
    private func lines(_ drawing: inout SVGDrawing, _ plot: Plot, _ band: Double, _ top: Double) {
        for (place, one) in series.series.enumerated() {
            var data = ""
            var dots: [(x: Double, y: Double, hint: String)] = []
            var isOpen = false
            for (step, value) in one.values.enumerated() {
                guard let value else {
                    isOpen = false
                    continue
                }
                let x = plot.left + (Double(step) + 0.5) * band
                let y = plot.bottom - max(value, 0) / top * plot.height
                data += "\(isOpen ? "L" : "M")\(SVGDrawing.pixels(x)) \(SVGDrawing.pixels(y))"
                dots.append((x, y, hint(one.name, step, value)))
                isOpen = true
            }
            if dots.isEmpty { continue }
            drawing.path(data, "stroke s\(place % 20)")
            for dot in dots { drawing.dot(dot.x, dot.y, "fill s\(place % 20)", hint: dot.hint) }
        }
    }
}

/// The names under an axis, level where they fit and turned where they do not.
struct NameLabels {
    private let names: [String]
    private let band: Double
    private let isTurned: Bool
    /// What they take of the drawing's height.
    let height: Double

    init(_ names: [String], band: Double) {
        let widest = Double(names.map { HTMLText($0).width }.max() ?? 0) * SVGDrawing.characterWidth
        self.names = names
        self.band = band
        isTurned = widest > band - 6
        height = isTurned ? min(20 + widest * 0.5, 80) : 22
    }

    func draw(on drawing: inout SVGDrawing, left: Double, y: Double) {
        for (place, name) in names.enumerated() {
            let x = left + (Double(place) + 0.5) * band
            if isTurned {
                // Thirty degrees: twice the height, and not farther than the drawing's edge.
                drawing.text(
                    name, x + 4, y + 14, .end, within: min((height - 16) * 2, (x - 2) / 0.87), turn: -30)
            } else {
                drawing.text(name, x, y + 15, within: band)
            }
        }
    }
}

/// A length of time with one unit where there is one: `30 min`, `3 h`, `1 day`.
struct StepLength: CustomStringConvertible {
    let description: String

    init(seconds: Int) {
        let units = [(604_800, "week"), (86_400, "day"), (3_600, "h"), (60, "min")]
        guard let (length, unit) = units.first(where: { seconds >= $0.0 && seconds.isMultiple(of: $0.0) }) else {
            description = "\(seconds) s"
            return
        }
        let count = seconds / length
        description = "\(count) \(unit)\(unit.count > 3 && count > 1 || unit == "day" && count > 1 ? "s" : "")"
    }
}
