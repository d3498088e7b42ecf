import BeaconTransform
import SearchCluster

/// The file of signals that a cluster would not take, one a line with the reason.
struct DeadLetter: Sendable {
    private let path: String

    /// A file at this path, or of a name that tells the run: template and end of the window.
    init(_ path: String?, template: TransformTemplate, window: Window) {
        let time = PointOfTime(seconds: window.nowSeconds).description.filter { $0 != "-" && $0 != ":" }
        let name = template.id.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" ? $0 : "_" }
        self.path = path ?? "beaconing-refused-\(String(name))-\(time).ndjson"
    }

    /// Keeps signals.
    ///
    /// - Returns: where they are; `nil` when there are none, and then there is no file.
    func keep(_ refused: [WriteResult.Refused]) throws(Failure) -> String? {
        guard !refused.isEmpty else { return nil }
        var output = try ResultOutput(file: path)
        var writer = JSONWriter()
        for signal in refused {
            writer.removeAll()
            writer.append(raw: #"{"id":"#.utf8)
            writer.append(string: signal.id.utf8)
            writer.append(raw: #","status":\#(signal.status),"type":"#.utf8)
            writer.append(string: signal.type.utf8)
            writer.append(raw: #","reason":"#.utf8)
            writer.append(string: signal.reason.utf8)
            writer.append(raw: #","document":"#.utf8)
            writer.append(raw: signal.source)
            writer.append(raw: "}\n".utf8)
            try output.write(writer.bytes)
        }
        try output.finish()
        return path
    }
}
