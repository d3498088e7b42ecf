internal import SearchCluster

/// What the first line of a file says of its format.
public struct FormatRecognition: Sendable, Equatable {
    /// The format.
    public var format: InputFormat
    /// What separates columns; without meaning for JSON.
    var separator = UInt8(ascii: "\t")
    /// Why a file of this format is none that can be used, as a sentence; `nil` where it can.
    var obstacle: String?
    /// The template that such events are made for, where it is not the default one.
    public var templateID: String?

    /// Recognises a file that can be read more than once; `nil` for an empty one, and for pipes and standard input, which are not
    /// touched.
    ///
    /// - Throws: ``InputError`` for a file that cannot be read, or whose first line is not what is insisted on.
    public static func recognize(_ file: String, _ options: InputOptions) throws -> FormatRecognition? {
        guard file != "-", try InputFile.size(of: file) != nil else {
            // What is insisted on need not be looked at.
            return options.format == nil
                ? nil : FormatRecognition(UnsafeRawBufferPointer(start: nil, count: 0), options)
        }
        var lines = LineReader(try InputFile(file))
        while let line = try lines.next(unless: Cancellation()) {
            if !line.isEmpty { return FormatRecognition(line, options) }
        }
        return nil
    }

    /// Recognises by a line behind which `EVENT_PADDING` bytes are readable.
    init(_ line: UnsafeRawBufferPointer, _ options: InputOptions) {
        format = options.format ?? Self.format(of: line)
        switch format {
        case .zeek:
            templateID = "beaconing-flows"
            // The first line of a stream of all logs may be of any of them, and says which.
            let isStream = ["_path", "@stream", "_write_ts"].contains { Self.has(line, [$0]) }
            let isConnection = InputLayout.connectionMembers.contains { Self.has(line, [$0]) }
            if line.first == UInt8(ascii: "{"), !isConnection, !isStream {
                obstacle =
                    "this is a log of Zeek's other than that of connections, which has conn_state or orig_bytes; they are in "
                    + "conn.log"
            }
        case .suricata: templateID = "beaconing-flows"
        case .nxlog, .winlogbeat: templateID = "beaconing-sysmon"
        case .ecs:
            // What Packetbeat, and Filebeat's modules for Zeek and NetFlow, add to the fields of ECS.
            let flows = ["flow.id", "zeek.session_id", "netflow.type"]
            templateID = flows.contains { Self.has(line, [$0]) } ? "beaconing-flows" : nil
        case .csv:
            separator = Self.separator(of: line)
            let known = options.columns.map(\.field)
            let heading = line.split(separator: separator).map {
                String(decoding: $0, as: UTF8.self).filter { $0 != "\"" }
            }
            let hasProcess = known.contains("process.name") || heading.contains("process.name")
            templateID = hasProcess ? nil : "beaconing-flows"
        }
    }

    private static func format(of line: UnsafeRawBufferPointer) -> InputFormat {
        guard line.first == UInt8(ascii: "{") else {
            if line.starts(with: "#separator".utf8) || line.starts(with: "#fields".utf8) { return .zeek }
            return looksSeparated(line) ? .csv : .ecs
        }
        if has(line, ["ts", "id.orig_h"]) || has(line, ["ts", "id_orig_h"]) { return .zeek }
        if has(line, ["event_type", "timestamp"]) { return .suricata }
        if has(line, ["EventID", "SourceName", "Hostname"]) { return .nxlog }
        if has(line, ["winlog.event_id"]) || has(line, ["winlog.provider_name"]) { return .winlogbeat }
        return .ecs
    }

    /// Whether a line is an object with a value under each of these paths.
    private static func has(_ line: UnsafeRawBufferPointer, _ paths: [String]) -> Bool {
        var fields = EventFields()
        for path in paths { _ = fields.place(of: path, kind: .text) }
        guard let reader = try? DocumentReader(fields) else { return false }
        var values = EventValues(fieldCount: paths.count)
        guard (try? reader.read(line, into: &values)) != nil else { return false }
        return paths.indices.allSatisfy(values.has)
    }

    /// Whether a line may be the heading of separated values: names and nothing else, two at least.
    private static func looksSeparated(_ line: UnsafeRawBufferPointer) -> Bool {
        let names = line.split(separator: separator(of: line), omittingEmptySubsequences: false)
        return names.count >= 2
            && names.allSatisfy { name in
                !name.isEmpty && name.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 >= 0x80 }
                    && !name.contains(UInt8(ascii: "{"))
            }
    }

    /// The most frequent of the usual separators.
    private static func separator(of line: UnsafeRawBufferPointer) -> UInt8 {
        var best = (byte: UInt8(ascii: ","), count: 0)
        for byte in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")] {
            let count = line.count { $0 == byte }
            if count > best.count { best = (byte, count) }
        }
        return best.byte
    }
}
