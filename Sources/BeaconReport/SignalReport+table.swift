internal import BeaconTransform
internal import SearchCluster

extension SignalReport {
    /// The table: a title, the signals ranked, then what was judged and does not beacon, and how to look closer.
    func writeTable<Failure: Error>(
        _ style: TableStyle, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var piece: [UInt8] = []
        func add(_ lines: [String]) {
            for line in lines {
                piece += line.utf8
                piece.append(UInt8(ascii: "\n"))
            }
        }
        add(WrappedText(title, width: style.lineWidth).lines)
        if !result.signals.isEmpty {
            let table = SignalTable(template, result, style: style)
            let ranking = ranking
            let beacons = result.beaconing
            add(["", table.heading])
            for (place, position) in ranking.enumerated() {
                if place == beacons { add((place > 0 ? [""] : []) + [othersTitle(result.signals.count - beacons)]) }
                add([table.row(result.signals[position])])
                if piece.count >= Self.pieceBytes {
                    try write(piece)
                    piece.removeAll(keepingCapacity: true)
                }
            }
            add([""] + table.legend)
        }
        try write(piece)
    }

    private var title: String {
        let window = result.window
        let length = DurationText(seconds: Int64(window.bucketSeconds) * Int64(window.bucketCount))
        let place = "in the \(length) up to \(Timestamp(seconds: window.nowSeconds).plainText) UTC"
        let beacons = result.beaconing
        if beacons > 0 { return "\(CountText(beacons, "beacon")) \(place)" }
        let counts = result.counts
        let why =
            counts.seen == 0
            ? "no events matched"
            : counts.judged == 0
                ? "none of \(CountText(counts.seen, "group")) had enough events to judge"
                : "none of \(CountText(counts.judged, "judged group")) beacons"
        return "No beaconing found \(place): \(why)."
    }

    private func othersTitle(_ count: Int) -> String {
        "Judged, no beacon (\(CountText(count))):"
    }
}
