import BeaconTransform
import SearchCluster

/// The file of signals that a cluster would not take, one a line with the reason.
struct DeadLetter: ~Copyable {
    private var output: ResultOutput?

    /// Opens a file that is there when signals have been kept in it, and leaves nothing when none were.
    ///
    /// - Parameter path: `nil` opens none, for what writes to no cluster.
    init(_ path: String?) throws(Failure) {
        guard let path else {
            output = nil
            return
        }
        do {
            let opened = try ResultOutput(file: path)
            output = consume opened
        } catch {
            throw Failure(
                error.code, "the file for refused signals, \(error.sentence)",
                cure: "name another place with --dead-letter")
        }
    }

    /// A name in the current folder that tells the run: template, end of the window, and the slice where there are several.
    static func name(template: TransformTemplate, window: Window, slice: HostSlice) -> String {
        let time = PointOfTime(seconds: window.nowSeconds).description.filter { $0 != "-" && $0 != ":" }
        let name = template.id.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" ? $0 : "_" }
        let part = slice == .whole ? "" : "-\(slice.ordinal)of\(slice.count)"
        return "beaconing-refused-\(String(name))-\(time)\(part).ndjson"
    }

    /// Keeps signals; without any there is no file.
    consuming func keep(_ refused: [WriteResult.Refused]) throws(Failure) {
        guard !refused.isEmpty else { return }
        var writer = JSONWriter()
        for signal in refused {
            writer.removeAll()
            writer.append(raw: #"{"id":"#.utf8)
            writer.append(string: signal.id.utf8)
            writer.append(raw: #","status":\#(signal.status),"type":"#.utf8)
            writer.append(string: Console.redacted(signal.type).utf8)
            writer.append(raw: #","reason":"#.utf8)
            writer.append(string: Console.redacted(signal.reason).utf8)
            writer.append(raw: #","document":"#.utf8)
            writer.append(raw: signal.source)
            writer.append(raw: "}\n".utf8)
            try output?.write(writer.bytes)
        }
        try output?.finish()
    }
}
