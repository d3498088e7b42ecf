/// Reads files from front to back into the groups of a window.
struct FileReading: Sendable {
    let plan: EventPlan
    let lines: EventLines

    init(
        plan: EventPlan, files: [String], options: InputOptions, progress: @escaping @Sendable (FileProgress) -> Void
    ) {
        self.plan = plan
        lines = EventLines(fields: plan.fields, files: files, options: options, progress: progress)
    }

    /// What reading gives.
    struct Outcome: Sendable {
        var groups: WindowGroups
        /// What was read, whether it matched or not.
        var count = EventLines.Count()
        /// Documents that have a time at all.
        var timedDocuments: Int64 = 0
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

    /// Reads everything once.
    func outcome(in window: Window) async throws -> Outcome {
        try await EventLines.onThread { [self] cancellation in
            var outcome = Outcome(groups: WindowGroups(window: window, plan: plan))
            let count = try lines.forEach(unless: cancellation) { values, line in
                if values.has(plan.time) { outcome.timedDocuments += 1 }
                outcome.note(values.integers(of: plan.time))
                guard outcome.groups.add(values) else {
                    throw InputError(
                        .malformed, file: line.name, line: line.line,
                        "the document has more than \(ValueTable.mostOfDocument) values in a field that is counted, or belongs to "
                            + "more groups than that")
                }
                return outcome.groups.count
            }
            outcome.count = count
            return outcome
        }
    }
}
