/// The marks of an axis of numbers from 0 up, at round distances.
struct ValueAxis {
    let ticks: [Double]
    /// The upper end.
    let top: Double

    /// An axis that reaches the largest value.
    ///
    /// - Parameter isWhole: whether there is nothing between whole numbers, as with counts.
    init(largest: Double, isWhole: Bool, most: Int = 5) {
        let largest = largest.isFinite && largest > 0 ? min(max(largest, 1e-9), 1e300) : 1
        var step = 1.0
        while step * 10 * Double(most) <= largest { step *= 10 }
        while !isWhole, step / 2 * Double(most) >= largest { step /= 10 }
        step = [1, 2, 5, 10, 20, 50].map { $0 * step }.first { $0 * Double(most) >= largest } ?? step * 100
        let count = Int((largest / step).rounded(.up))
        ticks = (0...max(count, 1)).map { Double($0) * step }
        top = Double(max(count, 1)) * step
    }
}

/// The labels of an axis of steps: which steps have one, and what it says.
struct StepAxis {
    struct Label {
        var step: Int
        var text: String
        /// The day below a time of day, where it begins or is the first.
        var day: String?
    }

    var labels: [Label] = []

    /// The labels of steps of time that do not stand closer than so many pixels.
    init(times steps: [PanelRows.Cell], stepSeconds: Int?, band: Double, apart: Double = 56) {
        let times = steps.map { if case .date(let millis) = $0 { millis / 1000 } else { 0 } as Int64 }
        let length = Int64(stepSeconds ?? 86_400)
        let usual: [Int64] = [
            60, 300, 600, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 31_536_000,
        ]
        let needed = Double(length) * apart / max(band, 0.01)
        let distance = usual.first { $0 >= length && Double($0) >= needed } ?? 315_360_000
        var chosen = times.indices.filter { times[$0].isMultiple(of: distance) }
        // Too few steps for a round one among them.
        if chosen.count < 2 { chosen = Double(times.count) * band < 2 * apart ? [0] : [0, times.count - 1] }
        if times.count <= 1 { chosen = Array(times.indices) }
        var last = ""
        for step in chosen {
            let text = ValueText(.date(times[step] * 1000)).description
            let day = String(text.prefix(10))
            if length >= 86_400, times[step].isMultiple(of: 86_400) {
                labels.append(Label(step: step, text: String(day.dropFirst(5)), day: nil))
            } else {
                labels.append(
                    Label(step: step, text: String(text.dropFirst(11).prefix(5)), day: day == last ? nil : day))
            }
            last = day
        }
    }
}
