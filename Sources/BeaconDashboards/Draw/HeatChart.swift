/// Counts by two groups, the darker the more; the first of the vertical groups is the lowest.
struct HeatChart {
    let xs, ys: [String]
    /// A value, or none, for each pair, column by column.
    let values: [[Double?]]
    let xTitle, yTitle: String
    let label: String

    var largest: Double { values.joined().compactMap(\.self).max() ?? 0 }

    func drawn(width: Double, height: Double) -> String {
        var drawing = SVGDrawing(width: width, height: height)
        let widest = Double(ys.map { HTMLText($0).width }.max() ?? 0) * SVGDrawing.characterWidth
        let left = 28 + min(widest, 120)
        let band = (drawing.width - left - 4) / Double(max(xs.count, 1))
        let under = NameLabels(xs, band: band)
        let bottom = drawing.height - under.height - 20
        let row = (bottom - 4) / Double(max(ys.count, 1))
        for (y, name) in ys.enumerated() {
            let middle = bottom - (Double(y) + 0.5) * row
            drawing.text(name, left - 6, middle + 4, .end, within: 120)
            for x in xs.indices {
                let value = values[x][y] ?? 0
                let box = (left + Double(x) * band + 1, bottom - Double(y + 1) * row + 1)
                guard value > 0 else {
                    drawing.box(box.0, box.1, band - 2, row - 2, "cold")
                    continue
                }
                let share = largest > 0 ? value / largest : 0
                let text = ValueText(.number(value)).description
                drawing.box(
                    box.0, box.1, band - 2, row - 2, "fill s0", hint: "\(xs[x]), \(name): \(text)",
                    opacity: 0.15 + 0.8 * share)
                let style = share > 0.5 ? "label on" : "label ink"
                drawing.text(text, box.0 + band / 2 - 1, middle + 4, style: style, within: band)
            }
        }
        under.draw(on: &drawing, left: left, y: bottom)
        drawing.text(
            xTitle, left + band * Double(xs.count) / 2, drawing.height - 5, style: "title", within: drawing.width)
        drawing.text(yTitle, 12, bottom / 2, style: "title", within: bottom, turn: -90)
        return drawing.element(label: label)
    }
}
