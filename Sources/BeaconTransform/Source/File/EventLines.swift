internal import Dispatch
internal import SearchCluster

/// The events of files, from the first line to the last, in whichever format each is.
struct EventLines: Sendable {
    /// The fields that are read of each event.
    let fields: EventFields
    /// The files; `-` is standard input.
    let files: [String]
    /// How they are read.
    let options: InputOptions
    /// Told now and then.
    let progress: @Sendable (FileProgress) -> Void

    /// What was read, whatever was made of it.
    struct Count: Sendable {
        /// Events read.
        var documents: Int64 = 0
        /// Lines that could not be read and were left out.
        var badLines = 0
        /// The first of them.
        var firstFault: InputError?
        /// What the files are, in their order; `nil` for an empty one.
        var formats: [InputFormat?] = []
    }

    /// Looks at one event, and says how many groups there are by now; an error ends all.
    typealias Look = (borrowing EventValues, borrowing LineReader) throws -> Int

    /// Does work on a thread of its own, for reading blocks.
    static func onThread<Value: Sendable>(
        _ work: @escaping @Sendable (Cancellation) throws -> Value
    ) async throws -> Value {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "beaconing.files").async {
                    continuation.resume(with: Result { try work(cancellation) })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// Reads all files, event by event.
    func forEach(unless cancellation: Cancellation, _ look: Look) throws -> Count {
        let sizes = try sizes()
        var state = Progress(report: progress)
        if sizes.allSatisfy({ $0 != nil }) { state.known.totalBytes = sizes.reduce(0) { $0 + ($1 ?? 0) } }
        var count = Count()
        for file in files {
            try read(file, into: &count, state: &state, unless: cancellation, look)
        }
        state.tell()
        return count
    }

    /// The sizes of all files, `nil` for pipes; a name mistyped last is noticed before an hour is spent on the first.
    func sizes() throws(InputError) -> [Int64?] {
        var sizes: [Int64?] = []
        for (position, file) in files.enumerated() {
            if file == "-", files[..<position].contains("-") {
                throw InputError(.unreadable, file: file, "it is named twice")
            }
            sizes.append(try InputFile.size(of: file))
        }
        return sizes
    }

    private func read(
        _ file: String, into count: inout Count, state: inout Progress, unless cancellation: Cancellation, _ look: Look
    ) throws {
        var lines = LineReader(try InputFile(file))
        var first = try lines.next(unless: cancellation)
        while first?.isEmpty == true { first = try lines.next(unless: cancellation) }
        let recognized = first.map { FormatRecognition($0, options) }
        count.formats.append(recognized?.format)
        guard let recognized, let first else { return }
        if let obstacle = recognized.obstacle ?? Self.misfit(recognized, options) {
            throw InputError(.malformed, file: file, line: lines.line, obstacle)
        }
        let layout = InputLayout(recognized.format, options)
        if first.first == UInt8(ascii: "{") || recognized.format.isJSON {
            var parser = try DocumentReader(fields, layout: layout)
            try read(&lines, from: first, by: &parser, into: &count, state: &state, unless: cancellation, look)
        } else {
            lines.keepsTabs = true
            var parser = ColumnReader(
                fields, layout: layout, separator: recognized.separator, named: options.columns.map(\.name))
            try read(&lines, from: first, by: &parser, into: &count, state: &state, unless: cancellation, look)
        }
    }

    /// Why a file does not fit the template that the program has chosen by the first, or for want of a file that it could look at.
    private static func misfit(_ recognized: FormatRecognition, _ options: InputOptions) -> String? {
        // What stands in ECS fields may be of any kind, whatever its first event is.
        guard let chosen = options.chosenTemplateID, recognized.format != .ecs else { return nil }
        let fitting = recognized.templateID ?? "beaconing"
        guard fitting != chosen else { return nil }
        return
            "this is \(recognized.format.plainName), for which the template \(fitting) is made, and the template is \(chosen); say "
            + "--template \(fitting), or --template \(chosen) if that is meant"
    }

    private func read(
        _ lines: inout LineReader, from first: UnsafeRawBufferPointer, by parser: inout some LineParsing & ~Copyable,
        into count: inout Count, state: inout Progress, unless cancellation: Cancellation, _ look: Look
    ) throws {
        var values = EventValues(fieldCount: fields.fields.count)
        let before = state.known.readBytes
        var isFirst = true
        var line = first
        while true {
            if lines.line & 0xFFF == 0, cancellation.isCancelled { throw CancellationError() }
            if lines.readBytes != state.known.readBytes - before {
                state.known.readBytes = before + lines.readBytes
                state.tellIfDue()
            }
            if !line.isEmpty {
                var isEvent = false
                do throws(LineFault) {
                    isEvent = try parser.read(line, into: &values)
                } catch {
                    try leaveOut(error, lines, isFirst: isFirst, of: &count)
                }
                if isEvent {
                    isFirst = false
                    count.documents += 1
                    state.known.documents = count.documents
                    state.known.groups = try look(values, lines)
                }
            }
            guard let next = try lines.next(unless: cancellation) else { break }
            line = next
        }
        state.known.readBytes = before + lines.readBytes
    }

    /// Counts a line that cannot be read, or refuses the file: for the first of its events, for it may be something else altogether,
    /// and for one line too many.
    private func leaveOut(
        _ fault: LineFault, _ lines: borrowing LineReader, isFirst: Bool, of count: inout Count
    ) throws(InputError) {
        let sentence =
            isFirst && fault.goesOn
            ? "the document goes on over several lines, expected one document a line; convert it first: jq -c ."
            : fault.sentence
        let error = InputError(.malformed, file: lines.name, line: lines.line, sentence)
        if isFirst || options.mostBadLines == 0 { throw error }
        count.badLines += 1
        let known = count.firstFault ?? error
        count.firstFault = known
        guard count.badLines <= options.mostBadLines else {
            throw InputError(
                .malformed, file: known.file, line: known.line,
                "\(known.sentence); more than \(CountText(options.mostBadLines, "line")) like this cannot be read, the last at "
                    + "line \(lines.line)\(lines.name == known.file ? "" : " of \(SafeText(lines.name))"); --max-bad-lines "
                    + "allows more")
        }
    }
}

/// Tells how far reading has come, ten times a second at most.
private struct Progress {
    var known = FileProgress()
    let report: @Sendable (FileProgress) -> Void
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant

    init(report: @escaping @Sendable (FileProgress) -> Void) {
        self.report = report
        last = clock.now
    }

    mutating func tellIfDue() {
        let now = clock.now
        guard now - last >= .milliseconds(100) else { return }
        last = now
        tell()
    }

    func tell() { report(known) }
}
