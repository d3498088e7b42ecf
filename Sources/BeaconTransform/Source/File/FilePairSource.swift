/// Groups and their buckets from files of ECS events, one JSON document a line, plain or gzip; `-` is standard input.
public struct FilePairSource: PairSource {
    /// A source that reads these files, each once, and applies the template's query to each document.
    ///
    /// - Parameter progress: told now and then while files are read.
    /// - Throws: ``InputError`` for a query that cannot be evaluated here.
    public init(
        _ template: TransformTemplate, files: [String],
        progress: @escaping @Sendable (FileProgress) -> Void = { _ in }
    ) throws(InputError) {}

    /// Reads every group of the window and judges it.
    public func judgements(in window: Window, judge: GroupJudge) async throws -> Pull {
        Pull(judgements: [], counts: GroupCounts())
    }

    /// Reads what signals say of their groups beyond the verdict.
    public func contexts(of groups: [GroupKey], in window: Window) async throws -> [GroupContext] { [] }
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
