/// From when to when the events of files are, whether a query takes them or not.
public struct FileSpan: Sendable, Equatable {
    /// The time of the oldest event, in milliseconds since 1970.
    public var oldestMillis: Int64
    /// The time of the newest event, in milliseconds since 1970.
    public var newestMillis: Int64

    /// From one event to another.
    public init(oldestMillis: Int64, newestMillis: Int64) {
        self.oldestMillis = oldestMillis
        self.newestMillis = newestMillis
    }

    /// Reads all files for the times of their events; `nil` where none has one, and for pipes and standard input,
    /// which are not touched.
    ///
    /// - Parameters:
    ///   - latestMillis: events after it are not counted; a clock that is wrong somewhere makes some.
    ///   - progress: told now and then while files are read.
    /// - Throws: ``InputError`` for a file that cannot be read.
    public static func read(
        _ files: [String], of template: TransformTemplate, options: InputOptions = InputOptions(), latestMillis: Int64,
        progress: @escaping @Sendable (FileProgress) -> Void = { _ in }
    ) async throws -> FileSpan? {
        var fields = EventFields()
        let time = fields.place(of: template.metric.timeField, kind: .date)
        let lines = EventLines(fields: fields, files: files, options: options, progress: progress)
        guard !files.contains("-"), try !lines.sizes().contains(nil) else { return nil }
        return try await EventLines.onThread { cancellation in
            var span: FileSpan?
            _ = try lines.forEach(unless: cancellation) { values, _ in
                for millis in values.integers(of: time) where millis <= latestMillis {
                    let known = span ?? FileSpan(oldestMillis: millis, newestMillis: millis)
                    span = FileSpan(
                        oldestMillis: min(known.oldestMillis, millis), newestMillis: max(known.newestMillis, millis))
                }
                return 0
            }
            return span
        }
    }
}
