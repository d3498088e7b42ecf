/// A drawing under way: shapes one after the other in a box of fixed size, in pixels.
struct SVGDrawing {
    let width, height: Double
    private var shapes = ""

    /// About what a character of a label takes.
    static let characterWidth = 6.3
    private static let boldWidth = 7.6

    init(width: Double, height: Double) {
        self.width = max(width, 40)
        self.height = max(height, 40)
    }

    enum Anchor: String { case start, middle, end }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
        shapes += "<path class=\"\(style)\" d=\"M\(Self.pixels(x1)) \(Self.pixels(y1))"
        shapes += "L\(Self.pixels(x2)) \(Self.pixels(y2))\"/>"
    }

    /// A rectangle; the hint is shown where a pointer rests on it.
    mutating func box(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, hint: String = "",
        opacity: Double? = nil
    ) {
        shapes += "<rect class=\"\(style)\" x=\"\(Self.pixels(x))\" y=\"\(Self.pixels(y))\" "
        shapes += "width=\"\(Self.pixels(max(width, 0)))\" height=\"\(Self.pixels(max(height, 0)))\""
        if let opacity { shapes += " fill-opacity=\"\(Self.hundredths(opacity))\"" }
        shapes += hint.isEmpty ? "/>" : ">\(Self.title(hint))</rect>"
    }

    mutating func dot(_ x: Double, _ y: Double, _ style: String, hint: String) {
        shapes += "<circle class=\"\(style)\" cx=\"\(Self.pixels(x))\" cy=\"\(Self.pixels(y))\" r=\"3\">"
        shapes += "\(Self.title(hint))</circle>"
    }

    /// A path as SVG writes it, made of numbers alone.
    mutating func path(_ data: String, _ style: String, hint: String = "") {
        shapes += "<path class=\"\(style)\" d=\"\(data)\""
        shapes += hint.isEmpty ? "/>" : ">\(Self.title(hint))</path>"
    }

    /// A text of at most so many pixels; turned ones climb to the right, ending at their place.
    mutating func text(
        _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .middle, style: String = "label",
        within: Double = 400, turn: Int = 0
    ) {
        let most = max(2, Int(within / (style == "name" ? Self.boldWidth : Self.characterWidth)))
        var shown = HTMLText(text, most: most)
        // Wide characters and escapes take more than one column each.
        var fewer = most
        while shown.width > most, fewer > 1 {
            fewer -= max(1, (shown.width - most) / 12)
            shown = HTMLText(text, most: max(fewer, 1))
        }
        shapes += "<text class=\"\(style)\" x=\"\(Self.pixels(x))\" y=\"\(Self.pixels(y))\" "
        shapes += "text-anchor=\"\(anchor.rawValue)\""
        if turn != 0 { shapes += " transform=\"rotate(\(turn) \(Self.pixels(x)) \(Self.pixels(y)))\"" }
        shapes += ">\(shown)"
        if shown.description.contains("…") { shapes += Self.title(text) }
        shapes += "</text>"
    }

    /// The whole drawing as an element that a screen reader calls by its label.
    func element(label: String) -> String {
        """
        <svg viewBox="0 0 \(Self.pixels(width)) \(Self.pixels(height))" role="img" aria-label="\(HTMLText(label))">\
        \(shapes)</svg>
        """
    }

    private static func title(_ hint: String) -> String { "<title>\(HTMLText(hint, most: 400))</title>" }

    /// A coordinate to a tenth of a pixel, the same text on every machine.
    static func pixels(_ value: Double) -> String { decimal(value, 10) }

    private static func hundredths(_ value: Double) -> String { decimal(value, 100) }

    private static func decimal(_ value: Double, _ power: Int) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let scaled = Int((value * Double(power)).rounded())
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(power))
        var digits = rest.description
        while digits.count < power.description.count - 1 { digits = "0" + digits }
        while digits.hasSuffix("0") { digits.removeLast() }
        return (scaled < 0 ? "-" : "") + whole.description + (digits.isEmpty ? "" : "." + digits)
    }
}
