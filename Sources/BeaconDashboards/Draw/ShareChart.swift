internal import Foundation

/// Parts of a whole, as tiles or as a pie; each part has a name and a value above 0.
struct ShareChart {
    let parts: [(name: String, value: Double)]
    let label: String

    private var total: Double { parts.map(\.value).reduce(0, +) }

    private func hint(_ part: (name: String, value: Double)) -> String {
        "\(part.name): \(ValueText(.number(part.value))), \(ValueText.number(part.value / total * 100, .decimals(1))) %"
    }

    /// Tiles whose areas are the values, the largest first, as square as they get.
    func tiles(width: Double, height: Double) -> String {
        var drawing = SVGDrawing(width: width, height: height)
        var (x, y, w, h) = (0.0, 0.0, drawing.width, drawing.height)
        let scale = w * h / total
        var rest = parts.indices.map { $0 }[...]
        while !rest.isEmpty {
            let side = min(w, h)
            var row: [Int] = []
            var best = Double.infinity
            while let next = rest.first {
                let worst = Self.worst((row + [next]).map { parts[$0].value * scale }, side)
                if worst > best { break }
                best = worst
                row.append(next)
                rest.removeFirst()
            }
            let area = row.map { parts[$0].value * scale }.reduce(0, +)
            let thick = side > 0 ? area / side : 0
            var along = 0.0
            for part in row {
                let length = thick > 0 ? parts[part].value * scale / thick : 0
                let isUpright = w >= h
                tile(
                    &drawing, part, isUpright ? x : x + along, isUpright ? y + along : y,
                    isUpright ? thick : length, isUpright ? length : thick)
                along += length
            }
            if w >= h { (x, w) = (x + thick, max(w - thick, 0)) } else { (y, h) = (y + thick, max(h - thick, 0)) }
        }
        return drawing.element(label: label)
    }

    /// How far the longest of a row's tiles is from a square.
    private static func worst(_ areas: [Double], _ side: Double) -> Double {
        let sum = areas.reduce(0, +)
        guard sum > 0, side > 0, let most = areas.max(), let least = areas.min(), least > 0 else { return .infinity }
        return max(side * side * most / (sum * sum), sum * sum / (side * side * least))
    }

    private func tile(
        _ drawing: inout SVGDrawing, _ place: Int, _ x: Double, _ y: Double, _ width: Double, _ height: Double
    ) {
        let part = parts[place]
        drawing.box(x + 1, y + 1, width - 2, height - 2, "tile s\(place % 20)", hint: hint(part))
        guard width > 44, height > 20 else { return }
        drawing.text(part.name, x + 8, y + 18, .start, style: "name", within: width - 14)
        if height > 38 {
            drawing.text(ValueText(.number(part.value)).description, x + 8, y + 34, .start, within: width - 14)
        }
    }

    /// Slices from the top, clockwise.
    func pie(width: Double, height: Double) -> String {
        var drawing = SVGDrawing(width: width, height: height)
        let (x, y, radius) = (drawing.width / 2, drawing.height / 2, min(drawing.width, drawing.height) / 2 - 8)
        var angle = 0.0
        func point(_ angle: Double, _ radius: Double) -> String {
            "\(SVGDrawing.pixels(x + sin(angle) * radius)) \(SVGDrawing.pixels(y - cos(angle) * radius))"
        }
        for (place, part) in parts.enumerated() {
            let next = angle + part.value / total * 2 * Double.pi
            let reach = SVGDrawing.pixels(radius)
            if parts.count == 1 {
                // An arc from a point to itself would be none.
                drawing.path(
                    "M\(point(0, radius))A\(reach) \(reach) 0 1 1 \(point(.pi, radius))A\(reach) \(reach) 0 1 1 \(point(0, radius))Z",
                    "slice s0", hint: hint(part))
            } else {
                let isLarge = next - angle > .pi ? 1 : 0
                drawing.path(
                    "M\(SVGDrawing.pixels(x)) \(SVGDrawing.pixels(y))L\(point(angle, radius))A\(reach) \(reach) 0 \(isLarge) 1 \(point(next, radius))Z",
                    "slice s\(place % 20)", hint: hint(part))
            }
            angle = next
        }
        return drawing.element(label: label)
    }

    /// The names of a legend, each with its value and share.
    var legend: [(name: String, value: String)] {
        parts.map { part in
            let share = ValueText.number(part.value / total * 100, .decimals(1))
            return (part.name, "\(ValueText(.number(part.value))) (\(share) %)")
        }
    }
}
