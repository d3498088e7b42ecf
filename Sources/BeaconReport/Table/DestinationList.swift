/// The most frequent destinations of a signal, shown as far as they fit: `185.199.1.2, 9.9.9.9 +3`.
struct DestinationList {
    private let destinations: [CellText]
    private let isCutOff: Bool

    /// A list of destinations.
    ///
    /// - Parameter isCutOff: whether there may be more than the list has, which is then shown as `…` at its end.
    init(_ destinations: [CellText], isCutOff: Bool) {
        self.destinations = destinations
        self.isCutOff = isCutOff
    }

    /// The first `count` destinations and how many more there are.
    func text(showing count: Int) -> String {
        destinations.prefix(count).map(\.text).joined(separator: ", ") + rest(after: count)
    }

    /// The columns of the first destination alone with the count of the others.
    var floor: Int {
        (destinations.first?.width ?? 0) + DisplayWidth.of(rest(after: 1))
    }

    /// As many destinations as fit; of a single one that does not, both ends.
    func fitted(to columns: Int) -> String {
        var shown = 0
        var width = 0
        for (position, destination) in destinations.enumerated() {
            width += destination.width + (position > 0 ? 2 : 0)
            if width + DisplayWidth.of(rest(after: position + 1)) <= columns { shown = position + 1 }
            if width > columns { break }
        }
        if shown > 0 { return text(showing: shown) }
        guard let first = destinations.first else { return "" }
        let rest = rest(after: 1)
        let left = columns - DisplayWidth.of(rest)
        return left >= 5 ? first.fitted(to: left) + rest : first.fitted(to: columns)
    }

    private func rest(after count: Int) -> String {
        let hidden = max(destinations.count - count, 0)
        let end = isCutOff ? "…" : ""
        return hidden > 0 ? " +\(hidden)\(end)" : isCutOff ? " …" : ""
    }
}
