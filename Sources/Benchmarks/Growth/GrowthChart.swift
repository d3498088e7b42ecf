import Foundation

/// Curves over the number of groups, both axes logarithmic, as an SVG picture.
struct GrowthChart {
    let curves: [GrowthCurve]

    private static let size = (width: 960.0, height: 400.0)
    private static let colours = ["teal", "chocolate"]

    /// The picture: time on the left, memory on the right.
    var svg: String {
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.size.width)) \(Int(Self.size.height))" \
            font-family="sans-serif" font-size="13" role="img">
            <title>Time and memory over the number of groups</title>
            <rect width="100%" height="100%" fill="white"/>

            """
        let time = Panel(left: 70, title: "seconds") { $0.wallSeconds }
        let memory = Panel(left: 560, title: "peak memory, MB") { Double($0.peakBytes) / 1e6 }
        for panel in [time, memory] { svg += panel.svg(curves) }
        for (curve, colour) in zip(curves, Self.colours).enumerated().map({ ($0, $1) }) {
            let x = 70 + Double(curve) * 170
            svg += #"<circle cx="\#(x)" cy="388" r="5" fill="\#(colour.1)"/>"#
            svg += #"<text x="\#(x + 10)" y="393" fill="black">\#(colour.0.name)</text>"# + "\n"
        }
        return svg + "</svg>\n"
    }

    /// One pair of axes.
    private struct Panel {
        let left: Double
        let title: String
        let value: (GrowthCurve.Point) -> Double
        private let width = 360.0
        private let top = 40.0
        private let height = 290.0

        init(left: Double, title: String, value: @escaping (GrowthCurve.Point) -> Double) {
            (self.left, self.title, self.value) = (left, title, value)
        }

        func svg(_ curves: [GrowthCurve]) -> String {
            let points = curves.flatMap(\.points)
            let values = points.map(value)
            guard let most = values.max(), let least = values.min(), least > 0 else { return "" }
            let decades = (Int(least.decade.rounded(.down)), Int(most.decade.rounded(.up)))
            let sizes = (3, 6)
            func x(_ groups: Double) -> Double {
                left + (groups.decade - Double(sizes.0)) / Double(sizes.1 - sizes.0) * width
            }
            func y(_ value: Double) -> Double {
                let share = (value.decade - Double(decades.0)) / Double(max(1, decades.1 - decades.0))
                return top + height - share * height
            }
            var svg = #"<text x="\#(left)" y="24" fill="black" font-weight="bold">\#(title)</text>"# + "\n"
            for decade in decades.0...decades.1 {
                let place = y(Self.power(decade)).short
                svg += #"<path d="M\#(left.short) \#(place)h\#(width.short)" stroke="gainsboro"/>"#
                svg += #"<text x="\#((left - 8).short)" y="\#(place)" dy="4" text-anchor="end" fill="dimgray">"#
                svg += Self.label(decade) + "</text>\n"
            }
            for decade in sizes.0...sizes.1 {
                let place = x(Self.power(decade)).short
                svg += #"<path d="M\#(place) \#(top.short)v\#(height.short)" stroke="gainsboro"/>"#
                svg += #"<text x="\#(place)" y="\#((top + height + 20).short)" text-anchor="middle" fill="dimgray">"#
                svg += ["1,000", "10,000", "100,000", "1,000,000"][decade - 3] + "</text>\n"
            }
            for (curve, colour) in zip(curves, GrowthChart.colours) {
                let places = curve.points.map { (x(Double($0.groups)).short, y(value($0)).short) }
                let line = places.map { "\($0.0),\($0.1)" }.joined(separator: " ")
                svg += #"<polyline points="\#(line)" fill="none" stroke="\#(colour)" stroke-width="2"/>"# + "\n"
                for place in places { svg += #"<circle cx="\#(place.0)" cy="\#(place.1)" r="3.5" fill="\#(colour)"/>"# }
            }
            return svg + "\n"
        }

        private static func power(_ decade: Int) -> Double { Foundation.pow(10, Double(decade)) }

        private static func label(_ decade: Int) -> String {
            decade >= 0 ? "\(Int(power(decade)))" : String(format: "%.\(-decade)f", power(decade))
        }
    }
}

extension Double {
    /// The natural logarithm.
    var logarithm: Double { Foundation.log(self) }

    /// The logarithm to the base of ten.
    fileprivate var decade: Double { Foundation.log10(self) }

    /// With one digit behind the point.
    fileprivate var short: String { String(format: "%.1f", self) }
}
