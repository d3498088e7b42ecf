internal import SearchCluster
internal import Synchronization

/// Groups and their buckets from files of events, one a line, plain or gzip; `-` is standard input.
public struct FilePairSource: PairSource {
    private let reading: FileReading
    private let memory = Memory()

    /// A source that reads these files, each once, and applies the template's query to each document.
    ///
    /// - Parameter progress: told now and then while files are read.
    /// - Throws: ``InputError`` for a query that cannot be evaluated here.
    public init(
        _ template: TransformTemplate, files: [String], options: InputOptions = InputOptions(),
        progress: @escaping @Sendable (FileProgress) -> Void = { _ in }
    ) throws(InputError) {
        reading = FileReading(plan: try EventPlan(template), files: files, options: options, progress: progress)
    }

    /// What a person should know before believing the result, one sentence each; known after reading.
    public var warnings: [String] {
        guard let outcome = memory.state.withLock({ $0.last }) else { return [] }
        var warnings: [String] = []
        if let fault = outcome.count.firstFault {
            let others = outcome.count.badLines - 1
            warnings.append(
                "\(CountText(outcome.count.badLines, "line")) could not be read and \(others == 0 ? "was" : "were") left out"
                    + "\(others == 0 ? "" : ", the first"): \(fault)")
        }
        if outcome.count.documents == 0 { return warnings + ["the input holds no documents"] }
        let time = reading.plan.fields.fields[reading.plan.time].name
        let untimed = outcome.count.documents - outcome.timedDocuments
        if untimed == outcome.count.documents {
            let formats = Set(outcome.count.formats.compactMap(\.self)).map(\.plainName).sorted().joined(
                separator: ", ")
            return warnings + [
                "none of the \(outcome.count.documents) documents has a \(time); the input was read as \(formats): is that right? "
                    + "--input-format says otherwise"
            ]
        }
        if untimed > 0 {
            warnings.append("\(untimed) of \(outcome.count.documents) documents have no \(time) and were left out")
        }
        if outcome.groups.count == 0, let times = outcome.times {
            let (oldest, newest) = (Timestamp(millis: times.lowerBound), Timestamp(millis: times.upperBound))
            warnings.append(
                "none of the \(outcome.count.documents) documents read, from \(oldest.plainText) to \(newest.plainText) UTC, lies "
                    + "in the window, matches the query and has every field of the group: \(Self.reasons(outcome.groups.losses))"
            )
        }
        return warnings
    }

    private static func reasons(_ losses: WindowGroups.Losses) -> String {
        "\(CountText(losses.outside)) outside the window, \(CountText(losses.unmatched)) not what the query and its exclusions, such as "
            + "private destinations, let through, \(CountText(losses.incomplete)) without a field of the group"
    }

    /// Reads every group of the window and judges it.
    ///
    /// - Throws: ``InputError`` for a file that cannot be read or holds something else than it should; then nothing may be
    ///   used.
    public func judgements(in window: Window, judge: GroupJudge) async throws -> Pull {
        try await GroupJudging(groups: outcome(in: window).groups).pull(judge)
    }

    /// Reads what signals say of their groups beyond the verdict: from memory, when the window is the one read last.
    public func contexts(
        of groups: [GroupKey], splits: [DestinationSplit?], in window: Window
    ) async throws -> [GroupContext] {
        try await outcome(in: window).groups.contexts(of: groups, splits: splits)
    }

    /// Reads the exact times of some groups' events.
    public func times(of groups: [TimedGroup], in window: Window) async throws -> [[Int64]] {
        try await outcome(in: window).groups.times(of: groups)
    }

    /// Looks at the destinations of busy groups one by one.
    public func splits(of groups: [GroupKey], in window: Window) async throws -> [DestinationSplit?] {
        try await outcome(in: window).groups.splits(of: groups)
    }

    /// What the files hold of a window.
    private func outcome(in window: Window) async throws -> FileReading.Outcome {
        if let last = memory.state.withLock({ $0.last }), last.groups.window == window { return last }
        // Standard input is read from where it stands, also where it is a file.
        if try reading.lines.files.contains("-") || reading.lines.sizes().contains(nil) {
            let isFirst = memory.state.withLock { state in
                defer { state.hasReadPipe = true }
                return !state.hasReadPipe
            }
            guard isFirst else {
                throw InputError(
                    .unreadable,
                    "standard input or a pipe can be read only once, for one window; name a file to look at several")
            }
        }
        let outcome = try await reading.outcome(in: window)
        memory.state.withLock { $0.last = outcome }
        return outcome
    }

    /// Keeps what was read last, for the contexts that are asked for after the judgements.
    private final class Memory: Sendable {
        struct State: Sendable {
            var last: FileReading.Outcome?
            var hasReadPipe = false
        }

        let state = Mutex(State())
    }
}

/// How far reading files has come.
public struct FileProgress: Sendable, Equatable {
    /// Bytes read of the files as they lie on disk.
    public var readBytes: Int64 = 0
    /// Bytes in all; `nil` when one of the inputs is a pipe.
    public var totalBytes: Int64?
    /// Documents read.
    public var documents: Int64 = 0
    /// Groups found.
    public var groups = 0
}
