internal import SearchCluster

/// Rule 14: the saved time range, and what texts promise about it.
extension CheckRun {
    mutating func checkTime(_ object: Object, _ panels: [JSONValue]) {
        let attributes = object.attributes
        let restores = attributes["timeRestore"]?.boolean ?? false
        var seconds: Int?
        if restores {
            for name in ["timeFrom", "timeTo"] {
                guard let text = attributes[name]?.string else {
                    error(14, "timeRestore is true and there is no \(name)")
                    continue
                }
                guard let point = DateMath(text) else {
                    error(14, "\(name) \(text) is not a point of time such as now-24h")
                    continue
                }
                if name == "timeFrom" { seconds = point.secondsAgo }
            }
        }
        let texts = [attributes["description"]?.string] + panels.map { text(of: $0, object) }
        for case .some(let text) in texts {
            for promise in PromisedRange.all(in: text) {
                if !restores {
                    warn(14, "a text says \"\(promise.words)\", and no time range is saved")
                } else if let seconds, seconds != promise.seconds {
                    warn(14, "a text says \"\(promise.words)\", and \(attributes["timeFrom"]?.string ?? "") is saved")
                }
            }
        }
    }

    /// The markdown of a panel, by value or by reference.
    private func text(of panel: JSONValue, _ object: Object) -> String? {
        if let text = panel["embeddableConfig"]?["savedVis"]?["params"]?["markdown"]?.string { return text }
        guard let reference = object.reference(panel["panelRefName"]?.string ?? ""),
            let found = objects.first(where: { $0.type == reference.type && $0.id == reference.id })
        else { return nil }
        return Self.parsed(found.attributes["visState"])?["params"]?["markdown"]?.string
    }
}

/// A range of time that a text promises, such as "past 6 hours".
struct PromisedRange: Equatable {
    var words: String
    var seconds: Int

    private static let numbers = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "twelve": 12, "fourteen": 14,
    ]
    private static let units = ["minute": 60, "hour": 3600, "day": 86400, "week": 604_800, "month": 2_592_000]

    static func all(in text: String) -> [PromisedRange] {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return words.indices.dropLast(2).compactMap { position in
            guard ["past", "last"].contains(words[position]),
                let number = Int(words[position + 1]) ?? numbers[words[position + 1]],
                number < 100_000
            else { return nil }
            let unit = words[position + 2]
            guard let seconds = units[unit.hasSuffix("s") ? String(unit.dropLast()) : unit] else { return nil }
            return PromisedRange(
                words: words[position...position + 2].joined(separator: " "), seconds: number * seconds)
        }
    }
}
