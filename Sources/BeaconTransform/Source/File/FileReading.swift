internal import Dispatch
internal import SearchCluster

/// Reads files from front to back into the groups of a window.
struct FileReading: Sendable {
    let plan: EventPlan
    let files: [String]
    let progress: @Sendable (FileProgress) -> Void

    /// What reading gives.
    struct Outcome: Sendable {
        var groups: WindowGroups
        /// Documents read, whether they matched or not.
        var documents: Int64
        /// Documents that have a time at all.
        var timedDocuments: Int64
        /// The oldest and the newest time of all documents read.
        var times: ClosedRange<Int64>?

        /// Notes the times of a document.
        mutating func note(_ found: ArraySlice<Int64>) {
            for time in found {
                guard let known = times else {
                    times = time...time
                    continue
                }
                if time < known.lowerBound { times = time...known.upperBound }
                if time > known.upperBound { times = known.lowerBound...time }
            }
        }
    }

    /// Reads on a thread of its own, for reading blocks.
    func outcome(in window: Window) async throws -> Outcome {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "beaconing.files").async {
                    continuation.resume(with: Result { try read(in: window, unless: cancellation) })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func read(in window: Window, unless cancellation: Cancellation) throws -> Outcome {
        let sizes = try sizes()
        var state = Progress(report: progress)
        if sizes.allSatisfy({ $0 != nil }) { state.known.totalBytes = sizes.reduce(0) { $0 + ($1 ?? 0) } }
        var outcome = Outcome(
            groups: WindowGroups(window: window, plan: plan), documents: 0, timedDocuments: 0)
        for file in files {
            try read(file, into: &outcome, state: &state, unless: cancellation)
        }
        state.tell(outcome)
        return outcome
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
        _ file: String, into outcome: inout Outcome, state: inout Progress, unless cancellation: Cancellation
    ) throws {
        let reader = try DocumentReader(plan.fields)
        var lines = LineReader(try InputFile(file))
        var values = EventValues(fieldCount: plan.fields.fields.count)
        let before = state.known.readBytes
        while let line = try lines.next(unless: cancellation) {
            if lines.line & 0xFFF == 0, cancellation.isCancelled { throw CancellationError() }
            if lines.readBytes != state.known.readBytes - before {
                state.known.readBytes = before + lines.readBytes
                state.tellIfDue(outcome)
            }
            if line.isEmpty { continue }
            guard line.first == UInt8(ascii: "{") else { throw notJSONLines(line, lines.line, of: file) }
            do throws(DocumentReader.Fault) {
                try reader.read(line, into: &values)
            } catch {
                throw self.error(error, line, lines.line, of: file, isFirst: outcome.documents == 0)
            }
            outcome.documents += 1
            if values.has(plan.time) { outcome.timedDocuments += 1 }
            outcome.note(values.integers(of: plan.time))
            guard outcome.groups.add(values) else {
                throw InputError(
                    .malformed, file: file, line: lines.line,
                    "the document has more than \(ValueTable.mostOfDocument) values in a field that is counted, or belongs to more "
                        + "groups than that")
            }
        }
        state.known.readBytes = before + lines.readBytes
    }

    private func notJSONLines(_ line: UnsafeRawBufferPointer, _ number: Int, of file: String) -> InputError {
        if line.first == UInt8(ascii: "[") {
            return InputError(
                .malformed, file: file, line: number,
                "this is a JSON array, expected one document a line; convert it first: jq -c '.[]'")
        }
        let start = SafeText(utf8: line.prefix(40))
        return InputError(
            .malformed, file: file, line: number,
            "this is not JSON lines: the line starts with \"\(start)\(line.count > 40 ? "…" : "")\", expected one JSON document a "
                + "line")
    }

    private func error(
        _ fault: DocumentReader.Fault, _ line: UnsafeRawBufferPointer, _ number: Int, of file: String, isFirst: Bool
    ) -> InputError {
        let goesOn = line.last.map { "{[,:".utf8.contains($0) } ?? false
        let sentence =
            isFirst && goesOn
            ? "the document goes on over several lines, expected one document a line; convert it first: jq -c ."
            : fault.sentence
        return InputError(.malformed, file: file, line: number, sentence)
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

    mutating func tellIfDue(_ outcome: borrowing FileReading.Outcome) {
        let now = clock.now
        guard now - last >= .milliseconds(100) else { return }
        last = now
        tell(outcome)
    }

    mutating func tell(_ outcome: borrowing FileReading.Outcome) {
        known.documents = outcome.documents
        known.groups = outcome.groups.count
        report(known)
    }
}
