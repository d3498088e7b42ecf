@testable import BeaconTransform

/// A log of another tool, recognised by its first line and judged by the template of ``FilesHarness``.
///
/// Promised: the counts add up, a line that cannot be read is left out or refuses the file, and the ends of lines may be those of
/// Windows.
enum LogsHarness {
    private static let columns = [
        InputOptions.Column(field: "host.name", name: "id.orig_h"),
        InputOptions.Column(field: "process.name", name: "app"),
    ]

    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        let options = InputOptions(columns: columns, mostBadLines: 3)
        let unix = TemporaryFile(input, ending: "log")
        var result = try FilesHarness.judged([unix.path], options)
        guard !input.starts(with: [0x1F, 0x8B]) else { return }
        let lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let windows = TemporaryFile(Array(lines.joined(separator: "\r\n".utf8)), ending: "log")
        var other = try FilesHarness.judged([windows.path], options)
        // They name their files.
        result?.warnings = []
        other?.warnings = []
        try promise(result == other, "the ends of lines make a difference")
    }
}
